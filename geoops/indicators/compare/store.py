"""Queries of comparisons."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.compare.contiguity import Touch
from geoops.indicators.compare.models import CommuneTouch, IndicatorView
from geoops.indicators.models import IndicatorNode, IndicatorSet, IndicatorValue, ReferenceValue
from geoops.indicators.reporting.models import IndicatorReport, IndicatorReportStep


async def touches(session: AsyncSession, boundary_version: int) -> list[Touch]:
    """The pairs of communes of a boundary version that touch; none where they were not worked out yet."""
    query = (
        select(CommuneTouch.one, CommuneTouch.other, CommuneTouch.corner)
        .where(CommuneTouch.boundary_version == boundary_version)
        .order_by(CommuneTouch.one, CommuneTouch.other)
    )
    return [Touch(*row) for row in await session.execute(query)]


async def has_touches(session: AsyncSession, boundary_version: int) -> bool:
    """Whether the pairs of a boundary version are kept."""
    found = await session.scalar(select(exists().where(CommuneTouch.boundary_version == boundary_version)))
    return bool(found)


async def keep_touches(session: AsyncSession, boundary_version: int, found: Sequence[Touch]) -> None:
    """Keep the pairs of a boundary version."""
    if found:
        await session.execute(
            pg_insert(CommuneTouch).on_conflict_do_nothing(),
            [
                {
                    "boundary_version": boundary_version,
                    "one": one.one,
                    "other": one.other,
                    "corner": one.corner,
                }
                for one in found
            ],
        )


async def set_of(session: AsyncSession, code: str) -> IndicatorSet | None:
    """An indicator set."""
    return await session.get(IndicatorSet, code)


async def reference(
    session: AsyncSession, indicator: str
) -> list[tuple[str, float | None, str | None, str | None, bool, str, int]]:
    """Values the system computed: commune, value, reason (vi, en), whether the numerator is known, source, version."""
    query = select(
        ReferenceValue.commune_code,
        ReferenceValue.value,
        ReferenceValue.reason_vi,
        ReferenceValue.reason_en,
        ReferenceValue.inputs["population"].as_string().is_not(None),
        ReferenceValue.source,
        ReferenceValue.boundary_version,
    ).where(ReferenceValue.indicator == indicator)
    return [tuple(row) for row in await session.execute(query)]


async def unapproved(
    session: AsyncSession,
    *,
    set_code: str,
    offices: Collection[str],
    period: str,
    known_at: datetime | None,
) -> dict[str, str]:
    """Communes whose report for a period is begun and not approved, each with its state; as known at a time."""
    if known_at is None:
        query = select(IndicatorReport.commune_code, IndicatorReport.state).where(
            IndicatorReport.space == func.current_space(),
            IndicatorReport.set_code == set_code,
            IndicatorReport.office.in_(offices),
            IndicatorReport.period == period,
            IndicatorReport.commune_code.is_not(None),
        )
    else:
        query = (
            select(IndicatorReport.commune_code, IndicatorReportStep.to_state)
            .ext(distinct_on(IndicatorReport.id))
            .join(IndicatorReportStep, IndicatorReportStep.report == IndicatorReport.id)
            .where(
                IndicatorReport.space == func.current_space(),
                IndicatorReport.set_code == set_code,
                IndicatorReport.office.in_(offices),
                IndicatorReport.period == period,
                IndicatorReport.commune_code.is_not(None),
                IndicatorReportStep.at <= known_at,
            )
            .order_by(IndicatorReport.id, IndicatorReportStep.id.desc())
        )
    return {
        row[0]: row[1]
        for row in await session.execute(query)
        if row[1] not in ("approved", "locked") and row[0] is not None
    }


async def periods_with_values(session: AsyncSession, indicator: str) -> list[tuple[str, str, int]]:
    """Period, nature and number of communes for which values of an indicator are current, the latest period first."""
    query = """
    SELECT value.period, value.nature, count(*) AS communes
    FROM indicator_values AS value JOIN indicator_periods AS period ON period.id = value.period
    WHERE value.space = current_space() AND value.superseded_at IS NULL AND value.indicator = :indicator
      AND value.commune_code IS NOT NULL AND value.dimensions = '{}'
    GROUP BY value.period, value.nature, period.starts_at ORDER BY period.starts_at DESC, value.period, value.nature
    """
    rows = await session.execute(text(query), {"indicator": indicator})
    return [(row[0], row[1], int(row[2])) for row in rows]


async def parts_with_values(session: AsyncSession, indicator: str, period: str) -> list[tuple[str, str, int]]:
    """Dimension, code and number of communes of the parts that are kept of an indicator for a period, by one
    dimension at a time."""
    query = """
    SELECT part.key, part.value, count(*) AS communes
    FROM indicator_values AS value, jsonb_each_text(value.dimensions) AS part
    WHERE value.space = current_space() AND value.superseded_at IS NULL AND value.indicator = :indicator
      AND value.period = :period AND value.nature = 'actual' AND value.dimensions <> '{}'
      AND value.commune_code IS NOT NULL AND (SELECT count(*) FROM jsonb_object_keys(value.dimensions)) = 1
    GROUP BY part.key, part.value ORDER BY part.key, part.value
    """
    rows = await session.execute(text(query), {"indicator": indicator, "period": period})
    return [(row[0], row[1], int(row[2])) for row in rows]


async def with_values(session: AsyncSession) -> list[str]:
    """Indicators that any value of a commune is kept of: hops over the index from one indicator to the next."""
    query = """
    WITH RECURSIVE hop AS (
      (SELECT indicator FROM indicator_values WHERE space = current_space() AND superseded_at IS NULL
       ORDER BY indicator LIMIT 1)
      UNION ALL
      SELECT (SELECT indicator FROM indicator_values
              WHERE space = current_space() AND superseded_at IS NULL AND indicator > hop.indicator
              ORDER BY indicator LIMIT 1)
      FROM hop WHERE hop.indicator IS NOT NULL
    )
    SELECT indicator FROM hop WHERE indicator IS NOT NULL
    UNION SELECT DISTINCT indicator FROM indicator_reference_values
    """
    return sorted(await session.scalars(text(query)))


async def nodes(session: AsyncSession, codes: Collection[str]) -> dict[str, IndicatorNode]:
    """Indicators by code."""
    found = await session.scalars(select(IndicatorNode).where(IndicatorNode.code.in_(codes)))
    return {one.code: one for one in found}


async def row_of(
    session: AsyncSession,
    *,
    indicator: str,
    period: str,
    nature: str,
    dimensions: dict[str, str],
    commune: str,
    known_at: datetime | None,
) -> IndicatorValue | None:
    """The kept value of a commune as known at a time, the units' newest era first."""
    query = (
        select(IndicatorValue)
        .where(
            IndicatorValue.space == func.current_space(),
            IndicatorValue.indicator == indicator,
            IndicatorValue.period == period,
            IndicatorValue.nature == nature,
            IndicatorValue.dimensions == dimensions,
            IndicatorValue.commune_code == commune,
        )
        .order_by(IndicatorValue.units_from.desc(), IndicatorValue.id.desc())
        .limit(1)
    )
    if known_at is None:
        query = query.where(IndicatorValue.superseded_at.is_(None))
    else:
        query = query.where(
            IndicatorValue.known_at <= known_at,
            IndicatorValue.superseded_at.is_(None) | (IndicatorValue.superseded_at > known_at),
        )
    return await session.scalar(query)


