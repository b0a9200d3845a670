"""Queries of reporting."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.models import IndicatorNode, IndicatorPeriod, IndicatorSet, IndicatorValue
from geoops.indicators.reporting.models import (
    IndicatorAnalysis,
    IndicatorAssignment,
    IndicatorReminder,
    IndicatorReport,
    IndicatorReportStep,
)


async def set_of(session: AsyncSession, code: str) -> IndicatorSet | None:
    """An indicator set."""
    return await session.get(IndicatorSet, code)


async def sets(session: AsyncSession) -> Sequence[IndicatorSet]:
    """The sets that are decisions of a province."""
    query = select(IndicatorSet).where(IndicatorSet.kind == "decision").order_by(IndicatorSet.code)
    return (await session.scalars(query)).all()


async def nodes_of_set(session: AsyncSession, set_code: str) -> Sequence[IndicatorNode]:
    """The rows of a set that hold values, in the order of print."""
    query = (
        select(IndicatorNode)
        .where(
            IndicatorNode.set_code == set_code, IndicatorNode.holds_value, IndicatorNode.dropped_at.is_(None)
        )
        .order_by(IndicatorNode.group_code, IndicatorNode.position, func.coalesce(IndicatorNode.proposal, 0))
    )
    return (await session.scalars(query)).all()


async def names(session: AsyncSession, codes: Collection[str]) -> dict[str, IndicatorNode]:
    """Rows of the catalogue by code, headings too."""
    query = select(IndicatorNode).where(IndicatorNode.code.in_(codes))
    return {node.code: node for node in await session.scalars(query)}


async def words_of(session: AsyncSession, codes: Collection[str]) -> list[tuple[str, str, str]]:
    """Code and both names of rows of the catalogue, and nothing else of them."""
    query = select(IndicatorNode.code, IndicatorNode.name_vi, IndicatorNode.name_en).where(
        IndicatorNode.code.in_(codes)
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(query)]


def _duty(set_code: str, office: str, period: str, province: str, commune: str | None) -> list[Any]:
    return [
        IndicatorReport.space == func.current_space(),
        IndicatorReport.set_code == set_code,
        IndicatorReport.office == office,
        IndicatorReport.period == period,
        IndicatorReport.province_code == province,
        IndicatorReport.commune_code.is_not_distinct_from(commune),
    ]


async def report(
    session: AsyncSession, set_code: str, office: str, period: str, province: str, commune: str | None
) -> IndicatorReport | None:
    """The report of a duty, if anybody has begun it."""
    return await session.scalar(
        select(IndicatorReport).where(*_duty(set_code, office, period, province, commune))
    )


async def begun(session: AsyncSession, values: dict[str, Any]) -> IndicatorReport:
    """The report of a duty, begun as a draft where there is none; held against others until the commit."""
    await session.execute(insert(IndicatorReport).values(**values).on_conflict_do_nothing())
    found = await session.scalar(
        select(IndicatorReport)
        .where(
            *_duty(
                values["set_code"], values["office"], values["period"], values["province_code"],
                values["commune_code"],
            )
        )
        .with_for_update()
    )  # fmt: skip
    assert found is not None  # put there, or there before
    return found


async def reports(
    session: AsyncSession, set_code: str, periods: Collection[str], province: str
) -> Sequence[IndicatorReport]:
    """The reports of a set that were begun for these periods."""
    query = select(IndicatorReport).where(
        IndicatorReport.space == func.current_space(),
        IndicatorReport.set_code == set_code,
        IndicatorReport.period.in_(periods),
        IndicatorReport.province_code == province,
    )
    return (await session.scalars(query)).all()


async def add_step(session: AsyncSession, values: dict[str, Any]) -> None:
    """Write down a step."""
    await session.execute(insert(IndicatorReportStep).values(**values).inline())


async def steps(session: AsyncSession, report_id: int) -> Sequence[IndicatorReportStep]:
    """Every step of a report, the earliest first."""
    query = (
        select(IndicatorReportStep)
        .where(IndicatorReportStep.report == report_id)
        .order_by(IndicatorReportStep.id)
    )
    return (await session.scalars(query)).all()


async def flush(session: AsyncSession) -> None:
    """Bring what was set on rows into the database, so that what follows sees it."""
    await session.flush()


def _here(indicators: Collection[str], province: str, commune: str | None) -> list[Any]:
    return [
        IndicatorValue.space == func.current_space(),
        IndicatorValue.superseded_at.is_(None),
        IndicatorValue.nature == "actual",
        IndicatorValue.dimensions == {},
        IndicatorValue.indicator.in_(indicators),
        IndicatorValue.province_code == province,
        IndicatorValue.commune_code.is_not_distinct_from(commune),
    ]


async def cells(
    session: AsyncSession, indicators: Collection[str], period: str, province: str, commune: str | None
) -> dict[str, IndicatorValue]:
    """What is in the cells of a report, by indicator: totals, without those by dimension."""
    query = select(IndicatorValue).where(
        *_here(indicators, province, commune), IndicatorValue.period == period
    )
    return {row.indicator: row for row in await session.scalars(query)}


async def parts(
    session: AsyncSession, indicators: Collection[str], period: str, province: str, commune: str | None
) -> Sequence[IndicatorValue]:
    """What the figures of a report are broken down into."""
    row = IndicatorValue
    query = select(row).where(
        row.space == func.current_space(), row.superseded_at.is_(None), row.nature == "actual",
        row.dimensions != {}, row.indicator.in_(indicators), row.period == period,
        row.province_code == province, row.commune_code.is_not_distinct_from(commune),
    )  # fmt: skip
    return (await session.scalars(query)).all()


async def filled(
    session: AsyncSession,
    indicators: Collection[str],
    periods: Collection[str],
    province: str,
    communes: Collection[str | None],
) -> dict[tuple[str, str | None, str], int]:
    """How many cells hold a value or say why they hold none, by period, commune and lead office. Of the province's
    own cells where `communes` has None."""
    office = IndicatorNode.responsible_offices[1]
    query = (
        select(IndicatorValue.period, IndicatorValue.commune_code, office, func.count())
        .join(IndicatorNode, IndicatorNode.code == IndicatorValue.indicator)
        .where(
            IndicatorValue.space == func.current_space(),
            IndicatorValue.superseded_at.is_(None),
            IndicatorValue.nature == "actual",
            IndicatorValue.dimensions == {},
            IndicatorValue.indicator.in_(indicators),
            IndicatorValue.period.in_(periods),
            IndicatorValue.province_code == province,
            IndicatorValue.commune_code.is_(None)
            if None in communes
            else IndicatorValue.commune_code.in_(communes),
        )
        .group_by(IndicatorValue.period, IndicatorValue.commune_code, office)
    )
    return {(row[0], row[1], row[2]): row[3] for row in await session.execute(query)}


async def history(
    session: AsyncSession,
    indicators: Collection[str],
    kind: str,
    before: datetime,
    province: str,
    commune: str | None,
) -> dict[str, list[float]]:
    """Figures of the same place and kind of period that ended by a moment, by indicator, the oldest first."""
    query = (
        select(IndicatorValue.indicator, IndicatorValue.value)
        .join(IndicatorPeriod, IndicatorPeriod.id == IndicatorValue.period)
        .where(
            *_here(indicators, province, commune),
            IndicatorPeriod.kind == kind,
            IndicatorPeriod.ends_at <= before,
        )
        .order_by(IndicatorPeriod.starts_at)
    )
    found: dict[str, list[float]] = {}
    for indicator, value in await session.execute(query):
        if value is not None:
            found.setdefault(indicator, []).append(value)
    return found


async def assignments(
    session: AsyncSession, set_code: str, province: str, *, day: date | None = None, office: str | None = None
) -> Sequence[IndicatorAssignment]:
    """Who answers for the reports of a set in a province: all that were not taken back, or those of a day."""
    row = IndicatorAssignment
    query = select(row).where(
        row.space == func.current_space(), row.set_code == set_code, row.province_code == province,
        row.ended_at.is_(None),
    )  # fmt: skip
    if office is not None:
        query = query.where(row.office == office)
    if day is not None:
        query = query.where(row.from_day <= day, or_(row.until_day.is_(None), row.until_day >= day))
    return (await session.scalars(query.order_by(row.id))).all()


async def assignment(session: AsyncSession, number: int) -> IndicatorAssignment | None:
    """One assignment, held against others until the commit."""
    return await session.get(IndicatorAssignment, number, with_for_update=True)


async def add_assignment(session: AsyncSession, values: dict[str, Any]) -> IndicatorAssignment:
    """Write down who answers for an office's reports."""
    number = await session.scalar(
        insert(IndicatorAssignment).values(**values).returning(IndicatorAssignment.id)
    )
    found = await session.get(IndicatorAssignment, number)
    assert found is not None  # just put there
    return found


