"""Damage as it goes out: rows with their names and units."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.service import CommuneName
from geoops.incidents.damage import store
from geoops.incidents.damage.items import Item, groups, items
from geoops.incidents.damage.models import DamageFigure, DamageReport, DamageVictim, DisasterEvent
from geoops.incidents.damage.schemas import (
    DamageOut,
    DueOut,
    EventOut,
    FigureOut,
    FormOut,
    ItemGroupOut,
    ItemOut,
    PartOut,
    TotalOut,
    VictimOut,
)
from geoops.incidents.damage.service import Due, Summed
from geoops.kit import spaces
from geoops.kit.schemas import TextOut


def form() -> FormOut:
    """The groups and items in the order of the form."""
    return FormOut(
        groups=[
            ItemGroupOut(
                group=group.code, name=TextOut.of(group.name), items=[_item(item) for item in group.items]
            )
            for group in groups()
        ]
    )


def _item(item: Item) -> ItemOut:
    return ItemOut(
        item=item.code,
        name=TextOut.of(item.name),
        unit=item.unit,
        units=dict(item.units),
        whole=item.whole,
        confirm=item.confirm,
        parts=[PartOut(part=code, name=TextOut.of(name)) for code, name in item.parts.items()],
        source=item.source,
        certainty=item.certainty,
    )


def event_out(row: DisasterEvent, reports: int = 0, communes_reported: int = 0) -> EventOut:
    """An event."""
    return EventOut(
        id=row.id,
        name=row.name,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        created_by=row.created_by,
        reports=reports,
        communes_reported=communes_reported,
    )


async def reports_out(session: AsyncSession, rows: Sequence[DamageReport]) -> list[DamageOut]:
    """Reports with their figures, in the order given."""
    names = await communes.names(session, sorted({row.commune_code for row in rows}))
    found: dict[uuid.UUID, list[tuple[DamageFigure, str | None]]] = defaultdict(list)
    for figure, confirmed_by in await store.figures(session, [row.id for row in rows]):
        found[figure.report_id].append((figure, confirmed_by))
    return [_report(row, names, found[row.id]) for row in rows]


def _report(
    row: DamageReport,
    names: Mapping[str, CommuneName],
    figures: Sequence[tuple[DamageFigure, str | None]],
) -> DamageOut:
    name = names.get(row.commune_code)
    parts: dict[str, dict[str, float]] = defaultdict(dict)
    for figure, _ in figures:
        if figure.part:
            parts[figure.item][figure.part] = figure.quantity
    return DamageOut.model_validate(
        {
            **{
                field: getattr(row, field)
                for field in DamageOut.model_fields
                if field not in ("commune_name", "figures")
            },
            "commune_name": name.full_name_vi if name else None,
            "figures": [
                _figure(figure, confirmed_by, parts[figure.item])
                for figure, confirmed_by in figures
                if not figure.part
            ],
        }
    )


def _figure(figure: DamageFigure, confirmed_by: str | None, parts: dict[str, float]) -> FigureOut:
    item = items()[figure.item]
    return FigureOut(
        item=figure.item,
        name=TextOut.of(item.name),
        quantity=figure.quantity,
        unit=item.unit,
        written_quantity=figure.written_quantity,
        written_unit=figure.written_unit,
        parts=parts,
        needs_confirmation=figure.needs_confirmation,
        confirmed_by=confirmed_by,
    )


def total_out(summed: Summed) -> TotalOut:
    """A total with its unit."""
    return TotalOut(
        item=summed.item,
        place=summed.place,
        quantity=summed.quantity,
        confirmed=summed.confirmed,
        unit=items()[summed.item].unit,
        communes=summed.communes,
        as_of=summed.as_of,
        newest_at=summed.newest_at,
        reports=list(summed.reports),
    )


async def dues_out(session: AsyncSession, found: Sequence[Due]) -> list[DueOut]:
    """Reports that are due, with the communes' names; overdue by the space's clock."""
    names = await communes.names(session, sorted({item.commune_code for item in found}))
    now = await spaces.now(session)
    return [
        DueOut(
            commune_code=item.commune_code,
            commune_name=names[item.commune_code].full_name_vi if item.commune_code in names else None,
            open_incidents=item.open_incidents,
            last_as_of=item.last_as_of,
            due_at=item.due_at,
            overdue=item.due_at < now,
        )
        for item in found
    ]


def victim_out(row: DamageVictim) -> VictimOut:
    """A person behind a figure."""
    return VictimOut.model_validate({field: getattr(row, field) for field in VictimOut.model_fields})
