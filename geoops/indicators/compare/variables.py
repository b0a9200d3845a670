"""What can be laid on the communes: an indicator, a field of a layer of communes, the classes of a risk map.

A commune without a comparable value has a gap that says why: nothing is known (`no_data`), or something is, and is
unlike what the others have (`not_comparable`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hazards import service as hazards
from geoops.indicators import store as catalogue_store
from geoops.indicators.compare import store
from geoops.indicators.compare.errors import UnknownVariable
from geoops.indicators.models import IndicatorNode
from geoops.indicators.periods import Period, parse_period
from geoops.indicators.reporting.states import NAMES
from geoops.indicators.values.service import Question, node_with_values, table
from geoops.kit.context import Caller
from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text
from geoops.layers import service as layers
from geoops.layers.model import Layer, Values
from geoops.layers.registry import Registry

Kind = Literal["no_data", "not_comparable"]
Cause = Literal["missing", "period", "boundary", "approval", "completeness", "denominator", "method"]

CAUSES: Final[tuple[Cause, ...]] = (
    "missing", "period", "boundary", "approval", "completeness", "denominator", "method",
)  # fmt: skip
ACCEPTABLE: Final[frozenset[Cause]] = frozenset({"boundary", "approval"})
"""What a planner may choose to compare all the same; the rest has no number to compare."""

ZERO_DENOMINATOR: Final = "the denominator is zero"
LAYER, HAZARD = "layer:", "hazard:"
HALF: Final = 0.5
"""Below this mapped share more of a commune is unknown than known. The bound is ours."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a commune is not compared. `value` is what stands there all the same, where anything does."""

    kind: Kind
    cause: Cause
    text: Text
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a variable. `period` is needed for an indicator that is reported, and means nothing to others."""

    key: str
    period: str | None = None
    nature: str = "actual"
    dimensions: Mapping[str, str] = field(default_factory=dict)
    against: str | None = None
    from_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """A number for every commune that can be compared, and the gaps of the others that anything is known of."""

    key: str
    kind: Literal["indicator", "layer", "hazard"]
    name: Text
    unit: str | None
    period: Period | None
    source: Text
    values: Mapping[str, float]
    gaps: Mapping[str, Gap]
    node: IndicatorNode | None = None
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What every variable is read with."""

    registry: Registry
    caller: Caller
    communes: Collection[str]
    accept: frozenset[Cause]
    known_at: datetime | None
    at: datetime | None = None


async def variable(session: AsyncSession, wanted: Wanted, ground: Ground) -> Variable:
    """The variable on the communes of the ground. Raises UnknownVariable, UnknownIndicator, HoldsNoValue, BadPeriod,
    InputRefused where an indicator that is reported has no period, NotAllowed for a layer of others."""
    if wanted.key.startswith(LAYER):
        found = await _layer(session, wanted.key, ground)
    elif wanted.key.startswith(HAZARD):
        found = await _hazard(session, wanted.key)
    else:
        found = await _indicator(session, wanted, ground)
    here = set(ground.communes)
    return Variable(
        found.key, found.kind, found.name, found.unit, found.period, found.source,
        {code: value for code, value in found.values.items() if code in here},
        {code: gap for code, gap in found.gaps.items() if code in here},
        found.node, found.notes,
    )  # fmt: skip


async def _indicator(session: AsyncSession, wanted: Wanted, ground: Ground) -> Variable:
    node = await node_with_values(session, wanted.key)
    if await catalogue_store.is_reference(session, node.set_code):
        return await _reference(session, node)
    if wanted.period is None:
        raise InputRefused(
            Text("Chỉ số này cần kỳ (period)", "This indicator needs a period"), extra={"parameter": "period"}
        )
    period = parse_period(wanted.period)
    question = Question(
        node.code, period, wanted.nature, dict(wanted.dimensions), None, ground.known_at, None,
        wanted.against, wanted.from_kind,  # type: ignore[arg-type]  # checked by the route
    )  # fmt: skip
    told: dict[str, Any] = orjson.loads(await table(session, question))
    derived = wanted.against is not None or wanted.from_kind is not None or node.derived is not None
    values: dict[str, float] = {}
    gaps: dict[str, Gap] = {}
    for code, value in zip(told["ids"], told["values"], strict=True):
        reason = told["reasons"].get(code)
        carried = told["carried"].get(code, {})
        gap = _gap(
            value,
            Text(reason["vi"], reason["en"]) if reason else None,
            {one["by"] for one in carried.values()},
            derived=derived,
            parts=code in told["parts"],
            accept=ground.accept,
        )
        if gap is not None:
            gaps[code] = gap
        elif value is not None:
            values[code] = value
    if "approval" not in ground.accept:
        await _hold_back_unapproved(session, node, period, ground, values, gaps)
    unit = "%" if wanted.against not in (None, "cumulative") else node.unit_printed
    notes = _lineage_notes(told["carried"])
    return Variable(
        node.code, "indicator", Text(node.name_vi, node.name_en), unit, period, _source(node), values, gaps, node, notes
    )  # fmt: skip


