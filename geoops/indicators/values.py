"""Values of indicators: reported ones as they were known at a time, and those that the system computes."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.service import CommuneName
from geoops.indicators import store
from geoops.indicators.errors import HoldsNoValue, UnknownIndicator
from geoops.indicators.models import IndicatorNode, IndicatorValue, ReferenceValue
from geoops.indicators.periods import parse_period
from geoops.indicators.schemas import ValueOut
from geoops.kit import changes, spaces
from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text
from geoops.kit.paging import cut_page, decode_cursor
from geoops.kit.schemas import TextOut


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


async def indicator(session: AsyncSession, code: str) -> IndicatorNode:
    """The indicator of that code; raises UnknownIndicator, or HoldsNoValue for a heading."""
    node = await store.node(session, code)
    if node is None:
        raise UnknownIndicator(extra={"indicator": code})
    if not node.holds_value:
        raise HoldsNoValue(extra={"indicator": code})
    return node


async def add_value(
    session: AsyncSession,
    *,
    indicator_code: str,
    period: str,
    province_code: str,
    commune_code: str | None,
    value: float | None,
    method: str,
    source: str,
    dimensions: dict[str, Any] | None = None,
    value_text: str | None = None,
    note: str | None = None,
) -> int:
    """Add a value; earlier ones stay, each with the time at which it was known. Answers its number.

    Raises UnknownIndicator, HoldsNoValue, BadPeriod, UnknownCommune, and InputRefused for a number that is none, a
    commune of another province, or a missing value without its reason.
    """
    await indicator(session, indicator_code)
    known = parse_period(period)
    if value is not None and not math.isfinite(value):
        raise InputRefused(Text("Giá trị phải là số hữu hạn", "The value must be a finite number"))
    if value is None and value_text is None and not note:
        raise InputRefused(Text("Giá trị trống phải có lý do", "A missing value needs its reason"))
    if commune_code is not None and await communes.province_of(session, commune_code) != province_code:
        raise InputRefused(Text("Xã không thuộc tỉnh đã nêu", "The commune is not of that province"))
    boundary = await communes.active_boundary(session)
    await store.put_period(
        session, {"id": known.id, "kind": known.kind, "starts_at": known.starts_at, "ends_at": known.ends_at}
    )
    number = await store.add_value(
        session,
        {
            "indicator": indicator_code,
            "period": known.id,
            "province_code": province_code,
            "commune_code": commune_code,
            "dimensions": dimensions or {},
            "value": value,
            "value_text": value_text,
            "note": note,
            "boundary_version": boundary.id if boundary else None,
            "method": method,
            "source": source,
        },
    )
    await changes.record(
        session,
        domain="indicators",
        entity="value",
        entity_id=str(number),
        op="create",
        commune_code=commune_code,
        at=known.ends_at,
        payload={"indicator": indicator_code, "period": known.id, "province_code": province_code},
    )
    return number


async def values(
    session: AsyncSession,
    node: IndicatorNode,
    *,
    period: str | None,
    commune: str | None,
    province: str | None,
    known_at: datetime | None,
    after: str | None,
    limit: int,
) -> tuple[list[ValueOut], str | None]:
    """A page of the values of an indicator: computed ones of a reference indicator, else those reported.

    Raises BadPeriod and BadCursor.
    """
    if await store.is_reference(session, node.set_code):
        cursor = decode_cursor(after, (str,))[0] if after is not None else None
        computed = await store.reference_values(
            session,
            indicator=node.code,
            communes=await _communes_of(session, commune, province),
            after=cursor,
            limit=limit,
        )
        page, next_cursor = cut_page(computed, limit, lambda row: (row.commune_code,))
        names = await communes.names(session, [row.commune_code for row in page])
        return [_computed_out(row, names) for row in page], next_cursor
    parts = decode_cursor(after, (str, str, str)) if after is not None else None
    reported = await store.values_of(
        session,
        indicator=node.code,
        period=parse_period(period).id if period else None,
        communes=[commune] if commune is not None else None,
        province=province,
        known_at=known_at or await spaces.now(session),
        after=(parts[0], parts[1], parts[2]) if parts else None,
        limit=limit,
    )
    rows, next_cursor = cut_page(reported, limit, lambda row: row[1])
    names = await communes.names(session, [row[0].commune_code for row in rows if row[0].commune_code])
    return [_reported_out(row[0], names) for row in rows], next_cursor


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
        commune_code=row.commune_code,
        commune_name=name.full_name_vi if name else None,
        province_code=name.province_code if name else None,
        period=None,
        value=row.value,
        value_text=None,
        class_name=row.class_name,
        reason=TextOut(vi=row.reason_vi, en=row.reason_en) if row.reason_vi and row.reason_en else None,
        dimensions={},
        inputs=row.inputs,
        boundary_version=row.boundary_version,
        method="computed",
        source=row.source,
        known_at=row.computed_at,
    )


def _reported_out(row: IndicatorValue, names: Mapping[str, CommuneName]) -> ValueOut:
    name = names.get(row.commune_code or "")
    return ValueOut(
        commune_code=row.commune_code,
        commune_name=name.full_name_vi if name else None,
        province_code=row.province_code,
        period=row.period,
        value=row.value,
        value_text=row.value_text,
        class_name=None,
        reason=TextOut(vi=row.note, en=row.note) if row.note else None,
        dimensions=row.dimensions,
        inputs={},
        boundary_version=row.boundary_version,
        method=row.method,
        source=row.source,
        known_at=row.known_at,
    )


async def of_commune(session: AsyncSession, commune_code: str) -> list[Figure]:
    """What is known of a commune by the reference indicators, for its situation."""
    found = []
    for row in await store.reference_values(
        session, indicator=None, communes=[commune_code], after=None, limit=100
    ):
        node = await indicator(session, row.indicator)
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
