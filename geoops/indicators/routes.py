"""The indicator catalogue and its values over HTTP."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from geoops.indicators import service
from geoops.indicators.models import IndicatorGroup, IndicatorNode, IndicatorSet
from geoops.indicators.schemas import (
    CatalogueOut,
    GroupOut,
    NodeOut,
    SetOut,
    UnitOut,
    ValuesOut,
)
from geoops.kit.http import PAGE, After, KnownAt, Limit, ReadSession, requires
from geoops.kit.paging import cut_page, decode_cursor
from geoops.kit.schemas import TextOut
from geoops.kit.types import CommuneCode, ProvinceCode

router = APIRouter(prefix="/api/indicators", tags=["indicators"])

Code = Annotated[str, Query(max_length=100, description="code of the indicator, like lao_cai.C.2.1")]
_STATES = {
    "listed": TextOut(vi="đã có trong danh mục", en="in the catalogue"),
    "not_entered": TextOut(vi="chưa nhập vào danh mục", en="not entered into the catalogue yet"),
    "awaiting_guidance": TextOut(
        vi="chờ hướng dẫn của Văn phòng Chính phủ", en="awaits guidance of the Government Office"
    ),
    "appendix_not_seen": TextOut(
        vi="chưa có phụ lục của quyết định", en="the decision's appendix is not at hand"
    ),
}


@router.get("", dependencies=[requires("map.view")])
async def catalogue(
    session: ReadSession,
    set_: Annotated[str | None, Query(alias="set", max_length=40)] = None,
    group: Annotated[str | None, Query(max_length=10)] = None,
    limit: Limit = PAGE,
    after: After = None,
) -> CatalogueOut:
    """The indicator sets with their groups, and their rows in the order of print."""
    cursor = decode_cursor(after, (str, int, int)) if after is not None else None
    sets, groups, rows = await service.catalogue(
        session,
        set_code=set_,
        group_code=group,
        after=(cursor[0], cursor[1], cursor[2]) if cursor else None,
        limit=limit,
    )
    page, next_cursor = cut_page(rows, limit, lambda row: (row[0].set_code, row[1], row[0].position))
    return CatalogueOut(
        sets=[_set(one, [group for group in groups if group.set_code == one.code]) for one in sets],
        items=[node_out(row[0]) for row in page],
        next=next_cursor,
    )


@router.get("/values", dependencies=[requires("map.view")])
async def values(
    session: ReadSession,
    known_at: KnownAt,
    indicator: Code,
    period: Annotated[
        str | None, Query(max_length=20, description="2026, 2026-Q3, 2026-07, 2026-07-21 …")
    ] = None,
    commune: CommuneCode | None = None,
    province: ProvinceCode | None = None,
    limit: Limit = PAGE,
    after: After = None,
) -> ValuesOut:
    """The values of an indicator per commune: reported ones as known at a time, or those the system computes."""
    node = await service.indicator(session, indicator)
    items, next_cursor = await service.values(
        session,
        node,
        period=period,
        commune=commune,
        province=province,
        known_at=known_at,
        after=after,
        limit=limit,
    )
    return ValuesOut(indicator=node_out(node), items=items, next=next_cursor)


def node_out(node: IndicatorNode) -> NodeOut:
    """A row of the catalogue as it goes out."""
    return NodeOut(
        code=node.code,
        set=node.set_code,
        group=node.group_code,
        parent=node.parent_code,
        kind=node.kind,
        section=node.section,
        stt=node.stt,
        item=node.item,
        name=TextOut(vi=node.name_vi, en=node.name_en),
        unit=UnitOut(printed=node.unit_printed, code=node.unit) if node.unit_printed else None,
        scope=node.scope,
        frequency=node.frequency_printed,
        frequencies=node.frequencies,
        disaggregation=node.disaggregation,
        responsible=node.responsible,
        coordinating=node.coordinating,
        database=node.database,
        database_owner=node.database_owner,
        data_source=node.data_source,
        value_kinds=node.value_kinds,
        holds_value=node.holds_value,
        open=node.open,
        computed_from=node.computed_from,
        notes=node.notes,
    )


def _set(one: IndicatorSet, groups: Sequence[IndicatorGroup]) -> SetOut:
    return SetOut(
        code=one.code,
        kind=one.kind,
        title=TextOut(vi=one.title_vi, en=one.title_en),
        level=one.level,
        province_code=one.province_code,
        decision_number=one.decision_number,
        decision_date=one.decision_date,
        issuer=one.issuer,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        text_seen=one.text_seen,
        notes=one.notes,
        groups=[
            GroupOut(
                code=group.code,
                name=TextOut(vi=group.name_vi, en=group.name_en),
                state=group.state,
                state_label=_STATES[group.state],
                emergency=group.emergency,
                open=group.open,
                notes=group.notes,
            )
            for group in groups
        ],
    )
