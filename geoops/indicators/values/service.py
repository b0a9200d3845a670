"""What the routes and other domains ask about values. Takes a session, never commits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.service import CommuneName
from geoops.indicators import store as catalogue_store
from geoops.indicators.calendar import last_day
from geoops.indicators.counting import counted
from geoops.indicators.models import IndicatorNode, IndicatorValue, ReferenceValue
from geoops.indicators.operational import sources
from geoops.indicators.periods import BadPeriod, parse_period
from geoops.indicators.schemas import ValueOut
from geoops.indicators.values import quick_store, store
from geoops.indicators.values.eras import era_of
from geoops.indicators.values.reading import (
    Figures,
    Question,
    Whole,
    figures,
    missing_reason,
    node_with_values,
    whole,
)
from geoops.indicators.values.rules import ValueIn
from geoops.indicators.values.writing import Outcome, load_values, put_values
from geoops.kit import spaces
from geoops.kit.clock import VN
from geoops.kit.context import Context
from geoops.kit.i18n import Text
from geoops.kit.paging import BadCursor, cut_page, decode_cursor
from geoops.kit.reads import Reads
from geoops.kit.schemas import TextOut

__all__ = [
    "Figure", "Figures", "Outcome", "Question", "ValueIn", "Whole", "figures", "history", "load_values",
    "node_with_values", "of_commune", "put_values", "quick_table", "table", "values", "whole",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator of a commune, as its situation shows it. `value` null: not known, for the reason given."""

    code: str
    name: Text
    value: float | None
    reason: Text | None
    unit: str | None
    period: str | None
    source: str


async def values(
    session: AsyncSession,
    node: IndicatorNode,
    *,
    period: str | None,
    commune: str | None,
    province: str | None,
    nature: str | None,
    known_at: datetime | None,
    after: str | None,
    limit: int,
) -> tuple[list[ValueOut], str | None]:
    """A page of the values kept of an indicator: computed ones of a reference indicator, else those reported.

    Raises BadPeriod and BadCursor.
    """
    if await catalogue_store.is_reference(session, node.set_code):
        return await _reference_page(session, node, commune, province, after, limit)
    cursor = _cursor(after) if after is not None else None
    found = await store.page(
        session,
        indicator=node.code,
        period=parse_period(period).id if period else None,
        commune=commune,
        province=province,
        nature=nature,
        known_at=known_at,
        after=cursor,
        limit=limit,
    )
    rows, next_cursor = cut_page(found, limit, lambda row: row[1])
    return await _with_names(session, [row[0] for row in rows]), next_cursor


def _cursor(after: str) -> store.PageKey:
    """Where the page before ended; raises BadCursor, also for a key that no row can have."""
    period, nature, dimensions, era, province, commune = decode_cursor(after, (str,) * 6)
    try:
        parse_period(period)
        date.fromisoformat(era)
        if not isinstance(orjson.loads(dimensions), dict):
            raise BadCursor
    except (ValueError, BadPeriod):
        raise BadCursor from None
    return period, nature, dimensions, era, province, commune


async def history(
    session: AsyncSession,
    node: IndicatorNode,
    *,
    period: str,
    commune: str | None,
    province: str,
    nature: str,
    dimensions: dict[str, str],
    units_of: date | None,
) -> list[ValueOut]:
    """Every value that a cell ever had, the newest first, with who wrote it when and why. Raises BadPeriod."""
    known = parse_period(period)
    era = era_of(units_of or last_day(known), await communes.changed_days(session))
    rows = await store.history(
        session,
        indicator=node.code,
        period=known.id,
        province=province,
        commune=commune,
        nature=nature,
        dimensions=dimensions,
        units_from=era,
    )
    return await _with_names(session, rows)


async def table(session: AsyncSession, question: Question) -> bytes:
    """One figure per commune as JSON: what a map needs to be coloured.

    `{"indicator", "period", "nature", "units_from", "ids": […], "values": […], "reasons": {code: {vi, en}},
    "carried": {code: {base: {"by", "low", "high", "sources"}}}, "parts": {code: {item: number}}, "counted_from":
    [{"code", "href"}]}`. Raises UnknownIndicator and HoldsNoValue.
    """
    node = await node_with_values(session, question.indicator)
    era = await _era_today(session)
    if node.computed_from:
        return await _counted_table(session, node, question, era)
    if _is_plain(node, question) and last_day(question.period) >= era:
        ids, numbers, empty = await store.table(
            session,
            indicator=node.code,
            period=question.period.id,
            nature=question.nature,
            dimensions=dict(question.dimensions),
            province=question.province,
            units_from=era,
        )
        notes = {}
        if empty:
            notes = await store.notes(
                session, node.code, question.nature, question.period.id, dict(question.dimensions)
            )
        reasons = {place: {"vi": note, "en": note} for place, note in notes.items()}
        return _table(question, era, orjson.Fragment(ids), orjson.Fragment(numbers), reasons, {})
    found = await figures(session, question)
    return _table(
        question,
        found.units_from,
        list(found.places),
        [result.value for result in found.places.values()],
        {
            place: {"vi": reason.vi, "en": reason.en}
            for place, result in found.places.items()
            if result.value is None and (reason := missing_reason(found, place)) is not None
        },
        {
            place: {
                name: {"by": one.by, "low": one.low, "high": one.high, "sources": one.sources}
                for name, one in bases.items()
            }
            for place, bases in found.carried.items()
            if place in found.places
        },
    )


async def quick_table(reads: Reads, context: Context, question: Question) -> bytes | None:
    """What `table` answers, in one round trip, where nothing has to be worked out or carried; None elsewhere."""
    if question.against or question.from_kind or question.known_at or question.units_of is not None:
        return None
    return await quick_store.table(
        reads,
        context,
        indicator=question.indicator,
        period=question.period,
        nature=question.nature,
        dimensions=dict(question.dimensions),
        province=question.province,
    )


