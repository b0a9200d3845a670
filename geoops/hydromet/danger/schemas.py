"""Danger and its rules as they go out over HTTP."""

from datetime import datetime, timedelta
from typing import Any, Literal, Self

from pydantic import AwareDatetime, BaseModel, Field, model_validator

from geoops.hydromet.danger import service
from geoops.hydromet.danger.rule import HAZARDS
from geoops.hydromet.danger.switches import Card, Switch, unusable
from geoops.hydromet.danger.telling import reasons_of, word_of
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut


class OfficialOut(BaseModel):
    """What was issued for the commune, in the words of who issued it; `level` orders those words."""

    level: int
    scale: Literal["risk_level", "national"]
    word: TextOut
    label: TextOut
    landslide: str | None
    flash_flood: str | None
    rain_mm: float | None
    since: datetime
    valid_to: datetime
    drill: bool

    @classmethod
    def of(cls, official: service.Official) -> "OfficialOut":
        """As it goes out."""
        return cls(
            level=official.level,
            scale=official.scale,
            word=TextOut.of(official.word),
            label=TextOut.of(official.label),
            landslide=official.landslide,
            flash_flood=official.flash_flood,
            rain_mm=official.rain_mm,
            since=official.since,
            valid_to=official.valid_to,
            drill=official.drill,
        )


class ReferenceOut(BaseModel):
    """What the rules compute ("mức tham chiếu"); a null level cannot be told, `at_least` says that more is possible."""

    level: int | None
    at_least: bool
    word: TextOut | None
    rule: str
    rule_title: TextOut
    certainty: Literal["verified", "inferred", "recalled"]
    hazard: str
    hazard_title: TextOut
    since: datetime
    value: float | None
    told: TextOut
    why: dict[str, Any]

    @classmethod
    def of(cls, reference: service.Reference) -> "ReferenceOut":
        """As it goes out."""
        return cls(
            level=reference.level,
            at_least=reference.at_least,
            word=_text(reference.word),
            rule=reference.rule,
            rule_title=TextOut.of(reference.rule_title),
            certainty=reference.certainty,
            hazard=reference.hazard,
            hazard_title=_hazard(reference.hazard),
            since=reference.since,
            value=reference.value,
            told=TextOut.of(reference.told),
            why=dict(reference.why),
        )


class DangerOut(BaseModel):
    """The danger of a commune: the official level where one was issued, else the reference; null: cannot be told.

    Level 0 means below every threshold of the rules that are on; it does not promise safety. `exposed` is how many
    live in the commune.
    """

    commune_code: str
    commune_name: str
    province_code: str
    province_name: str
    lon: float
    lat: float
    exposed: int | None
    level: int | None
    kind: Literal["official", "reference"] | None
    since: datetime | None
    official: OfficialOut | None
    reference: ReferenceOut | None
    reasons: list[TextOut]

    @classmethod
    def of(cls, danger: service.Danger) -> "DangerOut":
        """As it goes out."""
        unit = danger.commune
        return cls(
            commune_code=unit.code,
            commune_name=unit.full_name_vi,
            province_code=unit.province_code,
            province_name=unit.province_name,
            lon=unit.lon,
            lat=unit.lat,
            exposed=unit.population,
            level=danger.level,
            kind=danger.kind,
            since=danger.since,
            official=OfficialOut.of(danger.official) if danger.official else None,
            reference=ReferenceOut.of(danger.reference) if danger.reference else None,
            reasons=[TextOut.of(reason) for reason in danger.reasons],
        )


class DangersOut(BaseModel):
    """Communes in danger, the worst first. `worked_out_at`: up to when the reference levels were computed."""

    at: datetime
    known_at: datetime
    worked_out_at: datetime | None
    rules: list[str] = Field(description="ids of the rules that are on")
    count: int
    items: list[DangerOut]
    next: str | None


class RuleHereOut(BaseModel):
    """What one rule computes for the commune at the moment itself, with every value behind it."""

    rule: str
    title: TextOut
    hazard: str
    hazard_title: TextOut
    counts: bool
    certainty: str
    applies: bool
    level: int | None
    at_least: bool
    word: TextOut | None
    told: TextOut
    reasons: list[TextOut]
    why: dict[str, Any]

    @classmethod
    def of(cls, here: service.RuleHere) -> "RuleHereOut":
        """As it goes out."""
        return cls(
            rule=here.rule.id,
            title=TextOut.of(here.rule.title.text),
            hazard=here.rule.hazard,
            hazard_title=_hazard(here.rule.hazard),
            counts=here.rule.counts,
            certainty=here.rule.certainty,
            applies=here.applies,
            level=here.level,
            at_least=here.at_least,
            word=_text(here.word),
            told=TextOut.of(here.told),
            reasons=[TextOut.of(reason) for reason in here.reasons],
            why=dict(here.why),
        )


class SaidOut(BaseModel):
    """What a rule said of a commune over a span; a null `ends_at` stands still."""

    rule: str
    hazard: str
    counts: bool
    level: int | None
    at_least: bool
    word: TextOut | None
    reasons: list[TextOut]
    value: float | None
    since: datetime
    starts_at: datetime
    ends_at: datetime | None


