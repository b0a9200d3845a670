"""What happens to a warning of ours: drafted, reviewed by another person, issued, updated, cancelled, expired."""

import uuid

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.warnings.own import store
from geoops.hydromet.warnings.own.drafting import (
    Preview,
    amend,
    draft,
    follow,
    preview,
    submit,
    template_texts,
)
from geoops.hydromet.warnings.own.errors import OwnReview, WrongAlertState
from geoops.hydromet.warnings.own.keeping import DOMAIN, ENTITY, check_scope, for_update, record
from geoops.hydromet.warnings.own.lookup import (
    chain,
    document,
    documents,
    etag,
    geometry,
    get,
    in_force,
    page,
    runs,
    state_at,
    steps_for,
)
from geoops.hydromet.warnings.own.models import Alert
from geoops.hydromet.warnings.own.releasing import Office, cancel, expire, issue
from geoops.hydromet.warnings.own.states import STEPS
from geoops.kit import spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused, NotAllowed
from geoops.kit.i18n import Text
from geoops.kit.permissions import allows

__all__ = [
    "DOMAIN",
    "ENTITY",
    "Office",
    "Preview",
    "amend",
    "chain",
    "document",
    "documents",
    "draft",
    "etag",
    "expire",
    "geometry",
    "get",
    "in_force",
    "page",
    "preview",
    "state_at",
    "step",
    "steps_for",
    "template_texts",
]


async def step(
    session: AsyncSession,
    alert_id: uuid.UUID,
    name: str,
    note: str | None,
    if_match: str | None,
    caller: Caller,
    office: Office,
) -> Alert:
    """Take a step in the life of a warning; for `update` the new draft is returned, else the warning itself.

    Raises UnknownAlert, PreconditionFailed, WrongAlertState, NotAllowed, OwnReview, OutsideScope, AlertIncomplete,
    AlertConflict, InputRefused.
    """
    wanted = STEPS.get(name)
    if wanted is None:
        known = ", ".join(STEPS)
        raise InputRefused(
            Text(f"Không có việc “{name}”; các việc: {known}", f"No step “{name}”; there are {known}")
        )
    if not allows(caller, wanted.permission):
        raise NotAllowed(extra={"permission": wanted.permission})
    found = await for_update(session, alert_id, if_match)
    await check_scope(session, caller, found.commune_codes)
    now = await spaces.now(session)
    if found.state not in wanted.from_states or not runs(found, now):
        raise WrongAlertState(extra={"state": state_at(found, now)})
    if wanted.needs_note and not (note or "").strip():
        raise InputRefused(faults=[Fault(Text("cần nêu lý do", "a reason is needed"), field="note")])
    if name == "submit":
        await submit(session, found, caller, now)
    elif name == "approve":
        if caller.name in found.authors:
            raise OwnReview
        await store.change(
            session,
            alert_id,
            {"state": "approved", "reviewed_by": caller.name, "reviewed_at": now, "review_note": note},
        )
    elif name == "return":
        await store.change(
            session,
            alert_id,
            {"state": "draft", "review_note": note, "reviewed_by": None, "reviewed_at": None},
        )
    elif name == "discard":
        await store.change(
            session,
            alert_id,
            {"state": "discarded", "ended_at": now, "ended_by": caller.name, "end_reason": note},
        )
    elif name == "issue":
        await issue(session, found, caller, office, now)
    elif name == "cancel":
        return await cancel(session, found, caller, office, note or "", now)
    else:
        return await follow(session, found, caller)
    after = await get(session, alert_id)
    await record(session, after, name, {"note": note})
    return after
