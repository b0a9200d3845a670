"""Reminders (đôn đốc): each goes out once, also where the worker was down when its time came; the last escalates.

Takes a session, never commits.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.reporting import assigning, owing, store
from geoops.indicators.reporting.models import IndicatorReminder
from geoops.indicators.reporting.owing import Task
from geoops.indicators.reporting.rules import chain_of, reporting_rules
from geoops.indicators.reporting.states import EDITABLE
from geoops.kit import changes


async def remind(session: AsyncSession, since: datetime, now: datetime) -> int:
    """Remind of every report that is not on its way yet and has a time for it after `since` and not after `now`; how
    many reminders went out.

    Of several times that were missed, the last one alone goes out. A reminder is kept, and is an entry of the change
    log of its own, which reaches the people of the place by its readers; it names the people who answer for the
    report. The last one is escalated: it names the step above as well.
    """
    reminded = 0
    for one_set in await store.sets(session):
        if one_set.province_code is None:
            continue
        found = await owing.tasks(session, one_set.code, province=one_set.province_code, back=1)
        waiting = [task for task in found if task.state in EDITABLE and _turns(task, since, now)]
        if not waiting:
            continue
        named = await assigning.named_in(session, one_set.code, one_set.province_code)
        for task in await owing.with_filled(session, one_set.province_code, waiting):
            turns = len(reporting_rules().reminders(task.duty.due_at))
            to = sorted({one.person for one in named.get((task.duty.office, task.commune_code), ())})
            reminded += await _send(session, task, one_set.level, _turns(task, since, now)[-1], turns, to)
    return reminded


def _turns(task: Task, since: datetime, now: datetime) -> list[int]:
    """The turns of a report whose time came after `since` and not after `now`."""
    times = reporting_rules().reminders(task.duty.due_at)
    return [turn for turn, at in enumerate(times) if since < at <= now]


async def _send(
    session: AsyncSession, task: Task, level: str, turn: int, turns: int, people: Sequence[str]
) -> bool:
    last, before = turn == turns - 1, turn < len(reporting_rules().remind_before)
    kept = await store.add_reminder(
        session,
        {
            "set_code": task.duty.set_code, "office": task.duty.office, "period": task.duty.period.id,
            "province_code": task.province_code, "commune_code": task.commune_code, "turn": turn,
            "level": "escalated" if last else "before" if before else "after", "due_at": task.duty.due_at,
            "people": list(people),
        },
    )  # fmt: skip
    if not kept:
        return False
    above = chain_of(task.duty.set_code, level)[-1]
    await changes.record(
        session,
        domain="indicators",
        entity="reminder",
        entity_id=f"{task.duty.set_code}.{task.duty.office}.{task.duty.period.id}",
        op="escalate" if last else "remind",
        commune_code=task.commune_code,
        at=task.duty.due_at,
        payload={
            "set": task.duty.set_code, "office": task.duty.office, "period": task.duty.period.id,
            "province_code": task.province_code, "late": task.late, "filled": task.filled,
            "cells": len(task.duty.indicators), "to": above.code if last else task.duty.office,
            "people": list(people), "joint": list(task.joint),
        },
    )  # fmt: skip
    return True


async def sent(
    session: AsyncSession, set_code: str, province: str, periods: Sequence[str]
) -> Mapping[tuple[str, str, str | None], list[IndicatorReminder]]:
    """The reminders that went out, by office, period and commune."""
    rows = sorted(
        await store.reminders(session, set_code, province, periods),
        key=lambda row: (row.office, row.period, row.commune_code or "", row.turn),
    )
    return {
        key: list(group)
        for key, group in groupby(rows, key=lambda row: (row.office, row.period, row.commune_code))
    }
