"""The area of a warning: its communes, and the polygons that cover them."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.warnings.area.cover import Cover, NotCovered, cover
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text

_KEPT = 64
_covers: OrderedDict[tuple[int, tuple[str, ...]], Cover] = OrderedDict()
"""Covers worked out before, by boundary version and codes: an editor asks for the same again and again."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The cover of communes, and the boundary version it was made from."""

    cover: Cover
    boundary_version: int

    @property
    def shape(self) -> Any:
        """All polygons as one shape (EPSG:4326)."""
        return shapely.MultiPolygon(list(self.cover.polygons))

    @property
    def wkb(self) -> bytes:
        """The same as WKB."""
        return bytes(shapely.to_wkb(self.shape))


async def known(session: AsyncSession, codes: Sequence[str]) -> dict[str, communes.CommuneName]:
    """The names of these communes; raises InputRefused where one is unknown."""
    names = await communes.names(session, codes)
    unknown = sorted(set(codes) - set(names))
    if unknown:
        raise InputRefused(
            faults=[
                Fault(
                    Text(f"không có xã mang mã {code}", f"no commune has the code {code}"),
                    field="commune_codes",
                )
                for code in unknown[:20]
            ]
        )
    return names


async def place(session: AsyncSession, codes: Sequence[str]) -> Placed | None:
    """The polygons that cover these communes; None without any. Raises NoBoundaries, InputRefused."""
    wanted = tuple(sorted(set(codes)))
    if not wanted:
        return None
    boundary = await communes.active_boundary(session)
    key = (boundary.id if boundary is not None else 0, wanted)
    if (kept := _covers.get(key)) is not None:
        _covers.move_to_end(key)
        return Placed(kept, key[0])
    found = await communes.polygons_of(session, wanted)
    try:
        made = await asyncio.to_thread(cover, list(found.geometry))
    except NotCovered:
        raise InputRefused(
            Text("Không dựng được vùng bao các xã đã chọn", "No area could be drawn around these communes")
        ) from None
    _covers[key] = made
    while len(_covers) > _KEPT:
        _covers.popitem(last=False)
    return Placed(made, found.boundary_version)