def _gap(
    value: float | None,
    reason: Text | None,
    carried_by: set[str],
    *,
    derived: bool,
    parts: bool,
    accept: frozenset[Cause],
) -> Gap | None:
    """Why a figure of the table is not compared; None where it is."""
    estimated = carried_by & {"population", "area"}
    if value is not None:
        if not estimated or "boundary" in accept:
            return None
        told = Text(
            "số của đơn vị cũ chia theo tỷ lệ dân số hoặc diện tích, chỉ là ước tính",
            "figures of old units divided by share of population or area: an estimate",
        )
        return Gap("not_comparable", "boundary", told, value)
    told = reason or Text("chưa có số liệu", "no data")
    if "unknown" in carried_by or estimated:
        return Gap("not_comparable", "boundary", told)
    if reason is not None and reason.en == ZERO_DENOMINATOR:
        return Gap("not_comparable", "denominator", told)
    if parts:
        return Gap("not_comparable", "method", told)
    if derived and reason is not None:
        return Gap("not_comparable", "completeness", told)
    return Gap("no_data", "missing", told)


async def _hold_back_unapproved(
    session: AsyncSession,
    node: IndicatorNode,
    period: Period,
    ground: Ground,
    values: dict[str, float],
    gaps: dict[str, Gap],
) -> None:
    """Figures of reports that somebody has begun and nobody has approved are unlike those that were approved."""
    waiting = await store.unapproved(
        session,
        set_code=node.set_code,
        offices=node.responsible_offices[:1],
        period=period.id,
        known_at=ground.known_at,
    )
    for code, state in waiting.items():
        if code in values:
            name = NAMES[state]  # type: ignore[index]  # the table's check
            told = Text(f"báo cáo chưa duyệt ({name.vi})", f"the report is not approved ({name.en})")
            gaps[code] = Gap("not_comparable", "approval", told, values.pop(code))


async def _reference(session: AsyncSession, node: IndicatorNode) -> Variable:
    values: dict[str, float] = {}
    gaps: dict[str, Gap] = {}
    source = ""
    for code, value, vi, en, counted, credit, _ in await store.reference(session, node.code):
        source = credit
        if value is not None:
            values[code] = value
        else:
            told = Text(vi or "chưa có số liệu", en or "no data")
            gaps[code] = (
                Gap("not_comparable", "denominator", told) if counted else Gap("no_data", "missing", told)
            )
    return Variable(
        node.code, "indicator", Text(node.name_vi, node.name_en), node.unit_printed, None,
        Text(source, source), values, gaps, node,
    )  # fmt: skip


async def _layer(session: AsyncSession, key: str, ground: Ground) -> Variable:
    layer_id, _, name = key.removeprefix(LAYER).partition(":")
    layer = ground.registry.static(layer_id)
    if layer is None or not comparable(layer):
        raise UnknownVariable(extra={"variable": key})
    found = next((one for one in layer.fields if one.name == name and one.kind == "number"), None)
    if found is None:
        raise UnknownVariable(extra={"variable": key})
    await layers.check_layer(session, layer, ground.caller)
    when = await layers.moment(session, ground.at, ground.known_at)
    told = await layers.values(session, layer, 0, when)
    column = told.columns.index(name)
    values: dict[str, float] = {}
    gaps: dict[str, Gap] = {}
    for row in told.rows:
        if row[column] is None:
            text = Text("lớp này chưa rõ trị số ở xã này", "the layer does not know this commune's value")
            gaps[str(row[0])] = Gap("no_data", "missing", text)
        else:
            values[str(row[0])] = float(row[column])
    notes = (layer.description,) if layer.description else ()
    name_ = Text(f"{layer.title.vi}: {found.label.vi}", f"{layer.title.en}: {found.label.en}")
    return Variable(key, "layer", name_, found.unit, None, layer.title, values, gaps, None, notes)


