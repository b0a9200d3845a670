"""What can be laid on the communes: an indicator, a field of a layer of communes, the classes of a risk map."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators import store as catalogue_store
from geoops.indicators.compare import store
from geoops.indicators.compare.errors import UnknownVariable
from geoops.indicators.compare.ground import Cause, Gap, Ground, Variable, Wanted
from geoops.indicators.compare.risk import HAZARD, risk
from geoops.indicators.models import IndicatorNode
from geoops.indicators.periods import Period, parse_period
from geoops.indicators.reporting.states import NAMES
from geoops.indicators.values.service import Question, node_with_values, table
from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text
from geoops.layers import service as layers
from geoops.layers.model import Field, Layer, Values

ZERO_DENOMINATOR: Final = "the denominator is zero"
LAYER: Final = "layer:"


async def variable(session: AsyncSession, wanted: Wanted, ground: Ground) -> Variable:
    """The variable on the communes of the ground. Raises UnknownVariable, UnknownIndicator, HoldsNoValue, BadPeriod,
    InputRefused where an indicator that is reported has no period, NotAllowed for a layer of others."""
    if wanted.key.startswith(LAYER):
        found = await _layer(session, wanted.key, ground)
    elif wanted.key.startswith(HAZARD):
        found = await risk(session, wanted.key, ground.communes)
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
    found = next((one for one in layer.fields if one.name == name and one.is_quantity), None)
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
    return Variable(
        key, "layer", quantity_name(layer, found), found.unit, None, layer.title, values, gaps, None, notes
    )


def quantity_name(layer: Layer, field: Field) -> Text:
    """What a layer's quantity is called among those of other layers: the layer alone where it says it already."""
    if layer.title.vi.startswith(field.label.vi):
        return layer.title
    return Text(f"{layer.title.vi}: {field.label.vi}", f"{layer.title.en}: {field.label.en}")


def comparable(layer: Layer) -> bool:
    """Whether a layer gives communes a quantity."""
    return (
        isinstance(layer.source, Values)
        and layer.source.of == "communes"
        and any(one.is_quantity for one in layer.fields)
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