async def report_of(
    session: AsyncSession, *, set_code: str, offices: Collection[str], period: str, commune: str
) -> tuple[IndicatorReport, Sequence[IndicatorReportStep]] | None:
    """The report that a commune's value stands in, with its steps."""
    report = await session.scalar(
        select(IndicatorReport).where(
            IndicatorReport.space == func.current_space(),
            IndicatorReport.set_code == set_code,
            IndicatorReport.office.in_(offices),
            IndicatorReport.period == period,
            IndicatorReport.commune_code == commune,
        )
    )
    if report is None:
        return None
    steps = await session.scalars(
        select(IndicatorReportStep)
        .where(IndicatorReportStep.report == report.id)
        .order_by(IndicatorReportStep.id)
    )
    return report, steps.all()


async def add_view(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Keep a view; False where its id is taken."""
    row = await session.execute(
        pg_insert(IndicatorView).values(**values).on_conflict_do_nothing().returning(IndicatorView.id)
    )
    return row.first() is not None


async def view(session: AsyncSession, view_id: uuid.UUID) -> IndicatorView | None:
    """A saved view."""
    return await session.get(IndicatorView, view_id, populate_existing=True)


async def views(
    session: AsyncSession, *, after: tuple[datetime, uuid.UUID] | None, limit: int
) -> Sequence[IndicatorView]:
    """Saved views, the newest first; one more than `limit`."""
    query = (
        select(IndicatorView)
        .where(IndicatorView.space == func.current_space())
        .order_by(IndicatorView.created_at.desc(), IndicatorView.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        created, id_ = after
        query = query.where(
            (IndicatorView.created_at < created)
            | ((IndicatorView.created_at == created) & (IndicatorView.id < id_))
        )
    return (await session.scalars(query)).all()


async def reference_inputs(session: AsyncSession, indicator: str, commune: str) -> dict[str, float | None]:
    """What a value that the system computed was computed from."""
    found = await session.scalar(
        select(ReferenceValue.inputs).where(
            ReferenceValue.indicator == indicator, ReferenceValue.commune_code == commune
        )
    )
    return dict(found or {})
