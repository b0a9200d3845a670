"""Finding warnings of ours, and what may be said of one without changing it."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import shapely
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.warnings.own import store
from geoops.hydromet.warnings.own.errors import UnknownAlert
from geoops.hydromet.warnings.own.models import Alert
from geoops.hydromet.warnings.own.states import STEPS
from geoops.kit import etags, spaces
from geoops.kit.context import Caller
from geoops.kit.permissions import allows


async def get(session: AsyncSession, alert_id: uuid.UUID) -> Alert:
    """The warning; raises UnknownAlert."""
    found = await store.get(session, alert_id)
    if found is None:
        raise UnknownAlert
    return found


async def page(
    session: AsyncSession,
    *,
    limit: int,
    after: tuple[datetime, uuid.UUID] | None,
    group: str,
    communes: Sequence[str] | None = None,
) -> Sequence[Alert]:
    """Up to `limit + 1` warnings of a group, the last changed first."""
    now = await spaces.now(session)
    return await store.page(session, limit=limit, after=after, group=group, at=now, communes=communes)


async def in_force(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    limit: int,
    communes: Sequence[str] | None = None,
    after: tuple[int, str] | None = None,
) -> Sequence[Alert]:
    """Up to `limit + 1` warnings of ours in force, the most severe first."""
    return await store.in_force(
        session, at=at, known_at=known_at, communes=communes, after=after, limit=limit
    )


async def chain(session: AsyncSession, alert: Alert) -> Sequence[Alert]:
    """The issued messages of the warning's chain, oldest first."""
    return await store.chain(session, alert.chain_id)


async def geometry(session: AsyncSession, alert: Alert) -> Any | None:
    """The polygons of the warning (shapely, EPSG:4326)."""
    wkb = await store.geometry(session, alert.id)
    return shapely.from_wkb(wkb) if wkb is not None else None


async def document(session: AsyncSession, alert_id: uuid.UUID) -> store.Issued:
    """The issued document; raises UnknownAlert."""
    found = await store.issued(session, alert_id)
    if found is None:
        raise UnknownAlert
    return found


async def documents(
    session: AsyncSession, *, after: tuple[datetime, uuid.UUID] | None, limit: int
) -> list[store.Issued]:
    """Up to `limit + 1` issued documents, newest first."""
    return await store.issued_page(session, after=after, limit=limit)


def steps_for(alert: Alert, caller: Caller, now: datetime) -> list[str]:
    """The steps that this caller may take now (their scope aside)."""
    if alert.message_type == "Cancel" or not runs(alert, now):
        return []
    return [
        name
        for name, wanted in STEPS.items()
        if alert.state in wanted.from_states
        and allows(caller, wanted.permission)
        and not (name == "approve" and caller.name in alert.authors)
    ]


def state_at(alert: Alert, now: datetime) -> str:
    """The state, where the time may be over before the job has said so."""
    return "expired" if alert.state == "issued" and alert.expires_at <= now else alert.state


def runs(alert: Alert, now: datetime) -> bool:
    """A warning that was issued and is over takes no further step."""
    return alert.state != "issued" or (alert.expires_at > now and alert.message_type != "Cancel")


def etag(alert: Alert) -> str:
    """What `If-Match` is compared with."""
    return etags.of_version(alert.version)
