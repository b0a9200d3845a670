"""Writing a warning: who may, on which version, and the line in the change log."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.warnings.own import store
from geoops.hydromet.warnings.own.errors import OutsideScope, UnknownAlert
from geoops.hydromet.warnings.own.lookup import etag
from geoops.hydromet.warnings.own.models import Alert
from geoops.kit import changes, etags
from geoops.kit.context import Caller
from geoops.kit.i18n import Text

DOMAIN = "hydromet"
ENTITY = "alert"


async def check_scope(session: AsyncSession, caller: Caller, codes: Sequence[str]) -> None:
    """Raises OutsideScope where one of the communes is not the caller\'s."""
    if caller.scope.nation:
        return
    names = await communes.names(session, codes)
    outside = [name for name in names.values() if not caller.scope.covers(name.code, name.province_code)]
    if outside:
        listed = ", ".join(name.full_name_vi for name in outside[:5])
        raise OutsideScope(Text(f"Ngoài phạm vi của bạn: {listed}", f"Outside your scope: {listed}"))


async def for_update(session: AsyncSession, alert_id: uuid.UUID, if_match: str | None) -> Alert:
    """The warning, kept from others. Raises UnknownAlert, OutsideScope, and PreconditionFailed on another version."""
    found = await store.get(session, alert_id)
    if found is None:
        raise UnknownAlert
    etags.given(if_match)
    locked = await store.get(session, alert_id, for_update=True)
    if locked is None:  # it may be seen and not written: it has a commune outside the caller's scope
        raise OutsideScope
    etags.check(if_match, etag(locked))
    return locked


async def record(session: AsyncSession, alert: Alert, op: str, more: dict[str, Any] | None = None) -> None:
    """Issued messages are for everybody who sees the map, drafts for those who answer for the place."""
    public = alert.issued_at is not None
    await changes.record(
        session,
        domain=DOMAIN,
        entity=ENTITY,
        entity_id=str(alert.id),
        op=op,
        commune_code=alert.commune_codes[0] if len(alert.commune_codes) == 1 and not public else None,
        at=alert.issued_at or alert.changed_at,
        everyone=public,
        payload={
            "state": alert.state,
            "message_type": alert.message_type,
            "hazard": alert.hazard,
            "severity": alert.severity,
            "headline": {language: texts["headline"] for language, texts in alert.texts.items()},
            "communes": len(alert.commune_codes),
            "expires_at": alert.expires_at.isoformat(),
            **(more or {}),
        },
    )
