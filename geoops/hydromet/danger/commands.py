"""`geoops rules …`: rules of danger checked, listed, rehearsed and switched; normals loaded."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from geoops.hydromet.danger import library, normals, rehearsal, switches
from geoops.hydromet.danger.errors import NothingToRehearse
from geoops.kit import spaces
from geoops.kit.clock import utc_now
from geoops.kit.context import Context, Scope
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.kit.input import BadTime, parse_time
from geoops.runtime import announce, refusing, run, say

app = typer.Typer(no_args_is_help=True, help="Quy tắc nguy hiểm / Rules of danger")
_LIVE = Context("command line", Scope(nation=True))


@app.command("check")
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Thư mục quy tắc; bỏ trống: bộ đi kèm / Folder; none: those delivered"),
    ] = None,
) -> None:
    """Check rule files: fields, units, thresholds, sources. Exit status 2 where one is not valid."""
    with refusing():
        found = library.load_folder(folder) if folder is not None else library.rules()
        for id_, loaded in sorted(found.items()):
            rule = loaded.rule
            say(f"{id_}\t{loaded.version}\t{rule.certainty}/{rule.via}\t{rule.title.vi}")


@app.command("list")
def list_() -> None:
    """Every rule: on or off, how sure it is, its cards, and what keeps it off."""

    async def work(database: Database) -> list[switches.Switch]:
        async with database.transaction(_LIVE) as session:
            return await switches.all_switches(session)

    for one in run(work):
        rule = one.loaded.rule
        obstacle = f"\t{one.obstacle.vi} / {one.obstacle.en}" if one.obstacle else ""
        on = "bật/on" if one.is_on else "tắt/off"
        say(f"{rule.id}\t{on}\t{rule.certainty}/{rule.via}\t{len(one.cards)} card\t{rule.title.vi}{obstacle}")


@app.command("rehearse")
def rehearse(
    rule: Annotated[str, typer.Argument(help="Mã quy tắc / Id of the rule")],
    from_: Annotated[str, typer.Option("--from", help="Từ (RFC 3339) / From")],
    to: Annotated[str, typer.Option("--to", help="Đến (RFC 3339) / To")],
    space: Annotated[str, typer.Option("--space", help="Không gian lưu / Space of the archive")] = "live",
    out: Annotated[
        Path | None, typer.Option("--out", help="Ghi phiếu ra tệp YAML / Write the card to a file")
    ] = None,
) -> None:
    """Play a rule over an archive as known then, print its card and keep it with the rule."""
    with refusing():
        loaded = library.get(rule)
        from_at, to_at = _time(from_, "--from"), _time(to, "--to")

    def told(step: int, of: int) -> None:
        if step % 12 == 0 or step == of:
            announce(f"{step}/{of}")

    async def work(database: Database) -> dict[str, Any]:
        async with database.transaction(_LIVE) as session:
            if await spaces.find(session, space) is None:
                raise NothingToRehearse(
                    Text(
                        f"Chưa có không gian “{space}”; hãy chạy geoops replay trước",
                        f"There is no space “{space}”; run geoops replay first",
                    )
                )
        async with database.transaction(Context("command line", Scope(nation=True), space)) as session:
            body = await rehearsal.rehearse(session, loaded, from_at=from_at, to_at=to_at, told=told)
            await switches.keep_card(session, loaded, archive=space, from_at=from_at, to_at=to_at, body=body)
        return body

    body = run(work)
    for line in _lines(body):
        say(line)
    if out is not None:
        card = {
            "rule": rule,
            "version": loaded.version,
            "made_at": utc_now().replace(microsecond=0).isoformat(),
            "archive": space,
            "from_at": from_at.isoformat(),
            "to_at": to_at.isoformat(),
            "card": body,
        }
        out.write_text(yaml.safe_dump(card, allow_unicode=True, sort_keys=False, width=120), "utf-8")


@app.command("switch")
def switch(
    rule: Annotated[str, typer.Argument(help="Mã quy tắc / Id of the rule")],
    on: Annotated[bool, typer.Option("--on/--off", help="Bật hoặc tắt / On or off")],
    reason: Annotated[str | None, typer.Option("--reason", help="Lý do / Why")] = None,
) -> None:
    """Switch a rule on or off; without a rehearsal card it cannot be switched on."""

    async def work(database: Database) -> switches.Switch:
        async with database.transaction(_LIVE) as session:
            return await switches.switch(session, rule, is_on=on, reason=reason)

    say(f"{rule}\t{'bật/on' if run(work).is_on else 'tắt/off'}")


@app.command("normals")
def load_normals(
    file: Annotated[Path, typer.Argument(help="CSV: commune_code,value,unit,product,period")],
    quantity: Annotated[
        str, typer.Option("--quantity", help="Đại lượng / Quantity")
    ] = "antecedent_index_p95",
) -> None:
    """Load the local normals that a rule compares with, in place of those held; all of the file or nothing."""
    with refusing():
        rows = normals.read(file, quantity)

    async def work(database: Database) -> int:
        async with database.transaction(_LIVE) as session:
            return await normals.keep(session, quantity, rows)

    say(f"{run(work)} xã/communes")


def _time(text: str, name: str) -> datetime:
    try:
        return parse_time(text)
    except BadTime as error:
        raise CommandRefused(Text(f"{name}: {error.text.vi}", f"{name}: {error.text.en}")) from None


def _lines(body: dict[str, Any]) -> list[str]:
    """The card in words, for people who read a terminal."""
    lines = [
        f"xã x giờ / commune-hours\t{body['verified_commune_hours']} ({body['communes']} x {body['verified_hours']})",
        f"không nói được / cannot tell\t{body['unknown_share']:.1%}",
    ]
    for level, found in body["warnings"]["levels"].items():
        for window, table in found["windows"].items():
            lines.append(
                f"mức/level {level}, cửa sổ/window {window} h\t"
                f"H {table['hits']}  M {table['misses']}  F {table['false_alarms']}  C {table['correct_negatives']}"
                f"  ?+ {table['unknown_with_event']}  ?- {table['unknown_without_event']}"
                f"  POD {_share(table['pod'])} (of all {_share(table['pod_of_all'])})"
                f"  FAR {_share(table['far'])}  CSI {_share(table['csi'])}"
            )
        lead = found["lead"]
        lines.append(
            f"mức/level {level}, thời gian trước/lead\t{lead['spoken_of']}/{lead['events']} đợt/events, trước/before"
            f" {lead['before']}, cùng giờ/at once {lead['at_once']}, sau/after {lead['after']}, median"
            f" {lead['median_minutes']} min; xã được quốc gia cảnh báo/communes warned {found['communes_warned']},"
            f" quy tắc/rule {body['said'][level]['communes']}"
        )
    lines.append(f"sự cố/incidents\t{body['incidents']['reported']}")
    return lines


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
