"""What a warning has to say, and what of it is still missing or cannot be."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.warnings.own import placing, store, wording
from geoops.hydromet.warnings.own.keeping import check_scope
from geoops.hydromet.warnings.own.models import Alert
from geoops.hydromet.warnings.own.schemas import AlertIn
from geoops.hydromet.warnings.own.templates import Template, faults_of, templates
from geoops.kit import spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text

LONGEST = timedelta(days=14)
CONTENT = (
    "hazard", "severity", "certainty", "onset_at", "expires_at", "values", "texts", "bulletin", "commune_codes", "note",
)  # fmt: skip
"""The columns that a draft fills."""


async def content_of(session: AsyncSession, body: AlertIn, caller: Caller) -> dict[str, Any]:
    """The columns of a draft. Drafts may lack things; what is there must be possible."""
    template = template_of(body.hazard)
    codes = sorted(set(body.commune_codes))
    names = await placing.known(session, codes)
    await check_scope(session, caller, codes)
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
    texts, by_hand = wording.of_draft(body, template, ordered(names), now)
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


def holds(alert: Alert, values: dict[str, Any]) -> bool:
    """Whether a warning has this very content (as `content_of` gives it). Texts of the template follow from the rest,
    and from when they were filled in."""
    given = [name for name in CONTENT if name != "texts" or values["texts_by_hand"]]
    return all(getattr(alert, name) == values[name] for name in [*given, "texts_by_hand"])


def body_of(alert: Alert) -> AlertIn:
    """A draft as it came in."""
    return AlertIn.model_validate(
        {
            **{name: getattr(alert, name) for name in CONTENT if name != "texts"},
            "texts": alert.texts if alert.texts_by_hand else None,
        }
    )


def missing(
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


def template_of(hazard: str) -> Template:
    """The template of a hazard; raises InputRefused."""
    found = templates().get(hazard)
    if found is None:
        known = ", ".join(templates())
        raise InputRefused(
            faults=[
                Fault(Text(f"không có loại “{hazard}”; các loại: {known}", f"use {known}"), field="hazard")
            ]
        )
    return found


def ordered(names: dict[str, communes.CommuneName]) -> list[communes.CommuneName]:
    """Names in the order of their codes."""
    return [names[code] for code in sorted(names)]
