"""Issuing a warning and handing it to those who are to get it, in one transaction."""

import uuid

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.warnings.delivery import service as delivery
from geoops.hydromet.warnings.own import service as own
from geoops.hydromet.warnings.own.models import Alert
from geoops.kit.context import Caller


async def step(
    session: AsyncSession,
    alert_id: uuid.UUID,
    name: str,
    note: str | None,
    if_match: str | None,
    caller: Caller,
    office: own.Office,
) -> Alert:
    """Take a step as `own.step` does; what was issued by it (a cancellation too) gets its receipts."""
    row = await own.step(session, alert_id, name, note, if_match, caller, office)
    if name == "issue":
        await delivery.queue(session, row)
    elif name == "cancel":
        *_, cancellation = await own.chain(session, row)
        await delivery.queue(session, cancellation)
    return row
