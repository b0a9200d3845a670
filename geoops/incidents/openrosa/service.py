"""The form for a caller: the communes of their scope are in it, because who has no position needs to name one."""

import asyncio
import hashlib
from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.incidents.definition import definition
from geoops.incidents.openrosa.xform import xform
from geoops.kit.context import Caller

MOST_COMMUNES = 400
"""More than any province has; beyond that the list is of no use on a phone."""


async def form(session: AsyncSession, caller: Caller) -> tuple[str, str]:
    """The XForm of the caller's scope, and the hash that the list gives (`md5:…`)."""
    offered = tuple((await _communes(session, caller)).items())
    return await asyncio.to_thread(_form, definition().version, offered)


@lru_cache(64)
def _form(version: str, offered: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """`version` is here for the memory alone: another one is another form."""
    text = xform(definition(), dict(offered))
    return text, "md5:" + hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


async def _communes(session: AsyncSession, caller: Caller) -> Mapping[str, str]:
    scope = caller.scope
    if scope.nation:
        return {}
    found = {unit.code: unit.full_name_vi for unit in await communes.of_codes(session, scope.communes)}
    for province in sorted(scope.provinces):
        units = await communes.page(session, province=province, day=None, after=None, limit=MOST_COMMUNES)
        found |= {unit.code: unit.full_name_vi for unit in units}
    return dict(sorted(found.items(), key=lambda one: one[1])) if len(found) <= MOST_COMMUNES else {}
