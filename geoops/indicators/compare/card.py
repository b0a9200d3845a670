"""The number card: one figure with all that is known of it. Takes a session, never commits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.records import BoundaryVersion
from geoops.communes.service import CommuneName
from geoops.indicators.compare import store
from geoops.indicators.compare.ground import Gap, Variable
from geoops.indicators.compare.service import Asked, Comparison, compare
from geoops.indicators.models import IndicatorNode, IndicatorSet
from geoops.indicators.reporting.models import IndicatorReport, IndicatorReportStep
from geoops.indicators.schemas import ValueOut
from geoops.indicators.shapes import Derived
from geoops.indicators.values.reading import Question, Taken, taken_apart
from geoops.indicators.values.service import history
from geoops.kit.context import Caller
from geoops.kit.i18n import Text
from geoops.layers.registry import Registry

_RATIOS = {
    "previous_period": Text("kỳ trước", "the period before"),
    "previous_season": Text("vụ trước", "the season before"),
    "previous_year": Text("năm trước", "the year before"),
    "december_last_year": Text("tháng 12 năm trước", "December of the year before"),
    "same_period_last_year": Text("cùng kỳ năm trước", "the same period of the year before"),
    "plan": Text("kế hoạch", "the plan"),
    "estimate": Text("dự toán", "the estimate"),
    "scenario": Text("kịch bản", "the scenario"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One figure of one commune, taken apart."""

    commune: CommuneName
    variable: Variable
    value: float | None
    gap: Gap | None
    formula: Text
    inputs: Mapping[str, float | None]
    taken: Taken | None
    set: IndicatorSet | None
    report: IndicatorReport | None
    steps: tuple[IndicatorReportStep, ...]
    history: tuple[ValueOut, ...]
    boundary: BoundaryVersion | None
    found: Comparison


async def card(session: AsyncSession, asked: Asked, commune: str, registry: Registry, caller: Caller) -> Card:
    """The figure of the first variable in a commune. Raises UnknownCommune, and what a comparison raises."""
    unit = await communes.commune(session, commune)
    name = CommuneName(unit.code, unit.name_vi, unit.full_name_vi, unit.province_code, unit.province_name)
    alone = replace(
        asked, second=None, hot_spots=False, with_ranks=False, breaks=None, method="equal_interval",
        province=unit.province_code,
    )  # fmt: skip
    found = await compare(session, alone, registry, caller)
    node = found.first.node
    taken, report = None, None
    steps: tuple[IndicatorReportStep, ...] = ()
    earlier: tuple[ValueOut, ...] = ()
    inputs: Mapping[str, float | None] = {}
    one_set = await store.set_of(session, node.set_code) if node else None
    if node is not None and found.first.period is not None:
        wanted = asked.first
        question = Question(
            node.code, found.first.period, wanted.nature, dict(wanted.dimensions), None, asked.known_at, None,
            wanted.against, wanted.from_kind,  # type: ignore[arg-type]  # checked by the route
        )  # fmt: skip
        if not node.computed_from:
            taken = await taken_apart(session, question, commune)
            inputs = taken.result.inputs
        reported = await store.report_of(
            session,
            set_code=node.set_code,
            offices=node.responsible_offices[:1],
            period=found.first.period.id,
            commune=commune,
        )
        if reported is not None:
            report, steps = reported[0], tuple(reported[1])
        earlier = tuple(
            await history(
                session,
                node,
                period=found.first.period.id,
                commune=commune,
                province=name.province_code,
                nature=wanted.nature,
                dimensions=dict(wanted.dimensions),
                units_of=None,
            )
        )
    elif node is not None:
        inputs = await store.reference_inputs(session, node.code, commune)
    return Card(
        commune=name,
        variable=found.first,
        value=found.first.values.get(commune),
        gap=found.gaps.get(commune),
        formula=formula_of(node, asked, found.first),
        inputs=inputs,
        taken=taken,
        set=one_set,
        report=report,
        steps=steps,
        history=earlier,
        boundary=await communes.active_boundary(session),
        found=found,
    )


def formula_of(node: IndicatorNode | None, asked: Asked, one: Variable) -> Text:
    """In words how the figure comes about."""
    if asked.denominator is not None:
        per = f"{asked.per:g}"
        shrunk = (
            (", co về trung bình chung", ", shrunk towards the mean of all") if asked.shrink else ("", "")
        )
        return Text(
            f"{asked.first.key} ÷ {asked.denominator.key} × {per}{shrunk[0]}",
            f"{asked.first.key} ÷ {asked.denominator.key} × {per}{shrunk[1]}",
        )
    if node is None:
        return Text(f"lấy từ {one.source.vi}", f"taken from {one.source.en}")
    if asked.first.against == "cumulative":
        return Text("lũy kế từ đầu năm", "sum from the start of the year")
    if asked.first.against is not None:
        held = _RATIOS[asked.first.against]
        return Text(f"{node.code} ÷ {held.vi} × 100", f"{node.code} ÷ {held.en} × 100")
    if node.computed_from:
        told = ", ".join(node.computed_from)
        return Text(f"đếm từ dữ liệu điều hành: {told}", f"counted from the operational data: {told}")
    if node.derived is None:
        if one.period is None:
            return Text(*_REFERENCE)
        return Text("số đơn vị báo cáo gửi, không qua tính toán", "as reported, not computed")
    return _derived(Derived.model_validate(node.derived))


_REFERENCE = (
    "dân số ÷ diện tích trắc địa của ranh giới (km²)",
    "residents ÷ geodesic area of the boundary (km²)",
)


def _derived(derived: Derived) -> Text:
    parts = " + ".join(derived.of)
    held = _RATIOS.get(derived.against or "", Text("", ""))
    match derived.kind:
        case "total":
            return Text(parts, parts)
        case "cumulative":
            return Text(f"tổng {parts} từ đầu năm", f"sum of {parts} from the start of the year")
        case "rate":
            return Text(f"{parts} ÷ {derived.over} × 100", f"{parts} ÷ {derived.over} × 100")
        case "ratio":
            return Text(f"{parts} ÷ {held.vi} × 100", f"{parts} ÷ {held.en} × 100")
        case "change":
            return Text(f"{parts} ÷ {held.vi} × 100 − 100", f"{parts} ÷ {held.en} × 100 − 100")
        case _:
            return Text(
                "do đơn vị cung cấp, không tính lại được", "supplied by the office, cannot be recomputed"
            )


def recompute_link(question: Mapping[str, Any], card_: Card) -> str:
    """Asks for the same figure again, as the system knew it when the card was made."""
    asked = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in question.items()
        if name not in ("second", "hot_spots", "ranks")
    }
    asked |= {"commune": card_.commune.code, "known_at": card_.found.known_at.isoformat()}
    return f"/api/indicators/card?{urlencode(asked)}"
