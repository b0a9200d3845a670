"""Readiness as it stands of every commune in danger, worked out anew and written down where it changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.kit import changes, spaces
from geoops.resources.assessing import store
from geoops.resources.assessing.records import Assessment
from geoops.resources.assessing.service import assess

DOMAIN = "resources"
ENTITY = "readiness"
"""The summary of a moment; what shows all communes follows it."""
COMMUNE = "commune_readiness"
"""One commune whose readiness changed."""
SAME_RATIO = 0.01
"""A ratio that moved by less is no change worth telling."""
_MOST_COMMUNES = 20_000
_KEPT = ("ready", "short", "unknown")


@dataclass(slots=True)
class Worked:
    """What became of one moment: communes with a demand, those whose readiness changed, and rows written."""

    at: datetime
    threatened: int = 0
    changed: int = 0
    rows: int = 0
    entries: list[dict[str, Any]] = field(default_factory=list)


async def work_out(session: AsyncSession) -> Worked:
    """Assess every commune now and write down what is another than what stands. Only changed communes go to the log."""
    await store.lock(session)
    at = await spaces.now(session)
    worked = Worked(at)
    last = await store.clock(session)
    if last is not None and at < last:  # a replay begins again: what was said of its future stands no longer
        await store.forget_after(session, at)
    units = await communes.page(session, province=None, day=None, after=None, limit=_MOST_COMMUNES)
    found = {
        one.commune.code: one
        for one in await assess(session, units, at=at, known_at=at)
        if one.state in _KEPT
    }
    worked.threatened = len(found)
    before = {row["commune_code"]: row for row in await store.standing(session)}
    ended, fresh = [], []
    for code, row in before.items():
        if code not in found:
            ended.append(row["id"])
            worked.entries.append(_entry(code, None, row, at))
    for code, one in found.items():
        was = before.get(code)
        values = _values(one)
        if was is not None and _same(was, values):
            continue
        if was is not None:
            ended.append(was["id"])
        fresh.append(values | {"commune_code": code, "starts_at": at})
        if was is None or _tells(was, values):
            worked.entries.append(_entry(code, values, was, at))
    await store.end(session, ended, at)
    await store.add(session, fresh)
    await store.set_clock(session, at)
    worked.rows = len(ended) + len(fresh)
    worked.changed = len(worked.entries)
    if worked.rows:
        await changes.record_all(session, [*worked.entries, _summary(worked, found)])
    return worked


def _values(one: Assessment) -> dict[str, Any]:
    return {
        "state": one.state,
        "level": one.level,
        "weakest": one.weakest,
        "failing": one.failing,
        "ratio": one.ratio,
        "at_most": one.at_most,
        "surplus": one.surplus,
    }


def _same(row: RowMapping, values: Mapping[str, Any]) -> bool:
    return all(row[name] == value for name, value in values.items())


def _tells(row: RowMapping, values: Mapping[str, Any]) -> bool:
    """Whether a person has to hear of it."""
    if any(row[name] != values[name] for name in ("state", "level", "weakest", "failing")):
        return True
    was, now = row["ratio"], values["ratio"]
    if was is None or now is None:
        return bool(was != now)
    return bool(abs(now - was) >= SAME_RATIO)


def _entry(
    code: str, values: Mapping[str, Any] | None, row: RowMapping | None, at: datetime
) -> dict[str, Any]:
    now = values or {}
    return {
        "domain": DOMAIN,
        "entity": COMMUNE,
        "entity_id": code,
        "op": now.get("state", "end"),
        "commune_code": code,
        "at": at,
        "payload": {
            "level": now.get("level"),
            "weakest": now.get("weakest"),
            "failing": now.get("failing"),
            "ratio": now.get("ratio"),
            "was": row["state"] if row is not None else None,
            "was_ratio": row["ratio"] if row is not None else None,
        },
    }


def _summary(worked: Worked, found: Mapping[str, Assessment]) -> dict[str, Any]:
    counts = {state: sum(one.state == state for one in found.values()) for state in _KEPT}
    return {
        "domain": DOMAIN,
        "entity": ENTITY,
        "entity_id": "communes",
        "op": "work_out",
        "at": worked.at,
        "everyone": True,
        "payload": counts | {"changed": worked.changed},
    }
