"""Keyset paging: a page ends with a cursor that holds the key of its last row; nothing is counted or skipped over."""

import base64
import binascii
import uuid
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

import orjson
from pydantic import BaseModel

from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text

Row = TypeVar("Row")
Item = TypeVar("Item")
Key = TypeVar("Key")

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000


class Listing(BaseModel, Generic[Item]):
    """A page of a list."""

    items: list[Item]
    next: str | None = None


class BadCursor(InputRefused):
    """An `after` that this system never gave out."""

    code = "bad_cursor"
    title = Text("Con trỏ trang “after” không hợp lệ", "The page cursor “after” is not valid")


class TooManyRows(InputRefused):
    """More rows than one file holds. A part of them under the name of the whole would be counted as the whole."""

    code = "too_many_rows"
    title = Text("Quá nhiều dòng cho một tệp", "Too many rows for one file")


async def everything(
    page: Callable[[int, Key | None], Awaitable[Sequence[Row]]], key: Callable[[Row], Key], most: int
) -> list[Row]:
    """All rows of a list, page after page: `page` gives up to `limit + 1` rows after a key. Raises TooManyRows where
    there are more than `most`."""
    found: list[Row] = []
    after: Key | None = None
    while True:
        rows = await page(MAX_LIMIT, after)
        found += rows[:MAX_LIMIT]
        if len(found) > most:
            raise TooManyRows(
                Text(
                    f"Có hơn {most:,} dòng".replace(",", ".")
                    + ": hãy lọc bớt (theo xã, loại, trạng thái) rồi tải lại",
                    f"There are over {most:,} rows: narrow them (by commune, kind or state) and try again",
                ),
                extra={"most": most},
            )
        if len(rows) <= MAX_LIMIT:
            return found
        after = key(found[-1])


def encode_cursor(key: Sequence[str | int | float | None]) -> str:
    """The key as an opaque text safe in an address."""
    return base64.urlsafe_b64encode(orjson.dumps(list(key))).decode().rstrip("=")


def decode_cursor(cursor: str, kinds: Sequence[type]) -> list[Any]:
    """The key in a cursor; raises BadCursor unless it has just these kinds of parts."""
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise BadCursor from error
    if not isinstance(key, list) or len(key) != len(kinds):
        raise BadCursor
    for part, kind in zip(key, kinds, strict=True):
        if type(part) is not kind or (isinstance(part, str) and "\x00" in part):
            raise BadCursor
    return key


def time_and_uuid(cursor: str | None) -> tuple[datetime, uuid.UUID] | None:
    """The key of a list that is ordered by a time, then an id; None for the first page. Raises BadCursor."""
    if cursor is None:
        return None
    moment, identity = decode_cursor(cursor, (str, str))
    try:
        parsed = datetime.fromisoformat(moment), uuid.UUID(identity)
    except ValueError:
        raise BadCursor from None
    if parsed[0].tzinfo is None:
        raise BadCursor
    return parsed


def cut_page(
    rows: Sequence[Row], limit: int, key: Callable[[Row], Sequence[str | int | float | None]]
) -> tuple[Sequence[Row], str | None]:
    """The first `limit` of `limit + 1` fetched rows, and the cursor if there are more."""
    if len(rows) <= limit:
        return rows, None
    page = rows[:limit]
    return page, encode_cursor(key(page[-1]))
