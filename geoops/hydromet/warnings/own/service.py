"""What happens to a warning of ours: drafted, reviewed by another person, issued, updated, cancelled, expired."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import shapely
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.warnings.area.cover import Cover
from geoops.hydromet.warnings.cap.document import Reference
from geoops.hydromet.warnings.cap.signing import Signer
from geoops.hydromet.warnings.own import issuing, mapping, placing, store, wording
from geoops.hydromet.warnings.own.errors import (
    AlertConflict,
    AlertIncomplete,
    OutsideScope,
    OwnReview,
    UnknownAlert,
    WrongAlertState,
)
from geoops.hydromet.warnings.own.models import Alert
from geoops.hydromet.warnings.own.schemas import AlertIn, BulletinCited
from geoops.hydromet.warnings.own.states import STEPS
from geoops.hydromet.warnings.own.templates import Template, faults_of, templates
from geoops.kit import changes, spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused, NotAllowed, PreconditionFailed
from geoops.kit.i18n import Text
from geoops.kit.permissions import allows

DOMAIN = "hydromet"
ENTITY = "alert"
LONGEST = timedelta(days=14)
_STATUS = {"live": "Actual", "drill": "Exercise", "replay": "Test"}
_CONTENT = (
    "hazard", "severity", "certainty", "onset_at", "expires_at", "values", "texts", "bulletin", "commune_codes", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues, and with which key (None: unsigned)."""

    sender: issuing.Sender
    signer: Signer | None


async def draft(session: AsyncSession, body: AlertIn, caller: Caller) -> tuple[Alert, bool]:
    """Keep a first draft; the second value says whether it is new. The same id with the same content is answered again.

    Raises InputRefused, OutsideScope, AlertConflict.
    """
    alert_id = body.id or uuid.uuid4()
    values = await _content(session, body, caller)
    new = await store.add(
        session,
        {
            **values,
            "id": alert_id,
            "chain_id": alert_id,
            "message_type": "Alert",
            "authors": [caller.name],
        },
    )
    found = await store.get(session, alert_id)
    if found is None or (
        not new
        and any(
            getattr(found, name) != values[name] for name in ("hazard", "severity", "expires_at", "values")
        )
    ):
        raise AlertConflict
    if new:
        await _record(session, found, "draft")
    return found, new


async def amend(
    session: AsyncSession, alert_id: uuid.UUID, body: AlertIn, if_match: str | None, caller: Caller
) -> Alert:
    """Write a draft anew; who does is one of its authors from then on. Raises as `draft`, and PreconditionFailed."""
    found = await _for_update(session, alert_id, if_match)
    if found.state != "draft":
        raise WrongAlertState(extra={"state": found.state})
    before = {name: _plain(getattr(found, name)) for name in _CONTENT if name != "commune_codes"}
    values = await _content(session, body, caller)
    authors = [*found.authors, *([caller.name] if caller.name not in found.authors else [])]
    await store.change(session, alert_id, {**values, "authors": authors})
    after = await _get(session, alert_id)
    await _record(session, after, "amend", {"before": before})
    return after


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
    found = await _for_update(session, alert_id, if_match)
    await _in_scope(session, caller, found.commune_codes)
    now = await spaces.now(session)
    if found.state not in wanted.from_states or not _runs(found, now):
        raise WrongAlertState(extra={"state": state_at(found, now)})
    if wanted.needs_note and not (note or "").strip():
        raise InputRefused(faults=[Fault(Text("cần nêu lý do", "a reason is needed"), field="note")])
    if name == "submit":
        await _submit(session, found, caller, now)
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
        await _issue(session, found, caller, office, now)
    elif name == "cancel":
        return await _cancel(session, found, caller, office, note or "", now)
    else:
        return await _follow(session, found, caller)
    after = await _get(session, alert_id)
    await _record(session, after, name, {"note": note})
    return after


def steps_for(alert: Alert, caller: Caller, now: datetime) -> list[str]:
    """The steps that this caller may take now (their scope aside)."""
    if alert.message_type == "Cancel" or not _runs(alert, now):
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


def etag(alert: Alert) -> str:
    """What `If-Match` is compared with."""
    return f'"{alert.version}"'


async def get(session: AsyncSession, alert_id: uuid.UUID) -> Alert:
    """The warning; raises UnknownAlert."""
    return await _get(session, alert_id)


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


