"""What goes in and out over HTTP for readiness."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from geoops.kit.i18n import Text
from geoops.kit.input import clean_text
from geoops.kit.paging import Listing
from geoops.kit.schemas import TextOut
from geoops.kit.types import ProvinceCode
from geoops.resources.assessing.helping import Help, Offer
from geoops.resources.assessing.norms import Norm
from geoops.resources.assessing.records import STATES, Assessment, NeedHere, State
from geoops.resources.kinds import PILLARS, Pillar, kinds, shelter_kinds
from geoops.resources.schemas import PillarOut
from geoops.resources.showing import age_days

PillarState = Literal["ready", "short", "unknown", "not_asked"]


class NeedOut(BaseModel):
    """A need against what is ready, in `unit`. A null has its `reason`; `asked` false: this danger does not ask for it."""

    need: str
    pillar: Pillar
    label: TextOut
    unit: str
    demand: float | None
    ready: float | None
    ratio: float | None
    asked: bool
    entries: int
    oldest_age_days: int | None
    reason: TextOut | None

    @classmethod
    def of(cls, here: NeedHere, at: datetime) -> "NeedOut":
        """As it goes out."""
        return cls(
            need=here.need.code,
            pillar=here.need.pillar,
            label=TextOut.of(here.need.name),
            unit=here.need.unit,
            demand=here.demand,
            ready=here.ready,
            ratio=here.ratio,
            asked=here.asked,
            entries=here.entries,
            oldest_age_days=age_days(here.oldest, at) if here.oldest is not None else None,
            reason=TextOut.of(here.reason) if here.reason is not None else None,
        )


class PillarBarOut(BaseModel):
    """A pillar against the demand: its ratio is that of its weakest need, `failing`."""

    pillar: Pillar
    label: TextOut
    state: PillarState
    ratio: float | None
    failing: str | None


class ReadinessOut(BaseModel):
    """The readiness of a commune: the weakest of its four pillars against what the present danger asks for.

    `command` to `logistics` say what was counted, null where nobody has. `ratio` is what is ready divided by what is
    needed at the weakest pillar, null where that is not known; with `at_most` something beside a known shortage is not
    known. `exposed` people live where it is dangerous: in the zones of the risk maps of `zone_hazards`, else anywhere in
    the commune; `moved` of them have to be moved by the planning norms.
    """

    commune_code: str
    commune_name: str
    province_code: str
    province_name: str
    command: PillarOut | None
    forces: PillarOut | None
    means: PillarOut | None
    logistics: PillarOut | None
    assessment: State
    assessment_label: TextOut
    assessment_reason: TextOut | None
    level: int | None
    level_kind: Literal["official", "reference"] | None
    hazards: list[str] | None
    exposed: int | None
    moved: int | None
    zone_hazards: list[str]
    weakest: Pillar | None
    failing: str | None
    ratio: float | None
    at_most: bool
    bars: list[PillarBarOut]
    needs: list[NeedOut]
    demo: bool

    @classmethod
    def of(
        cls, one: Assessment, counted: dict[Pillar, PillarOut | None], at: datetime, *, demo: bool
    ) -> "ReadinessOut":
        """As it goes out, with what was counted beside it."""
        reason = why(one)
        return cls(
            commune_code=one.commune.code,
            commune_name=one.commune.full_name_vi,
            province_code=one.commune.province_code,
            province_name=one.commune.province_name,
            command=counted["command"],
            forces=counted["forces"],
            means=counted["means"],
            logistics=counted["logistics"],
            assessment=one.state,
            assessment_label=TextOut.of(STATES[one.state]),
            assessment_reason=TextOut.of(reason) if reason is not None else None,
            level=one.level,
            level_kind=one.kind,
            hazards=sorted(one.hazards) if one.hazards is not None else None,
            exposed=one.exposed,
            moved=one.moved,
            zone_hazards=list(one.zone_hazards),
            weakest=one.weakest,
            failing=one.failing,
            ratio=one.ratio,
            at_most=one.at_most,
            bars=[
                PillarBarOut(
                    pillar=pillar,
                    label=TextOut.of(PILLARS[pillar]),
                    state=here.state,
                    ratio=here.ratio,
                    failing=here.failing,
                )
                for pillar, here in one.pillars.items()
            ],
            needs=[NeedOut.of(here, at) for here in one.needs],
            demo=one.demo or demo,
        )


def why(one: Assessment) -> Text | None:
    """Why the assessment is what it is, in a sentence; None for a commune that is ready."""
    here = next((need for need in one.needs if need.need.code == one.failing), None)
    if here is None or one.state not in ("short", "unknown"):
        return one.reason
    if here.demand is None or here.ready is None:
        reason = here.reason or one.reason
        return reason and Text(f"{here.need.name.vi}: {reason.vi}", f"{here.need.name.en}: {reason.en}")
    return Text(
        f"{here.need.name.vi}: có {_vi(here.ready)}, cần {_vi(here.demand)} {here.need.unit}",
        f"{here.need.name.en}: {here.ready:,.6g} of {here.demand:,.6g}",
    )


def _vi(number: float) -> str:
    """1234.5 as 1.234,5."""
    written = f"{number:,.1f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"
    return written.translate(str.maketrans(",.", ".,"))


class ScenarioOut(BaseModel):
    """What was supposed. Nothing real was touched."""

    rain_factor: float
    raise_level: int
    note: TextOut


class ReadinessListOut(Listing[ReadinessOut]):
    """Communes with their readiness. `counts` is by assessment, over all that the question covers (null when listed by
    code); `scenario` is null for what is."""

    at: datetime
    counts: dict[State, int] | None = None
    scenario: ScenarioOut | None = None


class OfferOut(BaseModel):
    """A surplus that could come: `spare` in the need's unit. `placed` false: measured from a point of its commune."""

    id: UUID
    commune_code: str
    commune_name: str | None
    kind: str
    kind_label: TextOut
    name: str
    spare: float
    distance_m: float
    minutes: float | None
    placed: bool
    counted_at: datetime
    demo: bool

    @classmethod
    def of(cls, offer: Offer, commune_name: str | None) -> "OfferOut":
        """As it goes out."""
        kind = kinds().get(offer.kind)
        label = kind.name if kind else shelter_kinds().get(offer.kind, Text(offer.kind, offer.kind))
        return cls(
            id=offer.id,
            commune_code=offer.commune_code,
            commune_name=commune_name,
            kind=offer.kind,
            kind_label=TextOut.of(label),
            name=offer.name,
            spare=offer.spare,
            distance_m=round(offer.leg.metres, 1),
            minutes=offer.leg.minutes,
            placed=offer.placed,
            counted_at=offer.counted_at,
            demo=offer.demo,
        )