def comparable(layer: Layer) -> bool:
    """Whether a layer gives numbers to communes."""
    return (
        isinstance(layer.source, Values)
        and layer.source.of == "communes"
        and any(one.kind == "number" for one in layer.fields)
    )


async def _hazard(session: AsyncSession, key: str) -> Variable:
    """The share of each commune that lies in a class of a risk map or above."""
    id_, _, number = key.removeprefix(HAZARD).rpartition(":")
    risk_map = next((one for one in await hazards.all_maps(session) if one.id == id_), None)
    classes = {str(one): one for one in range(1, len(risk_map.legend) + 1)} if risk_map else {}
    if risk_map is None or number not in classes:
        raise UnknownVariable(extra={"variable": key})
    least = classes[number]
    shares: dict[str, float] = {}
    mapped: dict[str, float] = {}
    for row, _ in await hazards.areas(session, id_, after=None, limit=10**7):
        counted = row.share if row.class_number >= least else 0.0
        shares[row.commune_code] = shares.get(row.commune_code, 0.0) + counted
        mapped[row.commune_code] = mapped.get(row.commune_code, 0.0) + row.share
    values = {code: min(share, 1.0) * 100.0 for code, share in shares.items()}
    gaps: dict[str, Gap] = {}
    notes: tuple[Text, ...] = ()
    if risk_map.kind == "raster":
        gaps, notes = _half_mapped(mapped, values)
    entry = risk_map.legend[least - 1]
    name = Text(
        f"{risk_map.title_vi}: phần diện tích xã từ mức “{entry['label_vi']}” trở lên",
        f"{risk_map.title_en}: share of the commune in “{entry['label_en']}” or above",
    )
    source = Text(
        f"{risk_map.author}, lập {risk_map.made_on:%d/%m/%Y}", f"{risk_map.author}, made {risk_map.made_on}"
    )
    return Variable(key, "hazard", name, "%", None, source, values, gaps, None, notes)


def _half_mapped(
    mapped: Mapping[str, float], values: dict[str, float]
) -> tuple[dict[str, Gap], tuple[Text, ...]]:
    """Where a raster leaves more of a commune unknown than it knows, its share is not compared; the rest is said.

    (Polygons are taken as they are: such maps draw the danger and leave the rest of a commune empty.)
    """
    gaps = {
        code: Gap(
            "not_comparable",
            "completeness",
            Text(
                f"bản đồ chỉ phủ {share * 100:.0f} % diện tích xã",
                f"the map covers only {share * 100:.0f} % of the commune",
            ),
            values.pop(code),
        )
        for code, share in mapped.items()
        if share < HALF
    }
    partly = [share for code, share in mapped.items() if code in values and round(share * 100) < 100]
    if not partly:
        return gaps, ()
    least = f"{min(partly) * 100:.0f} %"
    return gaps, (
        Text(
            f"bản đồ rủi ro chỉ phủ một phần của {len(partly)} xã (ít nhất {least} diện tích); phần chưa phủ không tính là nguy hiểm",
            f"the risk map covers {len(partly)} communes in part ({least} of the area at the least); what it leaves out is not counted as danger",
        ),
    )


def _source(node: IndicatorNode) -> Text:
    told = ", ".join(filter(None, [node.responsible, node.database])) or node.set_code
    return Text(told, told)


def _lineage_notes(carried: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> tuple[Text, ...]:
    whole = sum(
        1 for bases in carried.values() if bases and all(one["by"] == "whole" for one in bases.values())
    )
    divided = sum(1 for bases in carried.values() if any(one["by"] != "whole" for one in bases.values()))
    notes = []
    if whole:
        notes.append(
            Text(
                f"{whole} xã: số của các đơn vị cũ gộp trọn vẹn vào xã mới",
                f"{whole} communes: figures of old units that nest wholly in the new one",
            )
        )
    if divided:
        notes.append(
            Text(
                f"{divided} xã: có đơn vị cũ bị chia, số chỉ ước tính được",
                f"{divided} communes have part of a divided old unit: their figures can only be estimated",
            )
        )
    return tuple(notes)
