"""Excel forms that arrive as files: attachments of e-mails, saved into a folder by the mail server.

Each file is taken in once, on behalf of the person that the form was handed out to, and moved to `done` or `refused`
beside a JSON of what became of it; a refused one has its marked copy there. Opens its transactions.
"""

import asyncio
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.accounts import service as accounts
from geoops.indicators.forms import service
from geoops.indicators.forms.errors import NotAForm
from geoops.indicators.forms.service import Taken
from geoops.indicators.reporting.owing import Place
from geoops.kit.context import SYSTEM, Caller
from geoops.kit.db import Database
from geoops.kit.errors import NotAllowed, Problem
from geoops.kit.http import context_of
from geoops.kit.i18n import Text
from geoops.kit.permissions import allows
from geoops.kit.workbooks import MOST_BYTES, TOO_LARGE

log = structlog.get_logger(__name__)

SETTLED_S: Final = 5.0
"""A file that changed more recently is still being written."""
DONE: Final = "done"
REFUSED: Final = "refused"


async def take_all(database: Database, folder: Path, *, settled_s: float = SETTLED_S) -> int:
    """Take in the forms that lie in a folder; how many were taken or refused."""
    waiting = await asyncio.to_thread(_waiting, folder, settled_s)
    for path in waiting:
        await _take(database, path)
    return len(waiting)


def _waiting(folder: Path, settled_s: float) -> list[Path]:
    before = time.time() - settled_s
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in (".xlsx", ".xlsm", ".xls")
        and path.is_file()
        and not path.is_symlink()
        and not path.name.startswith(("~$", "."))
        and path.stat().st_mtime <= before
    )


async def _take(database: Database, path: Path) -> None:
    taken: Taken | None = None
    try:
        data = await asyncio.to_thread(_read, path)
        async with database.transaction(SYSTEM) as session:
            place, caller = await _whose(session, data)
        async with database.transaction(context_of(caller, SYSTEM.space)) as session:
            taken = await service.take_back(session, place, data, caller, source=f"Tệp gửi đến: {path.name}")
        outcome = _outcome(taken)
    except Problem as problem:
        outcome = problem.document("vi", instance=path.name, request_id="")
    good = taken is not None and not taken.errors
    await asyncio.to_thread(
        _put_away, path, DONE if good else REFUSED, outcome, taken.marked if taken else None
    )
    log.info("indicator form taken" if good else "indicator form refused", file=path.name)


async def _whose(session: AsyncSession, data: bytes) -> tuple[Place, Caller]:
    place, name = await service.place_in(session, data)
    person = (await accounts.person_of(session, name))[0]
    if not allows(person, "indicator.write"):
        raise NotAllowed(Text(f"“{name}” không còn quyền báo cáo", f"“{name}” may not report any more"))
    return place, person


def _read(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise NotAForm(TOO_LARGE)
    return path.read_bytes()


def _outcome(taken: Taken) -> dict[str, Any]:
    def listed(faults: list[Any]) -> list[dict[str, Any]]:
        return [{"cell": one.cell, "indicator": one.indicator, "reason": one.reason.vi} for one in faults]

    return {
        "new": taken.new, "changed": taken.changed, "unchanged": taken.unchanged, "texts": taken.texts,
        "errors": listed(taken.errors), "notices": listed(taken.notices),
    }  # fmt: skip


def _put_away(path: Path, where: str, outcome: dict[str, Any], marked: bytes | None) -> None:
    """Move a file out of the way; the name that it gets there is its own, so that nothing is written over."""
    folder = path.parent / where
    folder.mkdir(exist_ok=True)
    stem = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{path.stem}"
    (folder / f"{stem}.json").write_text(json.dumps(outcome, ensure_ascii=False, indent=1), encoding="utf-8")
    if marked is not None:
        (folder / f"{stem}-loi.xlsx").write_bytes(marked)
    path.rename(folder / f"{stem}{path.suffix}")