class HelpOut(BaseModel):
    """For a need that fails: what is missing, and the nearest surplus of it."""

    need: str
    pillar: Pillar
    label: TextOut
    unit: str
    missing: float | None
    enough: bool
    advice: TextOut | None
    offers: list[OfferOut]

    @classmethod
    def of(cls, help_: Help, names: dict[str, str]) -> "HelpOut":
        """As it goes out; `names` of communes by code."""
        return cls(
            need=help_.need.code,
            pillar=help_.need.pillar,
            label=TextOut.of(help_.need.name),
            unit=help_.need.unit,
            missing=help_.missing,
            enough=help_.enough,
            advice=TextOut.of(help_.advice) if help_.advice is not None else None,
            offers=[OfferOut.of(offer, names.get(offer.commune_code)) for offer in help_.offers],
        )


class HelpsOut(BaseModel):
    """What would help a commune most, the weakest need first. `how` says what the distances are."""

    commune_code: str
    at: datetime
    how: TextOut
    items: list[HelpOut]


class NormOut(BaseModel):
    """A planning norm with its source. `certainty`: assumption, quoted, or set (by whom and when is said)."""

    norm: str
    label: TextOut
    unit: str
    value: float
    shipped: float
    least: float
    most: float
    certainty: Literal["assumption", "quoted", "set"]
    source: str
    province: str | None
    changed_at: datetime | None
    changed_by: str | None

    @classmethod
    def of(cls, norm: Norm, shipped: float) -> "NormOut":
        """As it goes out; `shipped` is the value that it came with."""
        return cls(
            norm=norm.code,
            label=TextOut.of(norm.name),
            unit=norm.unit,
            value=norm.value,
            shipped=shipped,
            least=norm.least,
            most=norm.most,
            certainty=norm.certainty,
            source=norm.source,
            province=norm.province,
            changed_at=norm.changed_at,
            changed_by=norm.changed_by,
        )


class NormsOut(BaseModel):
    """Every norm as it holds in a province, or in the country."""

    province: str | None
    items: list[NormOut]


class NormIn(BaseModel):
    """A norm from now on, with where the figure comes from."""

    model_config = ConfigDict(extra="forbid")

    value: Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False, strict=True)]
    source: Annotated[str, AfterValidator(clean_text), StringConstraints(min_length=3, max_length=300)]
    province: ProvinceCode | None = None


class ResourceKindOut(BaseModel):
    """Something that is counted, for forms. `serves`: the need that a ready one counts towards; `own`: the province's."""

    kind: str
    pillar: Pillar
    label: TextOut
    unit: str
    whole: bool
    most: float
    serves: str | None
    source: str
    certainty: str
    own: bool


class ResourceKindsOut(BaseModel):
    """Everything that can be counted, and what a shelter can be."""

    kinds: list[ResourceKindOut]
    shelters: dict[str, TextOut]