async def expire(session: AsyncSession) -> int:
    """End what is over by the clock of the space; how many there were."""
    over = await store.to_expire(session)
    for alert_id in over:
        found = await store.get(session, alert_id, for_update=True)
        if found is None or found.state != "issued":
            continue
        await store.change(session, alert_id, {"state": "expired", "ended_at": found.expires_at})
        await _record(session, await _get(session, alert_id), "expire")
    return len(over)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft would become."""

    texts: wording.Texts
    urgency: str
    placed: placing.Placed | None
    cap: bytes | None
    missing: Sequence[Fault]


async def preview(session: AsyncSession, body: AlertIn, office: Office) -> Preview:
    """Texts, polygons and document of a draft that is not kept. Raises InputRefused."""
    template = _template(body.hazard)
    names = await placing.known(session, body.commune_codes)
    places = _ordered(names)
    now = await spaces.now(session)
    placed = await placing.place(session, body.commune_codes)
    texts, _ = wording.of_draft(body, template, places, now)
    missing = _missing(template, body.values, texts, body, now, by_hand=body.texts is not None)
    urgency = mapping.urgency_of(now, body.onset_at or now)
    cap = None
    if placed is not None and not missing:
        content = issuing.Content(
            identifier=str(uuid.UUID(int=0)),
            message_type="Alert",
            status="Draft",
            template=template,
            severity=body.severity,
            certainty=body.certainty,
            urgency=urgency,
            sent=now,
            onset_at=body.onset_at or now,
            expires_at=body.expires_at,
            texts=texts,
            places=places,
            cover=placed.cover,
            bulletin=body.bulletin,
            note=body.note,
        )
        cap = await asyncio.to_thread(issuing.issue, content, office.sender, None)
    return Preview(texts, urgency, placed, cap, missing)


async def template_texts(session: AsyncSession, alert: Alert) -> wording.Texts:
    """What the template says for the values of a warning: what was changed by hand differs from it."""
    places = _ordered(await communes.names(session, alert.commune_codes))
    return wording.by_template(
        _template(alert.hazard), alert.values, places, alert.onset_at or alert.changed_at, alert.expires_at
    )


async def _submit(session: AsyncSession, found: Alert, caller: Caller, now: datetime) -> None:
    body = _body(found)
    template = _template(found.hazard)
    places = _ordered(await placing.known(session, found.commune_codes))
    texts, by_hand = wording.of_draft(body, template, places, now)
    missing = _missing(template, found.values, texts, body, now, by_hand=by_hand)
    if missing:
        raise AlertIncomplete(faults=missing)
    await store.change(
        session,
        found.id,
        {"state": "review", "submitted_by": caller.name, "texts": texts, "review_note": None},
    )


async def _issue(session: AsyncSession, found: Alert, caller: Caller, office: Office, now: datetime) -> None:
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
    missing = _missing(_template(found.hazard), found.values, found.texts, _body(found), sent, by_hand=True)
    if missing:
        raise AlertIncomplete(faults=missing)
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


async def _cancel(
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
            **{
                name: getattr(found, name) for name in _CONTENT if name not in ("texts", "note", "expires_at")
            },
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
    await _record(session, await _get(session, cancel_id), "issue", {"note": reason})
    after = await _get(session, found.id)
    await _record(session, after, "cancel", {"note": reason, "by": str(cancel_id)})
    return after


async def _follow(session: AsyncSession, found: Alert, caller: Caller) -> Alert:
    """A draft that begins as the warning it is to replace. Raises AlertConflict where one is under way."""
    wkb = await store.geometry(session, found.id)
    new_id = uuid.uuid4()
    await store.lock_chain(session, found.chain_id)
    new = await store.add(
        session,
        {
            **{name: getattr(found, name) for name in _CONTENT if name != "note"},
            "texts_by_hand": found.texts_by_hand,
            "id": new_id,
            "chain_id": found.chain_id,
            "previous_id": found.id,
            "message_type": "Update",
            "authors": [caller.name],
            "boundary_version": found.boundary_version,
            "geom": store.shape(wkb),
            "geom_3857": store.mercator(wkb),
            "communes_km2": found.communes_km2,
            "covered_km2": found.covered_km2,
        },
    )
    if not new:
        raise AlertConflict(
            Text("Đã có một bản cập nhật đang soạn", "An update of this warning is being drafted already")
        )
    after = await _get(session, new_id)
    await _record(session, after, "draft", {"updates": str(found.id)})
    return after


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
        template=_template(found.hazard),
        severity=found.severity,
        certainty=found.certainty,
        urgency=mapping.urgency_of(sent, onset_at),
        sent=sent,
        onset_at=onset_at,
        expires_at=found.expires_at,
        texts=found.texts,
        places=_ordered(names),
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


async def _content(session: AsyncSession, body: AlertIn, caller: Caller) -> dict[str, Any]:
    """The columns of a draft. Drafts may lack things; what is there must be possible."""
    template = _template(body.hazard)
    codes = sorted(set(body.commune_codes))
    names = await placing.known(session, codes)
    await _in_scope(session, caller, codes)
    now = await spaces.now(session)
    faults = [
        fault
        for fault in faults_of(template, body.values)
        if fault.reason.en == "the template has no such value"
    ]
    faults += _time_faults(body, now, strict=False)
    if faults:
        raise InputRefused(faults=faults)
    placed = await placing.place(session, codes)
    texts, by_hand = wording.of_draft(body, template, _ordered(names), now)
    return {
        "hazard": body.hazard,
        "severity": body.severity,
        "certainty": body.certainty,
        "onset_at": body.onset_at,
        "expires_at": body.expires_at,
        "values": dict(body.values),
        "texts": texts,
        "texts_by_hand": by_hand,
        "bulletin": body.bulletin.model_dump(mode="json") if body.bulletin else None,
        "commune_codes": codes,
        "note": body.note,
        "boundary_version": placed.boundary_version if placed else None,
        "geom": store.shape(placed.wkb if placed else None),
        "geom_3857": store.mercator(placed.wkb if placed else None),
        "communes_km2": placed.cover.communes_km2 if placed else None,
        "covered_km2": placed.cover.covered_km2 if placed else None,
    }


def _body(alert: Alert) -> AlertIn:
    return AlertIn.model_validate(
        {
            **{name: getattr(alert, name) for name in _CONTENT if name != "texts"},
            "texts": alert.texts if alert.texts_by_hand else None,
        }
    )


def _missing(
    template: Template,
    values: dict[str, str],
    texts: wording.Texts,
    body: AlertIn,
    now: datetime,
    *,
    by_hand: bool,
) -> list[Fault]:
    """What stands in the way of review and issue."""
    faults = [] if by_hand else faults_of(template, values)
    for language in ("vi", "en"):
        for name in wording.FIELDS:
            if not texts.get(language, {}).get(name, "").strip():
                faults.append(Fault(Text("chưa có nội dung", "is empty"), field=f"texts.{language}.{name}"))
    if not body.commune_codes:
        faults.append(Fault(Text("chưa chọn xã nào", "no commune is chosen"), field="commune_codes"))
    return faults + _time_faults(body, now, strict=True)


def _time_faults(body: AlertIn, now: datetime, *, strict: bool) -> list[Fault]:
    faults = []
    begins = max(body.onset_at or now, now) if strict else body.onset_at
    if begins is not None and body.expires_at <= begins:
        faults.append(
            Fault(
                Text("phải sau lúc phát và lúc bắt đầu", "must be after the issue and the beginning"),
                field="expires_at",
            )
        )
    elif body.expires_at > now + LONGEST:
        faults.append(Fault(Text("quá xa (hơn 14 ngày)", "is over 14 days ahead"), field="expires_at"))
    return faults


async def _in_scope(session: AsyncSession, caller: Caller, codes: Sequence[str]) -> None:
    if caller.scope.nation:
        return
    names = await communes.names(session, codes)
    outside = [name for name in names.values() if not caller.scope.covers(name.code, name.province_code)]
    if outside:
        listed = ", ".join(name.full_name_vi for name in outside[:5])
        raise OutsideScope(Text(f"Ngoài phạm vi của bạn: {listed}", f"Outside your scope: {listed}"))


def _template(hazard: str) -> Template:
    found = templates().get(hazard)
    if found is None:
        known = ", ".join(templates())
        raise InputRefused(
            faults=[
                Fault(Text(f"không có loại “{hazard}”; các loại: {known}", f"use {known}"), field="hazard")
            ]
        )
    return found


def _ordered(names: dict[str, communes.CommuneName]) -> list[communes.CommuneName]:
    return [names[code] for code in sorted(names)]


def _runs(alert: Alert, now: datetime) -> bool:
    """A warning that was issued and is over takes no further step."""
    return alert.state != "issued" or (alert.expires_at > now and alert.message_type != "Cancel")


async def _get(session: AsyncSession, alert_id: uuid.UUID) -> Alert:
    found = await store.get(session, alert_id)
    if found is None:
        raise UnknownAlert
    return found


async def _for_update(session: AsyncSession, alert_id: uuid.UUID, if_match: str | None) -> Alert:
    found = await store.get(session, alert_id)
    if found is None:
        raise UnknownAlert
    if if_match is None:
        raise PreconditionFailed(Text("Thiếu tiêu đề If-Match", "The header If-Match is missing"))
    locked = await store.get(session, alert_id, for_update=True)
    if locked is None:  # it may be seen and not written: it has a commune outside the caller's scope
        raise OutsideScope
    if if_match.strip() not in ("*", etag(locked)):
        raise PreconditionFailed(extra={"etag": etag(locked)})
    return locked


async def _record(session: AsyncSession, alert: Alert, op: str, more: dict[str, Any] | None = None) -> None:
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


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
