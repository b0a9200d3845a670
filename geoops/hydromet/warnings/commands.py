"""`geoops warnings …`."""

from pathlib import Path
from typing import Annotated

import typer

from geoops.hydromet.warnings.bulletins import service as bulletins
from geoops.hydromet.warnings.cap import reading, signing
from geoops.hydromet.warnings.delivery import jobs
from geoops.hydromet.warnings.own import service as own
from geoops.hydromet.warnings.own.office import key_folder
from geoops.hydromet.warnings.own.states import STATES
from geoops.kit import spaces
from geoops.kit.clock import VN
from geoops.kit.context import LIVE, Context, Scope
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused, Fault, Problem
from geoops.kit.i18n import Text
from geoops.runtime import announce, refusing, run, say
from geoops.settings import get_settings

app = typer.Typer(no_args_is_help=True, help="Cảnh báo và CAP / Warnings and CAP")
Space = Annotated[str, typer.Option("--space", help="live, or a replay or drill")]
_MOST = 1000


@app.command("list")
def list_warnings(
    space: Space = LIVE,
    state: Annotated[str, typer.Option("--state", help="in_force, open, ended, all")] = "in_force",
) -> None:
    """Our own warnings: id, state, severity, valid until, headline."""
    with refusing():
        if state not in ("in_force", "open", "ended", "all"):
            raise CommandRefused(
                Text("--state: in_force, open, ended hoặc all", "--state: in_force, open, ended or all")
            )

    async def work(database: Database) -> list[str]:
        async with database.transaction(_context(space)) as session:
            now = await spaces.now(session)
            rows = await own.page(session, limit=_MOST, after=None, group=state)
            return [
                f"{row.id}\t{STATES[own.state_at(row, now)].en}\t{row.severity}\t"
                f"{row.expires_at.astimezone(VN).isoformat()}\t{row.texts.get('vi', {}).get('headline', '')}"
                for row in rows
            ]

    for line in run(work):
        say(line)


@app.command("check")
def check(files: Annotated[list[Path], typer.Argument(help="Tệp CAP / CAP files")]) -> None:
    """Say whether files are sound CAP 1.2 documents, with the line of each fault; writes nothing."""
    refused = False
    for file in files:
        try:
            read = reading.read(_bytes(file))
        except Problem as problem:
            refused = True
            say(f"{file}\trefused\t{(problem.detail or problem.title).en}")
            for fault in problem.faults:
                say(f"{file}:{fault.row or '-'}\t{fault.field or '-'}\t{fault.reason.vi} ({fault.reason.en})")
            continue
        signature = signing.look_at(read.root, frozenset())
        say(f"{file}\tsound\tsignature: {signature.state}")
        for fault in read.broken:
            say(f"{file}:{fault.row or '-'}\t{fault.field or '-'}\t{fault.reason.vi} ({fault.reason.en})")
    if refused:
        raise typer.Exit(2)


@app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="Tệp CAP / CAP files")], space: Space = LIVE
) -> None:
    """Take in CAP files; one that is refused ends the command before anything of it is written."""

    async def work(database: Database) -> None:
        trust = bulletins.Trust.of(get_settings())
        for file in files:
            try:
                async with database.transaction(_context(space)) as session:
                    row, new = await bulletins.take(
                        session, _bytes(file), came_by=f"file:{file.name}", trust=trust
                    )
            except Problem as problem:
                problem.faults = [
                    Fault(fault.reason, row=fault.row, field=fault.field, file=str(file))
                    for fault in (problem.faults or [Fault(problem.detail or problem.title)])
                ]
                raise
            say(
                f"{file}\t{'new' if new else 'known'}\t{row.id}\t{len(row.commune_codes)} communes\t{row.signature}"
            )

    run(work)


@app.command("key")
def make_key(
    name: Annotated[
        str | None, typer.Option("--name", help="Tên trong chứng thư / Name in the certificate")
    ] = None,
) -> None:
    """Make the key that our CAP documents are signed with; prints the certificate's fingerprint."""
    settings = get_settings()
    folder = key_folder(settings)
    with refusing():
        fingerprint = signing.make_key(folder, name or settings.cap_sender_name)
    announce(f"Khóa và chứng thư ở / key and certificate in: {folder}")
    say(fingerprint)


@app.command("expire")
def expire() -> None:
    """End what is over by the clock of its space; prints how many there were. The worker does it every minute."""
    say(str(run(jobs.expire)))


@app.command("deliver")
def deliver() -> None:
    """Send what is due now, without the worker; prints how many sendings were tried."""
    settings = get_settings()
    say(str(run(lambda database: jobs.deliver_due(database, settings))))


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > reading.MAX_BYTES:
            raise CommandRefused(Text(f"{file}: tệp quá lớn", f"{file}: the file is too large"))
        return file.read_bytes()
    except OSError as error:
        raise CommandRefused(
            Text(f"Không đọc được {file}: {error.strerror}", f"Cannot read {file}")
        ) from None


def _context(space: str) -> Context:
    return Context("command line", Scope(nation=True), space)