async def _counted_table(session: AsyncSession, node: IndicatorNode, question: Question, era: date) -> bytes:
    """A row that is counted from the operational data, as they were at the end of the period, or are now."""
    now = await spaces.now(session)
    at = min(now, question.period.ends_at)
    since = question.period.starts_at
    found = await counted(session, node.code, since, at, question.known_at or now) or {}
    provinces = await communes.province_by_code(session) if question.province is not None else {}
    here = {
        place: one
        for place, one in found.items()
        if question.province is None or provinces.get(place) == question.province
    }
    return _table(
        question,
        era,
        list(here),
        [one.value for one in here.values()],
        {
            place: {
                "vi": "gồm nhiều thứ không cộng được, xem từng phần",
                "en": "several things that are no sum",
            }
            for place, one in here.items()
            if one.value is None
        },
        {},
        parts={place: one.parts for place, one in here.items()},
        counted_from=[{"code": code, "href": sources()[code].href} for code in node.computed_from],
    )


async def _era_today(session: AsyncSession) -> date:
    today = (await spaces.now(session)).astimezone(VN).date()
    return era_of(today, await communes.changed_days(session))


def _is_plain(node: IndicatorNode, question: Question) -> bool:
    derived = node.derived is not None and node.derived["kind"] != "supplied"
    return not (
        derived
        or question.against
        or question.from_kind
        or question.known_at
        or question.units_of is not None
    )


def _table(
    question: Question,
    era: date,
    ids: object,
    numbers: object,
    reasons: Mapping[str, object],
    carried: Mapping[str, object],
    *,
    parts: Mapping[str, object] | None = None,
    counted_from: Sequence[object] = (),
) -> bytes:
    return orjson.dumps(
        {
            "indicator": question.indicator,
            "period": question.period.id,
            "nature": question.nature,
            "against": question.against,
            "units_from": era,
            "ids": ids,
            "values": numbers,
            "reasons": reasons,
            "carried": carried,
            "parts": parts or {},
            "counted_from": counted_from,
        }
    )


async def _reference_page(
    session: AsyncSession,
    node: IndicatorNode,
    commune: str | None,
    province: str | None,
    after: str | None,
    limit: int,
) -> tuple[list[ValueOut], str | None]:
    cursor = decode_cursor(after, (str,))[0] if after is not None else None
    computed = await catalogue_store.reference_values(
        session,
        indicator=node.code,
        communes=await _communes_of(session, commune, province),
        after=cursor,
        limit=limit,
    )
    page, next_cursor = cut_page(computed, limit, lambda row: (row.commune_code,))
    names = await communes.names(session, [row.commune_code for row in page])
    return [_computed_out(row, names) for row in page], next_cursor


async def _communes_of(
    session: AsyncSession, commune: str | None, province: str | None
) -> Sequence[str] | None:
    if commune is not None:
        return [commune]
    if province is None:
        return None
    return [
        unit.code
        for unit in await communes.page(session, province=province, day=None, after=None, limit=1000)
    ]


def _computed_out(row: ReferenceValue, names: Mapping[str, CommuneName]) -> ValueOut:
    name = names.get(row.commune_code)
    return ValueOut(
        id=None,
        commune_code=row.commune_code,
        commune_name=name.full_name_vi if name else None,
        province_code=name.province_code if name else None,
        period=None,
        nature="actual",
        value=row.value,
        value_text=None,
        class_name=row.class_name,
        reason=TextOut(vi=row.reason_vi, en=row.reason_en) if row.reason_vi and row.reason_en else None,
        dimensions={},
        inputs=row.inputs,
        boundary_version=row.boundary_version,
        units_from=None,
        method="computed",
        source=row.source,
        change_reason=None,
        entered_by=None,
        known_at=row.computed_at,
        superseded_at=None,
    )


async def _with_names(session: AsyncSession, rows: Sequence[IndicatorValue]) -> list[ValueOut]:
    """Units of another day carry no name of today: the same code may be another unit now."""
    era = await _era_today(session)
    names = await communes.names(session, {row.commune_code for row in rows if row.commune_code})
    return [
        _reported_out(row, names.get(row.commune_code or "") if row.units_from == era else None)
        for row in rows
    ]


def _reported_out(row: IndicatorValue, name: CommuneName | None) -> ValueOut:
    return ValueOut(
        id=row.id,
        commune_code=row.commune_code,
        commune_name=name.full_name_vi if name else None,
        province_code=row.province_code,
        period=row.period,
        nature=row.nature,
        value=row.value,
        value_text=row.value_text,
        class_name=None,
        reason=TextOut(vi=row.note, en=row.note) if row.note else None,
        dimensions=row.dimensions,
        inputs={},
        boundary_version=row.boundary_version,
        units_from=row.units_from,
        method=row.method,
        source=row.source,
        change_reason=row.reason,
        entered_by=row.entered_by,
        known_at=row.known_at,
        superseded_at=row.superseded_at,
    )


async def of_commune(session: AsyncSession, commune_code: str) -> list[Figure]:
    """What is known of a commune by the reference indicators, for its situation."""
    found = []
    for row in await catalogue_store.reference_values(
        session, indicator=None, communes=[commune_code], after=None, limit=100
    ):
        node = await node_with_values(session, row.indicator)
        found.append(
            Figure(
                code=row.indicator,
                name=Text(node.name_vi, node.name_en),
                value=row.value,
                reason=Text(row.reason_vi, row.reason_en) if row.reason_vi and row.reason_en else None,
                unit=node.unit_printed,
                period=None,
                source=row.source,
            )
        )
    return found