async def add_reminder(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Keep a reminder; False where it went out before."""
    done = await session.scalar(
        insert(IndicatorReminder).values(**values).on_conflict_do_nothing().returning(IndicatorReminder.id)
    )
    return done is not None


async def reminders(
    session: AsyncSession, set_code: str, province: str, periods: Collection[str]
) -> Sequence[IndicatorReminder]:
    """The reminders of reports that went out, the earliest first."""
    row = IndicatorReminder
    query = select(row).where(
        row.space == func.current_space(), row.set_code == set_code, row.province_code == province,
        row.period.in_(periods),
    )  # fmt: skip
    return (await session.scalars(query.order_by(row.id))).all()


async def analyses(
    session: AsyncSession, indicators: Collection[str], period: str, province: str, commune: str | None
) -> Sequence[IndicatorAnalysis]:
    """The texts beside the values of a report, as they are now."""
    row = IndicatorAnalysis
    query = select(row).where(
        row.space == func.current_space(), row.superseded_at.is_(None), row.body.is_not(None),
        row.indicator.in_(indicators), row.period == period, row.province_code == province,
        row.commune_code.is_not_distinct_from(commune),
    )  # fmt: skip
    return (await session.scalars(query.order_by(row.id))).all()


async def put_analysis(session: AsyncSession, values: dict[str, Any], now: datetime) -> None:
    """Write a text beside a value; the one before is superseded."""
    row = IndicatorAnalysis
    await session.execute(
        update(row)
        .where(
            row.space == func.current_space(), row.superseded_at.is_(None),
            row.indicator == values["indicator"], row.period == values["period"], row.kind == values["kind"],
            row.province_code == values["province_code"],
            row.commune_code.is_not_distinct_from(values["commune_code"]),
        )
        .values(superseded_at=now)
    )  # fmt: skip
    await session.execute(insert(row).values(**values).inline())
