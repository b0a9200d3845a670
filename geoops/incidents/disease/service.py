"""What is decided about outbreaks: kept once, followed through their life, figures that replace or add.

Every function takes a session and leaves the commit to its caller.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import placing
from geoops.incidents.disease import store
from geoops.incidents.disease.checking import (
    check_figures,
    check_moments,
    check_report,
    hamlet_key,
    known_disease,
)
from geoops.incidents.disease.definitions import disease as disease_of
from geoops.incidents.disease.definitions import items_of
from geoops.incidents.disease.errors import (
    OutbreakConflict,
    OutbreakRefused,
    OutbreakStep,
    UnknownOutbreak,
    UnknownOutbreakReport,
)
from geoops.incidents.disease.models import Outbreak, OutbreakReport
from geoops.incidents.disease.recording import record
from geoops.incidents.disease.schemas import OutbreakIn, OutbreakReportIn, StatusIn
from geoops.incidents.disease.statuses import (
    ACTIVE,
    ESTABLISHED,
    STATUSES,
    CaseFigure,
    last_case_at,
    may_end_at,
    may_follow,
    needs_reason,
)
from geoops.incidents.disease.store import Found
from geoops.incidents.disease.zones import service as zones
from geoops.incidents.periods import Standing
from geoops.kit import etags, spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, NotAllowed
from geoops.kit.i18n import Text


async def add(session: AsyncSession, body: OutbreakIn, caller: Caller) -> bool:
    """Keep an outbreak; False where the same is there already.

    Raises OutbreakRefused, OutbreakConflict for other content under the id, NotAllowed outside the scope, and what
    `placing` raises for a place that cannot be.
    """
    if await _is_there(session, body):
        return False
    disease = known_disease(body)
    commune_code = await placing.commune_of(session, body.position, body.commune_code)
    if commune_code is None:
        raise OutbreakRefused(
            faults=[
                Fault(
                    Text("tọa độ không nằm trong xã nào", "the position lies in no commune"), field="position"
                )
            ]
        )
    if not await placing.in_scope(session, caller, commune_code):
        raise NotAllowed(Text("Xã nằm ngoài phạm vi của bạn", "The commune lies outside your scope"))
    check_moments({"began_at": body.began_at}, await spaces.now(session))
    position = body.position
    values: dict[str, Any] = {
        "id": body.id,
        "disease": body.disease,
        "kind": disease.kind,
        "species": body.species,
        "commune_code": commune_code,
        "hamlet": body.hamlet,
        "hamlet_key": hamlet_key(body.hamlet),
        "accuracy_m": position.accuracy_m if position else None,
        "method": position.method if position else None,
        "began_at": body.began_at,
        "status": body.status,
        "status_at": body.began_at,
        "note": body.note,
        "reported_by": caller.name,
        "content_hash": body.content_hash(),
        **(store.place(position.lon, position.lat) if position else {}),
    }
    if not await store.add(session, values):
        if await _is_there(session, body):  # sent twice at once: the other came first
            return False
        raise OutbreakConflict  # the id is taken in another scope
    found = await get(session, body.id)
    await store.add_state(session, found.row, body.status, body.began_at, caller.name, None)
    await record(session, found, "create")
    if body.status in ESTABLISHED:
        await zones.begin(session, found)
    return True


async def _is_there(session: AsyncSession, body: OutbreakIn) -> bool:
    kept = await store.get(session, body.id)
    if kept is not None and bytes(kept.row.content_hash) != body.content_hash():
        raise OutbreakConflict
    return kept is not None


async def get(session: AsyncSession, outbreak_id: uuid.UUID) -> Found:
    """The outbreak; raises UnknownOutbreak."""
    found = await store.get(session, outbreak_id)
    if found is None:
        raise UnknownOutbreak
    return found


async def page(
    session: AsyncSession,
    limit: int,
    after: tuple[datetime, uuid.UUID] | None,
    *,
    disease: str | None = None,
    kind: str | None = None,
    commune_code: str | None = None,
    status: str | None = None,
) -> Sequence[Found]:
    """Newest first, up to `limit + 1`."""
    return await store.page(
        session, limit, after, disease=disease, kind=kind, commune_code=commune_code, status=status
    )


def etag(row: Outbreak) -> str:
    """What `If-Match` is compared with."""
    return etags.of_version(row.version)


async def for_update(session: AsyncSession, outbreak_id: uuid.UUID, if_match: str | None) -> Found:
    """The outbreak, locked; raises UnknownOutbreak, PreconditionFailed where somebody else wrote meanwhile."""
    found = await store.get(session, outbreak_id, for_update=True)
    if found is None:
        raise UnknownOutbreak
    etags.check(if_match, etag(found.row), status=found.row.status)
    return found


async def take_step(
    session: AsyncSession, outbreak_id: uuid.UUID, body: StatusIn, if_match: str | None, caller: Caller
) -> None:
    """Bring an outbreak to another status. Before the days of its rule are over, its end needs a reason.

    Raises UnknownOutbreak, PreconditionFailed, OutbreakStep, OutbreakRefused.
    """
    found = await for_update(session, outbreak_id, if_match)
    row = found.row
    now = await spaces.now(session)
    at = body.at or now
    if not may_follow(row.status, body.status):
        present = STATUSES[row.status]
        raise OutbreakStep(
            Text(f"Ổ dịch đang ở trạng thái “{present.vi}”", f"The outbreak is “{present.en}”"),
            extra={"status": row.status},
        )
    check_moments({"at": at}, now, row.began_at)
    if at < row.status_at:
        raise OutbreakRefused(
            faults=[Fault(Text("trước khi có trạng thái hiện tại", "before the present status"), field="at")]
        )
    wanted = needs_reason(row.status, body.status)
    early = body.status == "over" and await _too_early(session, row, at)
    if (wanted or early) and not body.reason:
        why = early or Text("cần ghi lý do", "give the reason")
        raise OutbreakRefused(faults=[Fault(why, field="reason")])
    before = row.status  # the row itself follows the change
    await store.change(session, row.id, {"status": body.status, "status_at": at})
    await store.add_state(session, row, body.status, at, caller.name, body.reason)
    after = await get(session, outbreak_id)
    await record(
        session, after, body.status, {"before": before, "reason": body.reason, "before_its_days": bool(early)}
    )
    if body.status not in ESTABLISHED:
        await zones.end(session, row.id)
    elif before not in ESTABLISHED:
        await zones.begin(session, after)


async def last_cases(session: AsyncSession, rows: Sequence[Outbreak]) -> dict[uuid.UUID, datetime]:
    """Until when each outbreak is known to have had new cases."""
    figures: dict[uuid.UUID, list[CaseFigure]] = {row.id: [] for row in rows}
    kinds = {row.id: items_of(disease_of(row.disease).kind) for row in rows}
    for report, item, quantity in await store.standing(session, list(figures)):
        defined = kinds[report.outbreak_id].get(item)
        if defined is not None and defined.new_case:
            figures[report.outbreak_id].append(CaseFigure(item, report.measure, report.as_of, quantity))
    return {row.id: last_case_at(row.began_at, figures[row.id]) for row in rows}


async def report(session: AsyncSession, body: OutbreakReportIn, caller: Caller) -> bool:
    """Keep figures of an outbreak; False where the same are there already.

    Raises UnknownOutbreak, OutbreakConflict for other content under the id or a report that was replaced already,
    OutbreakOverlap, OutbreakStep for a time after the outbreak's end, OutbreakRefused.
    """
    found = await store.get(session, body.outbreak_id, for_update=True)  # one report of an outbreak at a time
    if found is None:
        raise UnknownOutbreak
    kept = await store.report(session, body.id)
    if kept is not None:
        if bytes(kept.content_hash) != body.content_hash():
            raise OutbreakConflict
        return False
    row = found.row
    items = items_of(disease_of(row.disease).kind)
    if row.status not in ACTIVE and body.as_of > row.status_at:
        raise OutbreakStep(
            Text("Ổ dịch đã kết thúc; có ca mới thì mở lại trước", "The outbreak is closed; reopen it first"),
            extra={"status": row.status},
        )
    check_moments({"starts_at": body.starts_at, "as_of": body.as_of}, await spaces.now(session), row.began_at)
    check_figures(body.figures, items, body.measure)
    replaced = await _replaced(session, body)
    standing = [
        Standing(str(other.id), other.measure, other.starts_at, other.as_of, item, quantity)
        for other, item, quantity in await store.standing(session, [row.id])
        if replaced is None or other.id != replaced.id
    ]
    check_report(body, items, standing)
    values = {
        name: getattr(body, name)
        for name in ("id", "outbreak_id", "measure", "starts_at", "as_of", "replaces", "reason", "note")
    }
    kept_figures = [
        {
            "report_id": body.id,
            "item": item,
            "commune_code": row.commune_code,
            "quantity": quantity,
            "adds": items[item].adds,
        }
        for item, quantity in body.figures.items()
    ]
    whole = {
        **values,
        "commune_code": row.commune_code,
        "reported_by": caller.name,
        "content_hash": body.content_hash(),
    }
    if not await store.add_report(session, whole, kept_figures):
        raise OutbreakConflict
    if replaced is not None:
        await store.replace(session, replaced.id, body.id)
    await record(
        session,
        found,
        "correct" if replaced is not None else "report",
        {
            "report": str(body.id),
            "measure": body.measure,
            "as_of": body.as_of.isoformat(),
            "replaces": str(body.replaces) if body.replaces else None,
            "figures": body.figures,
        },
    )
    return True


async def reports(
    session: AsyncSession, outbreak_id: uuid.UUID
) -> list[tuple[OutbreakReport, dict[str, int]]]:
    """All reports of an outbreak with their figures, newest first; raises UnknownOutbreak."""
    await get(session, outbreak_id)
    rows = await store.reports(session, outbreak_id)
    figures = await store.figures(session, [row.id for row in rows])
    return [(row, figures.get(row.id, {})) for row in rows]


async def one_report(session: AsyncSession, report_id: uuid.UUID) -> tuple[OutbreakReport, dict[str, int]]:
    """A report with its figures; raises UnknownOutbreakReport."""
    row = await store.report(session, report_id)
    if row is None:
        raise UnknownOutbreakReport
    return row, (await store.figures(session, [row.id])).get(row.id, {})


async def _too_early(session: AsyncSession, row: Outbreak, at: datetime) -> Text | None:
    rule = disease_of(row.disease).end
    last = (await last_cases(session, [row]))[row.id]
    ends = may_end_at(last, rule.days)
    if ends is None or at >= ends:
        return None
    return Text(
        f"chưa đủ {rule.days} ngày không có ca mới; muốn kết thúc sớm phải ghi lý do",
        f"fewer than {rule.days} days without a new case; give the reason for ending earlier",
    )


async def _replaced(session: AsyncSession, body: OutbreakReportIn) -> OutbreakReport | None:
    if body.replaces is None:
        return None
    old = await store.report(session, body.replaces)
    if old is None:
        raise UnknownOutbreakReport
    if (old.outbreak_id, old.measure) != (body.outbreak_id, body.measure):
        raise OutbreakRefused(
            faults=[
                Fault(
                    Text(
                        "chỉ thay được báo cáo của cùng ổ dịch và cùng cách tính",
                        "only a report of the same outbreak and measure can be replaced",
                    ),
                    field="replaces",
                )
            ]
        )
    if old.replaced_by is not None:
        raise OutbreakConflict(
            Text("Báo cáo đã được thay bằng bản khác", "The report was replaced by another already"),
            extra={"replaced_by": str(old.replaced_by)},
        )
    return old