class DangerDetailOut(DangerOut):
    """One commune with what every rule that is on computes for it now, and what was said of it in the last two days."""

    at: datetime
    known_at: datetime
    worked_out_at: datetime | None
    now: list[RuleHereOut]
    history: list[SaidOut]


class SourceOut(BaseModel):
    """Where a rule comes from."""

    decision: TextOut
    article: str | None
    quotation: str | None
    seen_at: str


class LevelOut(BaseModel):
    """A level of a rule and the ways to reach it; `certainty` and `via` of a way that has its own."""

    level: int
    word: TextOut
    rows: list[dict[str, Any]]


class CardOut(BaseModel):
    """A rehearsal card: how the rule did over an archive. `delivered`: it came with the program."""

    id: int | None
    version: str
    made_at: datetime
    made_by: str
    archive: str
    from_at: datetime
    to_at: datetime
    delivered: bool
    card: dict[str, Any]

    @classmethod
    def of(cls, card: Card) -> "CardOut":
        """As it goes out."""
        return cls(
            id=card.id,
            version=card.version,
            made_at=card.made_at,
            made_by=card.made_by,
            archive=card.archive,
            from_at=card.from_at,
            to_at=card.to_at,
            delivered=card.delivered,
            card=card.body,
        )


class RuleOut(BaseModel):
    """A rule: what it says, where it comes from and how sure that is, whether it is on, and how it did."""

    id: str
    version: str
    title: TextOut
    explanation: TextOut
    scale: TextOut
    hazard: str
    hazard_title: TextOut
    place: str
    counts: bool
    certainty: str
    via: str
    official_source: bool = Field(
        description="read in the words of its source; what it computes stays a reference"
    )
    sources: list[SourceOut]
    inputs: dict[str, Any]
    derived: dict[str, Any]
    names: dict[str, TextOut] = Field(description="of inputs and derived quantities, as people say them")
    levels: list[LevelOut]
    hold: dict[str, int]
    is_on: bool
    can_be_on: bool
    obstacle: TextOut | None
    usable: bool
    changed_at: datetime | None
    changed_by: str | None
    reason: str | None
    cards: list[CardOut]

    @classmethod
    def of(cls, switch: Switch) -> "RuleOut":
        """As it goes out."""
        rule, written = switch.loaded.rule, switch.loaded.rule.as_json()
        return cls(
            id=rule.id,
            version=switch.loaded.version,
            title=TextOut.of(rule.title.text),
            explanation=TextOut.of(rule.explanation.text),
            scale=TextOut.of(rule.scale.text),
            hazard=rule.hazard,
            hazard_title=_hazard(rule.hazard),
            place=rule.place,
            counts=rule.counts,
            certainty=rule.certainty,
            via=rule.via,
            official_source=rule.official_source,
            sources=[
                SourceOut(
                    decision=TextOut.of(one.decision.text),
                    article=one.article,
                    quotation=one.quotation,
                    seen_at=one.seen_at,
                )
                for one in rule.sources
            ],
            inputs=written["inputs"],
            derived=written.get("derived", {}),
            names={name: TextOut.of(rule.called(name)) for name in (*rule.inputs, *rule.derived)},
            levels=[
                LevelOut(level=one["level"], word=TextOut(**one["word"]), rows=one["rows"])
                for one in written["levels"]
            ],
            hold=written["hold"],
            is_on=switch.is_on,
            can_be_on=switch.obstacle is None,
            obstacle=_text(switch.obstacle),
            usable=unusable(switch.loaded) is None,
            changed_at=switch.changed_at,
            changed_by=switch.changed_by,
            reason=switch.reason,
            cards=[CardOut.of(card) for card in switch.cards],
        )


class RulesOut(BaseModel):
    """Every rule that the program carries."""

    items: list[RuleOut]


class SwitchIn(BaseModel):
    """Switch a rule on or off, with the reason for it."""

    is_on: bool
    reason: str | None = Field(default=None, max_length=1000)


class RehearsalIn(BaseModel):
    """Rehearse a rule over a span of the space's archive; at most a week here, longer on the command line."""

    from_at: AwareDatetime
    to_at: AwareDatetime

    @model_validator(mode="after")
    def _not_too_long(self) -> Self:
        if self.to_at - self.from_at > timedelta(days=7):
            raise ValueError("at most 7 days")
        return self


def said_out(row: Any, rules: Any) -> SaidOut:
    """A statement of the past as it goes out."""
    loaded = rules.get(row["rule"])
    return SaidOut(
        rule=row["rule"],
        hazard=row["hazard"],
        counts=row["counts"],
        level=row["level"],
        at_least=row["at_least"],
        word=_text(word_of(loaded.rule, row["level"])) if loaded is not None else None,
        reasons=[TextOut.of(reason) for reason in reasons_of(row["reason"])],
        value=row["value"],
        since=row["since"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
    )


def _text(text: Text | None) -> TextOut | None:
    return TextOut.of(text) if text is not None else None


def _hazard(hazard: str) -> TextOut:
    return TextOut.of(HAZARDS[hazard] if hazard in HAZARDS else Text(hazard, hazard))
