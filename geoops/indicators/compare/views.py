"""Saved views: the question, and the data version that it was seen on. Takes a session, never commits."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.compare import store
from geoops.indicators.compare.asking import asked_of, question_out
from geoops.indicators.compare.errors import UnknownView, ViewTaken
from geoops.indicators.compare.models import IndicatorView
from geoops.indicators.compare.schemas import CompareQuery, SavedViewIn
from geoops.indicators.compare.service import compare
from geoops.kit import changes
from geoops.kit.context import Caller
from geoops.layers.registry import Registry

DOMAIN = "indicators"


async def save(
    session: AsyncSession, body: SavedViewIn, registry: Registry, caller: Caller
) -> tuple[IndicatorView, bool]:
    """Keep a view, once; whether it is new.

    The question is answered here, so that what is kept was seen on one data version: its moment, its breaks and the
    digest of its figures come from that answer. Raises ViewTaken where the id has another content, and what a
    comparison raises.
    """
    page = dict(body.page)
    kept = await store.view(session, body.id)
    if kept is not None:
        return _same(kept, body), False
    found = await compare(session, asked_of(body.question), registry, caller)
    locked = body.question.model_copy(
        update={
            "known_at": found.known_at.isoformat(),
            "breaks": _written(found.both.first_breaks if found.both else found.classes.breaks),
            "second_breaks": _written(found.both.second_breaks) if found.both else None,
        }
    )
    new = await store.add_view(
        session,
        {
            "id": body.id,
            "title": body.title,
            "question": {
                "asked": question_out(body.question),
                "opens": question_out(CompareQuery.model_validate(locked.model_dump())),
                "page": page,
            },
            "camera": body.camera.model_dump() if body.camera else None,
            "known_at": found.known_at,
            "seq": found.seq,
            "boundary_version": found.boundary_version,
            "digest": found.digest,
            "scope": str(caller.scope),
        },
    )
    view = await store.view(session, body.id)
    if view is None:  # taken in another space
        raise ViewTaken
    if not new:
        return _same(view, body), False
    await changes.record(
        session,
        domain=DOMAIN,
        entity="view",
        entity_id=str(body.id),
        op="create",
        payload={"title": body.title, "indicator": body.question.indicator},
    )
    return view, True


async def view(session: AsyncSession, view_id: uuid.UUID) -> IndicatorView:
    """A saved view; raises UnknownView."""
    found = await store.view(session, view_id)
    if found is None:
        raise UnknownView
    return found


async def views(
    session: AsyncSession, *, after: tuple[datetime, uuid.UUID] | None, limit: int
) -> Sequence[IndicatorView]:
    """Saved views, the newest first; one more than `limit`."""
    return await store.views(session, after=after, limit=limit)


def _same(kept: IndicatorView, body: SavedViewIn) -> IndicatorView:
    if kept.title != body.title or kept.question["asked"] != question_out(body.question):
        raise ViewTaken
    return kept


def _written(breaks: Sequence[float]) -> str | None:
    return ",".join(repr(one) for one in breaks) or None
