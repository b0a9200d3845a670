"""Bulletins as answers show them: in their issuer's words and under their issuer's name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.warnings.bulletins.models import Bulletin
from geoops.hydromet.warnings.bulletins.schemas import BulletinOut, NoteOut
from geoops.hydromet.warnings.cap import signing
from geoops.hydromet.warnings.own import mapping
from geoops.hydromet.warnings.own.schemas import PlaceOut
from geoops.hydromet.warnings.own.showing import word_out
from geoops.kit import spaces
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut


async def shown(
    session: AsyncSession, rows: Sequence[Bulletin], at: datetime | None = None
) -> list[BulletinOut]:
    """Rows as they go out; `at` is the time that “in force” is about."""
    names = await communes.names(session, {code for row in rows for code in row.commune_codes})
    moment = at or await spaces.now(session)
    return [_out(row, names, moment) for row in rows]


def _out(row: Bulletin, names: dict[str, communes.CommuneName], at: datetime) -> BulletinOut:
    issuer = row.sender_name or row.sender
    label = (
        Text(f"Bản tin chính thức của {issuer}", f"Official bulletin of {issuer}")
        if row.official
        else Text(
            f"Bản tin nhận từ {issuer} (nơi phát chưa được khai báo là chính thức)",
            f"Bulletin received from {issuer} (not listed as an official issuer)",
        )
    )
    plain = (
        "id", "sender", "identifier", "sent", "status", "message_type", "official", "level", "texts", "begins_at",
        "onset_at", "expires_at", "expiry_stated", "ended_at", "area_desc", "signature", "signer", "came_by", "known_at",
    )  # fmt: skip
    return BulletinOut(
        **{name: getattr(row, name) for name in plain},
        sender_name=issuer,
        label=TextOut.of(label),
        severity=word_out(mapping.severities(), row.severity) if row.severity else None,
        urgency=word_out(mapping.urgencies(), row.urgency) if row.urgency else None,
        certainty=word_out(mapping.certainties(), row.certainty) if row.certainty else None,
        in_force=(
            row.message_type in ("Alert", "Update")
            and row.begins_at <= at < row.expires_at
            and (row.ended_at is None or row.ended_at > at)
        ),
        communes=[
            PlaceOut(
                code=code,
                name=names[code].full_name_vi if code in names else code,
                province_code=names[code].province_code if code in names else "",
                province=names[code].province_name if code in names else "",
            )
            for code in row.commune_codes
        ],
        signature_label=TextOut.of(signing.STATES[row.signature]),  # type: ignore[index]  # written from STATES
        notes=[
            NoteOut(row=note["row"], field=note["field"], reason=TextOut(**note["reason"]))
            for note in row.faults
        ],
        original_url=f"/api/cap/bulletins/{row.id}/original",
    )
