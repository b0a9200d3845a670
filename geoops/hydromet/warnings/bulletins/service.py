"""CAP messages of others: taken in once, kept as they came, resolved to communes, replaced and cancelled in order."""

import asyncio
import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import shapely
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.warnings.bulletins import store
from geoops.hydromet.warnings.bulletins.errors import BulletinConflict, UnknownBulletin
from geoops.hydromet.warnings.bulletins.geography import Geography, geography
from geoops.hydromet.warnings.bulletins.models import Bulletin
from geoops.hydromet.warnings.cap import reading, signing
from geoops.hydromet.warnings.cap.document import Alert, Info
from geoops.hydromet.warnings.own import mapping
from geoops.kit import changes, spaces
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.settings import Settings

DOMAIN = "hydromet"
ENTITY = "bulletin"
HOLDS_FOR = timedelta(hours=24)
"""How long a bulletin is shown that does not say when it expires; `expiry_stated` is false then."""

_LEVELS = {"1", "2", "3", "4", "5"}
_REPLACES = ("Update", "Cancel")


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose bulletins are official here, and whose certificates are known (fingerprints)."""

    senders: frozenset[str]
    certificates: frozenset[str]

    @classmethod
    def of(cls, settings: Settings) -> "Trust":
        """As the operator set it. Raises CommandRefused where the file of certificates is damaged."""
        senders = (sender.strip() for sender in settings.cap_official_senders.split(","))
        return cls(
            frozenset(sender for sender in senders if sender),
            signing.trusted_certificates(settings.cap_trusted_certificates),
        )


@dataclass(frozen=True, slots=True)
class _Understood:
    read: reading.Read
    signature: signing.Signature
    places: Geography


async def take(session: AsyncSession, data: bytes, *, came_by: str, trust: Trust) -> tuple[Bulletin, bool]:
    """Keep a document; the second value says whether it is new. The same bytes again write nothing.

    Raises NotCap with the line of each fault, BulletinConflict.
    """
    understood = await asyncio.to_thread(_understand, data, trust)
    alert = understood.read.alert
    identity = (alert.sender, alert.identifier, alert.sent)
    digest = hashlib.sha256(data).hexdigest()
    held = await store.by_identity(session, identity)
    if held is not None:
        return _again(held, digest), False
    faults = [*understood.read.broken, *understood.places.faults]
    faults += await _unresolved(session, alert)
    codes = await _communes(session, understood.places, faults)
    ended_at = await store.ended_by(session, identity)
    now = await spaces.now(session)
    values = {
        **_values(alert, understood.signature, trust),
        "id": uuid.uuid4(),
        "commune_codes": codes,
        "original": data,
        "sha256": digest,
        "faults": [
            {"row": fault.row, "field": fault.field, "reason": fault.reason.as_dict()} for fault in faults
        ],
        "came_by": came_by,
        "ended_at": ended_at,
        "ended_known_at": now if ended_at is not None else None,
    }
    shape = understood.places.shape
    if not await store.add(session, values, bytes(shapely.to_wkb(shape)) if shape is not None else None):
        held = await store.by_identity(session, identity)
        if held is None:
            raise BulletinConflict
        return _again(held, digest), False
    if alert.message_type in _REPLACES:
        await store.end(session, [(r.sender, r.identifier, r.sent) for r in alert.references], alert.sent)
    row = await get(session, values["id"])
    await _record(session, row)
    return row, True


async def get(session: AsyncSession, bulletin_id: uuid.UUID) -> Bulletin:
    """The bulletin; raises UnknownBulletin."""
    found = await store.get(session, bulletin_id)
    if found is None:
        raise UnknownBulletin
    return found


async def geometry(session: AsyncSession, row: Bulletin) -> Any | None:
    """Its polygons (shapely, EPSG:4326)."""
    wkb = await store.geometry(session, row.id)
    return shapely.from_wkb(wkb) if wkb is not None else None


async def in_force(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    limit: int,
    communes: Sequence[str] | None = None,
    after: tuple[int, str] | None = None,
) -> Sequence[Bulletin]:
    """Up to `limit + 1` bulletins in force, the most severe first."""
    return await store.in_force(
        session, at=at, known_at=known_at, communes=communes, after=after, limit=limit
    )


async def page(
    session: AsyncSession, *, after: tuple[datetime, uuid.UUID] | None, limit: int
) -> Sequence[Bulletin]:
    """Up to `limit + 1` bulletins, the last that came first."""
    return await store.page(session, after=after, limit=limit)


async def held(session: AsyncSession, identities: Sequence[store.Identity]) -> set[store.Identity]:
    """Which of these are held already."""
    return await store.known_of(session, identities)


def _again(held: Bulletin, digest: str) -> Bulletin:
    if held.sha256 != digest:
        raise BulletinConflict(extra={"id": str(held.id)})
    return held


def _understand(data: bytes, trust: Trust) -> _Understood:
    read = reading.read(data)
    return _Understood(read, signing.look_at(read.root, trust.certificates), geography(read.alert))


async def _unresolved(session: AsyncSession, alert: Alert) -> list[Fault]:
    wanted = [(r.sender, r.identifier, r.sent) for r in alert.references]
    missing = set(wanted) - await store.known_of(session, wanted)
    return [
        Fault(
            Text(
                f"chưa nhận được bản tin trước {identifier}", f"the earlier message {identifier} is not here"
            ),
            field="references",
        )
        for _, identifier, _ in sorted(missing)
    ]


async def _communes(session: AsyncSession, places: Geography, faults: list[Fault]) -> list[str]:
    """The communes that codes name or polygons touch."""
    known = await communes.names(session, places.codes)
    for code in sorted(set(places.codes) - set(known)):
        faults.append(
            Fault(Text(f"không có xã mang mã {code}", f"no commune has the code {code}"), field="geocode")
        )
    if known or places.shape is None:
        return sorted(known)
    return await communes.touched_by(session, bytes(shapely.to_wkb(places.shape)))


def _values(alert: Alert, signature: signing.Signature, trust: Trust) -> dict[str, Any]:
    info = max(alert.infos, key=lambda item: mapping.severity_rank(item.severity), default=None)
    begins_at = min(_moments(item.effective for item in alert.infos), default=alert.sent)
    expires = _moments(item.expires for item in alert.infos)
    official = alert.sender in trust.senders and signature.state != "invalid"
    return {
        "sender": alert.sender,
        "identifier": alert.identifier,
        "sent": alert.sent,
        "status": alert.status,
        "message_type": alert.message_type,
        "scope": alert.scope,
        "sender_name": next((item.sender_name for item in alert.infos if item.sender_name), None),
        "official": official,
        "level": _level(alert) if official else None,
        "categories": sorted({category for item in alert.infos for category in item.categories}),
        "urgency": info.urgency if info else None,
        "severity": info.severity if info else None,
        "certainty": info.certainty if info else None,
        "texts": {
            item.language.split("-")[0].lower()[:8] or "en": _texts(item) for item in reversed(alert.infos)
        },
        "begins_at": begins_at,
        "onset_at": min(_moments(item.onset for item in alert.infos), default=None),
        "expires_at": max(expires, default=begins_at + HOLDS_FOR),
        "expiry_stated": bool(expires),
        "references": [
            {"sender": r.sender, "identifier": r.identifier, "sent": _utc(r.sent)} for r in alert.references
        ],
        "area_desc": "; ".join(
            dict.fromkeys(area.description for item in alert.infos[:1] for area in item.areas)
        )[:4000]
        or None,
        "signature": signature.state,
        "signer": signature.subject,
    }


def _moments(values: Iterable[datetime | None]) -> list[datetime]:
    return [value for value in values if value is not None]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _level(alert: Alert) -> int | None:
    """The risk level that the message states under the name we write it by; None where it states none."""
    stated = {
        value.strip()
        for info in alert.infos
        for name, value in (*info.parameters, *info.event_codes)
        if name == mapping.level_parameter() and value.strip() in _LEVELS
    }
    return max(map(int, stated), default=None)


def _texts(info: Info) -> dict[str, str]:
    return {
        "event": info.event,
        "headline": info.headline or info.event,
        "description": info.description or "",
        "instruction": info.instruction or "",
    }


async def _record(session: AsyncSession, row: Bulletin) -> None:
    await changes.record(
        session,
        domain=DOMAIN,
        entity=ENTITY,
        entity_id=str(row.id),
        op="import",
        at=row.begins_at,
        everyone=row.scope == "Public",
        payload={
            "sender": row.sender,
            "identifier": row.identifier,
            "message_type": row.message_type,
            "status": row.status,
            "severity": row.severity,
            "official": row.official,
            "signature": row.signature,
            "communes": len(row.commune_codes),
            "notes": len(row.faults),
            "came_by": row.came_by,
        },
    )
