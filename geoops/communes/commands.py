"""`geoops communes …`: check a boundary file, load it, print what became of the old units."""

import asyncio
import csv
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, TextIO

import typer
import yaml

from geoops.communes import service
from geoops.communes.boundaries import counts, lineage, preparing
from geoops.communes.boundaries.checking import REFORM, check_date, check_files
from geoops.communes.boundaries.findings import FileReport, Finding
from geoops.communes.boundaries.lineage import Descent
from geoops.communes.boundaries.preparing import Provenance
from geoops.communes.errors import BoundaryFileRefused
from geoops.communes.jobs import CREDIT, NATION, SOURCE
from geoops.communes.loading import pipeline
from geoops.communes.loading import service as loading
from geoops.communes.service import Crosswalk
from geoops.kit.clock import VN, utc_now
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml
from geoops.runtime import announce, refusing, run, say

app = typer.Typer(no_args_is_help=True, help="Xã, phường và ranh giới / Communes and boundaries")

Files = Annotated[
    list[Path], typer.Argument(help="GeoParquet, GeoPackage, GeoJSON, Shapefile", show_default=False)
]
MappingOption = Annotated[
    str | None, typer.Option("--mapping", help="code=COT,name_vi=COT… hoặc tệp / or a FILE.yaml")
]
LayerOption = Annotated[str | None, typer.Option("--layer", help="Lớp của GeoPackage / layer (communes)")]
CountsOption = Annotated[
    Path | None, typer.Option("--counts", help="Số đơn vị phải có / expected counts (YAML)")
]
FromOption = Annotated[
    str | None, typer.Option("--valid-from", help="Hiệu lực từ ngày / first day, YYYY-MM-DD")
]


@app.command("check")
def check(
    files: Files,
    mapping: MappingOption = None,
    layer: LayerOption = None,
    counts_file: CountsOption = None,
    valid_from: FromOption = None,
) -> None:
    """Check boundary files without loading anything; exit status 2 when one fails."""
    with refusing():
        checked = check_files(
            files,
            mapping=_mapping(mapping),
            layer=layer,
            valid_from=_day(valid_from),
            counts=_counts(counts_file),
        )
    say(checked.block())
    if checked.failed:
        raise typer.Exit(2)


@app.command("load")
def load(
    files: Files,
    mapping: MappingOption = None,
    layer: LayerOption = None,
    counts_file: CountsOption = None,
    valid_from: FromOption = None,
    lineage_file: Annotated[
        Path | None, typer.Option("--lineage", help="Bảng đơn vị cũ-mới / old to new (CSV)")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Nguồn / where the boundaries come from")] = None,
    credit: Annotated[str | None, typer.Option(help="Dòng ghi công / credit line shown on maps")] = None,
    only: Annotated[
        bool, typer.Option("--only", help="Chỉ hiển thị các tỉnh trong tệp / just these")
    ] = False,
) -> None:
    """Load boundary files as one new version: all of them, or nothing when a check fails."""

    async def work(database: Database) -> None:
        day = _day(valid_from)
        columns = _mapping(mapping)
        pairs = _read_lineage(lineage_file)
        known = files[0].name in NATION
        provenance = Provenance(
            "reference",
            source or (SOURCE if known else ", ".join(path.name for path in files)),
            credit or (CREDIT if known else source or ", ".join(path.name for path in files)),
            day,
        )
        expected = _counts(counts_file)
        there = [path for path in files if path.is_file()]
        prints = preparing.fingerprint(there)
        total = preparing.checksum(prints, provenance, [columns, layer])
        async with database.transaction(SYSTEM) as session:
            repeat = await loading.is_active(session, total)
        if repeat:
            announce("Tệp này đang được dùng, không nạp lại / These files are in use already, nothing to do")
        else:
            prepared = await asyncio.to_thread(
                pipeline.prepare_files,
                files,
                provenance,
                prints,
                total,
                mapping=columns,
                layer=layer,
                counts=expected,
                told=lambda checked: None if checked.failed else say(checked.block()),
            )
            async with database.transaction(SYSTEM) as session:
                done = await loading.load_boundaries(session, prepared, only=only)
                if pairs:
                    await loading.load_lineage(session, pairs)
            announce(f"Đã nạp {done.units} đơn vị, phiên bản {done.version} / units loaded, version")
            return
        if pairs:
            async with database.transaction(SYSTEM) as session:
                await loading.load_lineage(session, pairs)

    run(work)


@app.command("crosswalk")
def crosswalk(
    province: Annotated[str | None, typer.Option(help="Mã tỉnh mới / new province code")] = None,
    old_province: Annotated[str | None, typer.Option(help="Mã tỉnh cũ / old province code")] = None,
    old: Annotated[str | None, typer.Option(help="Mã đơn vị cũ / old unit code")] = None,
    new: Annotated[str | None, typer.Option(help="Mã xã mới / new commune code")] = None,
    split: Annotated[bool, typer.Option("--split", help="Chỉ đơn vị bị chia / split units only")] = False,
) -> None:
    """Print what the old units became, as CSV."""

    async def work(database: Database) -> list[Crosswalk]:
        async with database.transaction(SYSTEM) as session:
            return await service.crosswalk(
                session, province=province, old_province=old_province, old=old, new=new, split=split
            )

    _write_csv(run(work), sys.stdout)


def _write_csv(rows: list[Crosswalk], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(service.CROSSWALK_COLUMNS)
    for row in rows:
        writer.writerow(["" if value is None else value for value in row.cells()])


def _mapping(stated: str | None) -> dict[str, str]:
    if stated is None:
        return {}
    if "=" not in stated:
        try:
            loaded = read_yaml(Path(stated).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
            raise _refuse(f"Không đọc được tệp phép gán: {problem}", f"Mapping: {problem}") from problem
        if not isinstance(loaded, dict):
            raise _refuse("Tệp phép gán phải là các dòng “trường: cột”", "The mapping must be field: column")
        return {str(name): str(column) for name, column in loaded.items()}
    pairs = [part.split("=", 1) for part in stated.split(",") if part.strip()]
    if any(len(pair) != 2 or not pair[0].strip() or not pair[1].strip() for pair in pairs):
        raise _refuse(f"Phép gán “{stated}” sai dạng: trường=cột,…", "The mapping must read field=column,…")
    return {name.strip(): column.strip() for name, column in pairs}


def _day(stated: str | None) -> date:
    if stated is None:
        return REFORM
    try:
        day = date.fromisoformat(stated)
    except ValueError as problem:
        raise _refuse(f"Ngày “{stated}” sai dạng YYYY-MM-DD", f"“{stated}” is not YYYY-MM-DD") from problem
    _refuse_findings("--valid-from", check_date(day, utc_now().astimezone(VN).date()))
    return day


def _counts(path: Path | None) -> tuple[counts.UnitCounts, ...] | None:
    if path is None:
        return None
    try:
        return counts.load_counts(path)
    except ValueError as problem:
        raise _refuse(f"Tệp số đơn vị sai: {problem}", f"Counts: {problem}") from problem


def _read_lineage(path: Path | None) -> list[Descent]:
    if path is None:
        return []
    pairs, report = lineage.read_lineage(path)
    if report.failed:
        raise BoundaryFileRefused([report])
    return pairs


def _refuse_findings(name: str, findings: list[Finding]) -> None:
    if findings:
        raise BoundaryFileRefused([FileReport(name, findings=findings)])


def _refuse(vi: str, en: str) -> CommandRefused:
    return CommandRefused(Text(vi, en))
