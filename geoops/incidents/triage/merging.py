"""Repeats: proposed by likeness, merged by people, separated again just as they were.

A repeat keeps everything it said and its own state; it only points to the incident that it is a repeat of. So to
separate it is to take the pointer away.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import service
from geoops.incidents import store as incidents_store
from geoops.incidents.errors import UnknownIncident
from geoops.incidents.outgoing import out, outs
from geoops.incidents.recording import record
from geoops.incidents.rules import rules
from geoops.incidents.store import Found
from geoops.incidents.triage import likeness, store
from geoops.incidents.triage.errors import CannotMerge, NotMerged
from geoops.incidents.triage.schemas import GroupMemberOut, GroupOut, LikelyOut, RepeatsOut
from geoops.kit import spaces
from geoops.kit.context import Caller

_STRETCH = 1.2
"""Web Mercator stretches distances by up to 1.1 at Vietnam's northernmost latitude."""


async def likely(session: AsyncSession, incident_id: uuid.UUID, limit: int = 20) -> list[LikelyOut]:
    """Reports that look like the same event, the most alike first. Raises UnknownIncident."""
    await service.found(session, incident_id)
    like = rules().likeness
    pairs = await store.near(session, incident_id, like.hours, like.distance_m * _STRETCH)
    scored = [(pair.other, likeness.likeness(like, pair)) for pair in pairs]
    best = sorted((one for one in scored if one[1].score > 0), key=lambda one: -one[1].score)[:limit]
    shown = {
        i.id: i for i in await outs(session, await incidents_store.of_ids(session, [b[0] for b in best]))
    }
    return [
        LikelyOut(
            incident=shown[other],
            score=found.score,
            place=found.place,
            time=found.time,
            kind=found.kind,
            text=found.text,
            metres=round(found.metres, 1) if found.metres is not None else None,
            hours=found.hours,
            proposed=found.score >= like.propose,
        )
        for other, found in best
        if other in shown
    ]


async def proposed(session: AsyncSession) -> list[GroupOut]:
    """Groups of open reports that look like one event, the largest first."""
    like = rules().likeness
    pairs = await store.all_near(session, like.hours, like.distance_m * _STRETCH)
    rows = await incidents_store.of_ids(
        session, list({one for pair in pairs for one in (pair.id, pair.other)})
    )
    order = [row.row.id for row in sorted(rows, key=lambda row: (row.row.known_at, row.row.id))]
    found = likeness.groups(
        ((pair.id, pair.other, likeness.likeness(like, pair).score) for pair in pairs), order, like.propose
    )
    shown = {incident.id: incident for incident in await outs(session, rows)}
    groups = [
        GroupOut(
            first=shown[first],
            members=[GroupMemberOut(incident=shown[one], score=score) for one, score in members],
        )
        for first, members in found
    ]
    return sorted(groups, key=lambda group: -len(group.members))


async def merge(
    session: AsyncSession, into: uuid.UUID, ids: Sequence[uuid.UUID], reason: str | None, caller: Caller
) -> RepeatsOut:
    """Take reports for repeats of another; those that are already stay so. Raises UnknownIncident, CannotMerge."""
    locked = {
        found.row.id: found for found in await incidents_store.of_ids(session, [into, *ids], for_update=True)
    }
    if into not in locked or any(one not in locked for one in ids):
        raise UnknownIncident
    for one in dict.fromkeys(ids):
        await join(session, locked[into], locked[one], reason, caller)
    return await repeats(session, into)


async def join(
    session: AsyncSession, first: Found, repeat: Found, reason: str | None, caller: Caller
) -> bool:
    """Point one locked report to another; False where it does already. Raises CannotMerge."""
    if repeat.row.merged_into == first.row.id:
        return False
    if repeat.row.id == first.row.id or repeat.row.merged_into or first.row.merged_into:
        raise CannotMerge(extra={"id": str(repeat.row.id)})
    now = await spaces.now(session)
    seen = {"seen_at": now, "seen_by": caller.name} if repeat.row.seen_at is None else {}
    await incidents_store.change(
        session, repeat.row.id, {"merged_into": first.row.id, "acted_at": repeat.row.acted_at or now, **seen}
    )
    await store.add_merge(session, repeat.row.id, first.row.id, caller.name)
    await _recount(session, first.row.id)
    after = await service.found(session, first.row.id)
    told = {"before": {"merged_into": None}, "into": str(first.row.id), "reason": reason}
    await record(session, await service.found(session, repeat.row.id), "merge", told)
    await record(session, after, "take_in", {"repeat": str(repeat.row.id), "witnesses": after.row.witnesses})
    return True


async def unmerge(
    session: AsyncSession, into: uuid.UUID, repeat: uuid.UUID, reason: str | None, caller: Caller
) -> RepeatsOut:
    """Let a repeat be an incident of its own again, as it was. Raises UnknownIncident, NotMerged."""
    locked = {
        found.row.id: found
        for found in await incidents_store.of_ids(session, [into, repeat], for_update=True)
    }
    if into not in locked or repeat not in locked:
        raise UnknownIncident
    await part(session, locked[repeat], reason, caller)
    return await repeats(session, into)


async def part(session: AsyncSession, repeat: Found, reason: str | None, caller: Caller) -> None:
    """Take the pointer of a locked repeat away. Raises NotMerged."""
    into = repeat.row.merged_into
    if into is None:
        raise NotMerged
    await incidents_store.change(session, repeat.row.id, {"merged_into": None})
    await store.end_merge(session, repeat.row.id, caller.name)
    await _recount(session, into)
    told = {"before": {"merged_into": str(into)}, "reason": reason}
    await record(session, await service.found(session, repeat.row.id), "unmerge", told)
    first = await incidents_store.get(session, into)
    if first is not None:
        await record(
            session, first, "let_go", {"repeat": str(repeat.row.id), "witnesses": first.row.witnesses}
        )


async def repeats(session: AsyncSession, into: uuid.UUID) -> RepeatsOut:
    """An incident with its repeats, oldest first. Raises UnknownIncident."""
    first = await service.found(session, into)
    return RepeatsOut(
        incident=await out(session, first),
        repeats=await outs(session, await store.merged_into(session, into)),
    )


async def _recount(session: AsyncSession, incident_id: uuid.UUID) -> None:
    witnesses = await store.count_witnesses(session, incident_id)
    await incidents_store.change(session, incident_id, {"witnesses": witnesses}, counts=False)
