"""The address of a tile: what is asked for, and what is refused before the database hears of it."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qsl

from geoops.kit.context import LIVE
from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text
from geoops.kit.input import BadTime, parse_time
from geoops.layers.errors import BadTile

_PATH = re.compile(r"^/tiles/([a-z0-9_]{1,100})/(\d{1,2})/(\d{1,8})/(\d{1,8})\.(mvt|png)$", re.ASCII)
_SPACE = re.compile(r"^[a-z0-9][a-z0-9-]{0,62}$", re.ASCII)
MAX_ZOOM = 22
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class TileRequest:
    """A tile as asked for. `seen` is the version that the caller knows of."""

    layer: str
    z: int
    x: int
    y: int
    form: str
    space: str = LIVE
    at: datetime | None = None
    known_at: datetime | None = None
    seen: int = 0


@lru_cache(REMEMBERED)
def parse(path: str, query: bytes) -> TileRequest:
    """Read the address of a tile; raises BadTile or InputRefused. Maps ask for the same tiles again and again."""
    match = _PATH.match(path)
    if match is None:
        raise BadTile
    z, x, y = int(match[2]), int(match[3]), int(match[4])
    if z > MAX_ZOOM or x >= 1 << z or y >= 1 << z:
        raise BadTile
    if not query:
        return TileRequest(match[1], z, x, y, match[5])
    asked = dict(parse_qsl(query.decode("latin-1")))
    space = asked.get("space", LIVE)
    seen = asked.get("v", "0")
    if not _SPACE.match(space) or not (seen.isascii() and seen.isdigit() and len(seen) < 19):
        raise InputRefused
    return TileRequest(
        match[1], z, x, y, match[5], space, _moment(asked, "at"), _moment(asked, "known_at"), int(seen)
    )


def _moment(asked: dict[str, str], name: str) -> datetime | None:
    value = asked.get(name)
    if value is None:
        return None
    try:
        return parse_time(value.replace(" ", "+"))
    except BadTime as error:
        raise InputRefused(Text(f"{name}: {error.text.vi}", f"{name}: {error.text.en}")) from None
