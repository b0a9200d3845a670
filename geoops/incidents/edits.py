"""Edits in conflict: nobody's words are overwritten in silence.

An edit says which version it was made from (`If-Match`). Where somebody else wrote meanwhile, the answer shows for
each field what both want and who wrote the other; edits of different fields can be joined where the caller asks.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import outgoing, store
from geoops.incidents.errors import UnknownIncident
from geoops.incidents.recording import history, jsonable
from geoops.incidents.store import Found
from geoops.kit import etags
from geoops.kit.errors import PreconditionFailed


async def for_update(
    session: AsyncSession,
    incident_id: uuid.UUID,
    if_match: str | None,
    wanted: Mapping[str, Any] | None = None,
    *,
    join: bool = False,
) -> Found:
    """The incident, locked. Raises UnknownIncident, or PreconditionFailed with both sides of every conflict.

    With `join`, an edit of fields that nobody else touched since is let through.
    """
    found = await store.get(session, incident_id, for_update=True)
    if found is None:
        raise UnknownIncident
    base = etags.given(if_match)
    if etags.matches(base, outgoing.etag(found)):
        return found
    conflicts, free = await _compare(session, found, base, wanted or {})
    if join and wanted and not conflicts:
        return found
    raise PreconditionFailed(
        extra={"etag": outgoing.etag(found), "conflicts": conflicts, "free": free, "state": found.row.state}
    )


async def _compare(
    session: AsyncSession, found: Found, base: str, wanted: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Fields that both wrote (differently), and fields of the edit that are free to be joined."""
    version = _number(base)
    theirs: dict[str, dict[str, Any]] = {}
    async for change in history(session, found.row.id):
        later = change.payload.get("version")
        if version is not None and isinstance(later, int) and later <= version:
            continue
        for name, before in (change.payload.get("before") or {}).items():
            first = theirs.get(name)
            theirs[name] = {
                "field": name,
                "base": first["base"] if first else before,
                "theirs": current(found, name),
                "by": change.actor,
                "at": change.recorded_at.isoformat(),
            }
    conflicts = []
    for name, value in wanted.items():
        if version is None or name in theirs:
            other = theirs.get(name, {"field": name, "base": None, "theirs": current(found, name)})
            yours = jsonable(value)
            if version is None or other["theirs"] != yours:
                conflicts.append({**other, "yours": yours})
    if not wanted:
        conflicts = [{**other, "yours": None} for other in theirs.values()]
    contested = {conflict["field"] for conflict in conflicts}
    return conflicts, [name for name in wanted if name not in contested]


def current(found: Found, name: str) -> Any:
    """A field of the incident as an edit names it."""
    if name == "position":
        if found.lon is None:
            return None
        return {
            "lon": found.lon,
            "lat": found.lat,
            "accuracy_m": found.row.accuracy_m,
            "method": found.row.method,
        }
    if name.startswith("fields."):
        return found.row.fields.get(name.removeprefix("fields."))
    return jsonable(getattr(found.row, name, None))


def _number(etag: str) -> int | None:
    text = etag.removeprefix("W/").strip('"')
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
