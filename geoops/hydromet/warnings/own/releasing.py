"""A warning goes out, is called back, or is over: what was issued is written once and stays."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import shapely
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.warnings.area.cover import Cover
from geoops.hydromet.warnings.cap.document import Reference
from geoops.hydromet.warnings.cap.signing import Signer
from geoops.hydromet.warnings.own import issuing, mapping, placing, store
from geoops.hydromet.warnings.own.content import CONTENT, body_of, missing, ordered, template_of
from geoops.hydromet.warnings.own.errors import AlertConflict, AlertIncomplete
from geoops.hydromet.warnings.own.keeping import record
from geoops.hydromet.warnings.own.lookup import geometry, get, state_at
from geoops.hydromet.warnings.own.models import Alert
from geoops.hydromet.warnings.own.schemas import BulletinCited
from geoops.kit import spaces
from geoops.kit.context import Caller
from geoops.kit.i18n import Text

_STATUS = {"live": "Actual", "drill": "Exercise", "replay": "Test"}


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues, and with which key (None: unsigned)."""

    sender: issuing.Sender
    signer: Signer | None


async def issue(session: AsyncSession, found: Alert, caller: Caller, office: Office, now: datetime) -> None:
    """Send a reviewed warning out, in place of the one that it updates. Raises AlertConflict, AlertIncomplete."""
    await store.lock_chain(session, found.chain_id)
    earlier = await store.chain(session, found.chain_id)
    if found.message_type == "Update":
        head = next((row for row in earlier if row.id == found.previous_id), None)
        if head is None or state_at(head, now) != "issued":
            raise AlertConflict(
                Text(
                    "Cảnh báo mà bản này cập nhật không còn hiệu lực; hãy soạn cảnh báo mới",
                    "The warning that this one updates is no longer in force; draft a new one",
                )
            )
    sent = _sent(now, earlier)
    lacking = missing(
        template_of(found.hazard), found.values, found.texts, body_of(found), sent, by_hand=True
    )
    if lacking:
        raise AlertIncomplete(faults=lacking)
    content = await _issued_content(session, found, earlier, sent)
    whole = await asyncio.to_thread(issuing.issue, content, office.sender, office.signer)
    if found.message_type == "Update" and found.previous_id is not None:
        await store.change(
            session,
            found.previous_id,
            {"state": "superseded", "ended_at": sent, "ended_by": caller.name, "end_reason": found.note},
        )
    await store.change(
        session,
        found.id,
        {**_as_issued(content, office, whole, caller), "state": "issued"},
    )


async def cancel(
    session: AsyncSession, found: Alert, caller: Caller, office: Office, reason: str, now: datetime
) -> Alert:
    """End a warning by a message of its own, at once: a false alarm must not wait for a second person."""
    await store.lock_chain(session, found.chain_id)
    earlier = await store.chain(session, found.chain_id)
    sent = _sent(now, earlier)
    base = await _issued_content(session, found, earlier, sent)
    cancel_id = uuid.uuid4()
    content = replace(
        base,
        identifier=str(cancel_id),
        message_type="Cancel",
        note=reason,
        expires_at=max(found.expires_at, sent + timedelta(hours=1)),
        texts={
            "vi": {
                "headline": f"Hủy: {found.texts['vi']['headline']}",
                "description": f"Cảnh báo này đã được hủy. Lý do: {reason}",
                "instruction": "Không cần tiếp tục thực hiện theo cảnh báo đã hủy.",
            },
            "en": {
                "headline": f"Cancelled: {found.texts['en']['headline']}",
                "description": f"This warning has been cancelled. Reason: {reason}",
                "instruction": "Nothing more needs to be done because of the cancelled warning.",
            },
        },
    )
    whole = await asyncio.to_thread(issuing.issue, content, office.sender, office.signer)
    await store.change(
        session,
        found.id,
        {"state": "cancelled", "ended_at": sent, "ended_by": caller.name, "end_reason": reason},
    )
    wkb = await store.geometry(session, found.id)
    await store.add_issued(
        session,
        {
            **{name: getattr(found, name) for name in CONTENT if name not in ("texts", "note", "expires_at")},
            **_as_issued(content, office, whole, caller),
            "id": cancel_id,
            "chain_id": found.chain_id,
            "previous_id": found.id,
            "message_type": "Cancel",
            "state": "issued",
            "expires_at": content.expires_at,
            "texts": content.texts,
            "texts_by_hand": True,
            "note": reason,
            "authors": [caller.name],
            "boundary_version": found.boundary_version,
            "geom": store.shape(wkb),
            "geom_3857": store.mercator(wkb),
            "communes_km2": found.communes_km2,
            "covered_km2": found.covered_km2,
            "ended_at": sent,
        },
    )
    await record(session, await get(session, cancel_id), "issue", {"note": reason})
    after = await get(session, found.id)
    await record(session, after, "cancel", {"note": reason, "by": str(cancel_id)})
    return after


async def expire(session: AsyncSession) -> int:
    """End what is over by the clock of the space; how many there were."""
    over = await store.to_expire(session)
    for alert_id in over:
        found = await store.get(session, alert_id, for_update=True)
        if found is None or found.state != "issued":
            continue
        await store.change(session, alert_id, {"state": "expired", "ended_at": found.expires_at})
        await record(session, await get(session, alert_id), "expire")
    return len(over)


async def _issued_content(
    session: AsyncSession, found: Alert, earlier: Sequence[Alert], sent: datetime
) -> issuing.Content:
    names = await placing.known(session, found.commune_codes)
    shape = await geometry(session, found)
    space = await spaces.get(session, found.space)
    polygons = tuple(shapely.get_parts(shape)) if shape is not None else ()
    onset_at = found.onset_at or sent
    return issuing.Content(
        identifier=str(found.id),
        message_type=found.message_type,
        status=_STATUS[space.kind],
        template=template_of(found.hazard),
        severity=found.severity,
        certainty=found.certainty,
        urgency=mapping.urgency_of(sent, onset_at),
        sent=sent,
        onset_at=onset_at,
        expires_at=found.expires_at,
        texts=found.texts,
        places=ordered(names),
        cover=Cover(polygons, found.communes_km2 or 0.0, found.covered_km2 or 0.0),
        bulletin=BulletinCited.model_validate(found.bulletin) if found.bulletin else None,
        note=found.note,
        references=[
            Reference(row.sender or "", row.identifier or "", row.issued_at)
            for row in earlier
            if row.issued_at is not None
        ],
    )


def _as_issued(content: issuing.Content, office: Office, whole: bytes, caller: Caller) -> dict[str, Any]:
    return {
        "urgency": content.urgency,
        "status": content.status,
        "sender": office.sender.sender,
        "identifier": content.identifier,
        "document": whole,
        "signed": office.signer is not None,
        "issued_by": caller.name,
        "issued_at": content.sent,
    }


def _sent(now: datetime, earlier: Sequence[Alert]) -> datetime:
    """The time of issue, in whole seconds as CAP has it, never before that of a message it follows."""
    return max([now.replace(microsecond=0), *(row.issued_at for row in earlier if row.issued_at is not None)])
