"""A folder of this machine that others drop files into (`folder:/srv/drop/*.csv`).

A file that was taken in moves to `done/` beside it, one that could not be read to `refused/`; where the folder cannot
be changed, what was taken is remembered by name, size and time.
"""

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.fetch import too_large, unavailable
from geoops.hydromet.feeds.files.choosing import Found, choose

if TYPE_CHECKING:
    from geoops.hydromet.feeds.base import Asking, Feed
    from geoops.hydromet.feeds.config import FeedConfig

log = structlog.get_logger(__name__)


async def fetch(feed: "Feed", config: "FeedConfig", asking: "Asking") -> Answer:
    """The whole files that lie there. Raises SourceUnavailable where the folder does not, or a file is too large."""
    return await asyncio.to_thread(_read, feed, config, asking)


def _read(feed: "Feed", config: "FeedConfig", asking: "Asking") -> Answer:
    folder, pattern = _split(config)
    if not folder.is_dir():
        raise unavailable(feed.name, f": không có thư mục {folder}", f": there is no folder {folder}")
    chosen = choose(
        _list(folder), pattern=pattern, seen=asking.seen, now=time.time(), settle_s=config.settle_s
    )
    parts, marks, left = [], [], feed.body_limit
    for file in chosen:
        if file.size > feed.body_limit:
            raise too_large(feed)
        if file.size > left:
            break  # the next run takes it
        path = folder / file.name
        body = path.read_bytes()
        if _found(path) != file:  # written to while it was read: the next run takes it
            continue
        left -= len(body)
        parts.append(Part(file.name, body))
        marks.append(file.mark)
    return Answer(parts, 1, marks)


async def put_aside(config: "FeedConfig", answer: Answer, *, refused: bool) -> None:
    """Move what was taken to `done/`, what could not be read to `refused/`."""
    await asyncio.to_thread(_move, config, answer, "refused" if refused else "done")


def _move(config: "FeedConfig", answer: Answer, into: str) -> None:
    folder, _ = _split(config)
    for part in answer.parts:
        path = folder / part.name
        try:
            (folder / into).mkdir(exist_ok=True)
            path.replace(folder / into / f"{int(time.time())}-{part.name}")
        except OSError as error:
            log.warning("dropped_file_not_moved", file=part.name, error=str(error))


def _split(config: "FeedConfig") -> tuple[Path, str]:
    path = Path(config.address.partition(":")[2])
    return path.parent, path.name


def _list(folder: Path) -> list[Found]:
    return [_found(path) for path in folder.iterdir() if path.is_file() and not path.is_symlink()]


def _found(path: Path) -> Found:
    state = path.stat()
    return Found(path.name, state.st_size, state.st_mtime)
