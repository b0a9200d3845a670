"""The register of codes of one's own, and the dimensions with them. Takes a session, never commits.

As component indicators do, a code waits for somebody else than its proposer. It is written `c-` and the number of its
proposal: neither a printed code nor one that was typed without the register has a hyphen, so they never meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes.names import fold
from geoops.indicators.codes import store
from geoops.indicators.codes.errors import (
    CodeListIsClosed,
    CodeNameTaken,
    CodeNotApproved,
    UnknownDimension,
)
from geoops.indicators.codes.models import IndicatorCode
from geoops.indicators.dimensions import Dimension, known_dimensions
from geoops.indicators.errors import DecidedAlready, OwnProposal, UnknownProposal, check_live
from geoops.kit import changes, etags
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a proposed code says of itself."""

    dimension: str
    name_vi: str
    name_en: str | None
    note: str | None


async def dimensions(session: AsyncSession) -> dict[str, Dimension]:
    """All dimensions by code: what is printed, and below it the approved codes, also those that were closed."""
    found = dict(known_dimensions())
    for row in await store.approved(session):
        one = found.get(row.dimension)
        if one is None or row.code is None:
            continue
        closed = {row.code: row.valid_to} if row.valid_to else {}
        found[row.dimension] = replace(
            one,
            items={**one.items, row.code: Text(row.name_vi, row.name_en or row.name_vi)},
            closed={**one.closed, **closed},
        )
    return found


async def listed(session: AsyncSession, dimension: str | None, state: str | None) -> Sequence[IndicatorCode]:
    """Codes and proposals, the newest first, maybe of one dimension or one state."""
    return await store.listed(session, dimension, state)


async def propose(session: AsyncSession, given: Proposal, space: str) -> IndicatorCode:
    """Propose a code; the proposer is the transaction's actor.

    Raises CatalogueIsLive, UnknownDimension, CodeListIsClosed, InputRefused for a name without letters, and
    CodeNameTaken, which names the code that is there.
    """
    check_live(space)
    dimension = known_dimensions().get(given.dimension)
    if dimension is None:
        raise UnknownDimension(extra={"dimension": given.dimension})
    if not dimension.open:
        raise CodeListIsClosed(extra={"dimension": given.dimension})
    plain = fold(given.name_vi)
    if not plain:
        raise InputRefused(
            faults=[Fault(Text("tên phải có chữ hoặc số", "a name has letters or digits"), field="name_vi")]
        )
    for code, name in dimension.items.items():
        if fold(name.vi) == plain:
            raise _taken(name.vi, code, Text("có sẵn trong quyết định", "printed in the decision"))
    row = await store.add(
        session,
        {
            "dimension": given.dimension, "name_vi": given.name_vi, "name_en": given.name_en,
            "note": given.note, "plain": plain,
        },
    )  # fmt: skip
    if row is None:
        there = await store.of_name(session, given.dimension, plain)
        if there is None:  # it stood in the way, and was refused meanwhile
            raise CodeNameTaken
        raise _taken(there.name_vi, there.code, _standing(there))
    await _record(session, row, "propose")
    return row


async def decide(
    session: AsyncSession,
    number: int,
    *,
    actor: str,
    approve: bool,
    reason: str,
    if_match: str | None,
    space: str,
) -> IndicatorCode:
    """Approve a proposal, which makes its code, or refuse it.

    Raises CatalogueIsLive, UnknownProposal, PreconditionFailed, DecidedAlready, and OwnProposal where the proposer wants
    to decide.
    """
    row = await _held(session, number, if_match, space)
    if row.state != "proposed":
        raise DecidedAlready(extra={"proposal": number, "state": row.state})
    if row.proposer == actor:
        raise OwnProposal(extra={"proposal": number})
    await store.change(
        session,
        row,
        {
            "state": "approved" if approve else "refused",
            "code": f"c-{row.id}" if approve else None,
            "decided_by": actor,
            "reason": reason,
        },
    )
    await _record(session, row, "approve" if approve else "refuse", reason)
    return row


async def close(
    session: AsyncSession,
    number: int,
    *,
    valid_to: date | None,
    reason: str,
    if_match: str | None,
    space: str,
) -> IndicatorCode:
    """Close a code from a day on, or (None) open it again; the values that have it stay.

    Raises CatalogueIsLive, UnknownProposal, PreconditionFailed, CodeNotApproved.
    """
    row = await _held(session, number, if_match, space)
    if row.state != "approved":
        raise CodeNotApproved(extra={"proposal": number, "state": row.state})
    await store.change(session, row, {"valid_to": valid_to})
    await _record(session, row, "close" if valid_to else "reopen", reason)
    return row


def etag(row: IndicatorCode) -> str:
    """What `If-Match` is compared with."""
    return etags.of_version(row.version)


async def _held(session: AsyncSession, number: int, if_match: str | None, space: str) -> IndicatorCode:
    check_live(space)
    row = await store.one(session, number)
    if row is None:
        raise UnknownProposal(extra={"proposal": number})
    etags.check(if_match, etag(row))
    return row


def _standing(row: IndicatorCode) -> Text:
    if row.state == "proposed":
        return Text(f"đang chờ duyệt, do {row.proposer} đề xuất", f"waiting, proposed by {row.proposer}")
    if row.valid_to is not None:
        return Text(f"đã đóng từ {row.valid_to:%d/%m/%Y}", f"closed since {row.valid_to.isoformat()}")
    return Text("đã duyệt", "approved")


def _taken(name: str, code: str | None, standing: Text) -> CodeNameTaken:
    return CodeNameTaken(
        Text(
            f"Danh mục đã có “{name}” ({standing.vi}). Nếu là thứ khác, hãy ghi tên đầy đủ hơn",
            f"The list has “{name}” already ({standing.en}). If yours is another thing, write its name in full",
        ),
        extra={"name": name, "there": code},
    )


async def _record(session: AsyncSession, row: IndicatorCode, op: str, reason: str | None = None) -> None:
    await changes.record(
        session,
        domain="indicators",
        entity="dimension_code",
        entity_id=str(row.id),
        op=op,
        payload={
            "dimension": row.dimension, "code": row.code, "name": row.name_vi, "reason": reason,
            "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        },
        everyone=True,
    )  # fmt: skip
