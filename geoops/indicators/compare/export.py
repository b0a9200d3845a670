"""A comparison as a file: CSV, XLSX, GeoPackage, GeoParquet. Pure; the libraries are imported late.

Every file says what its figures are, of when, known when, and on which boundaries; a commune that is not compared has an
empty cell and its reason beside it, never a zero.
"""

import csv
import io
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from geoops.communes.service import CommuneName
from geoops.indicators.compare.ground import Gap
from geoops.indicators.compare.service import Comparison
from geoops.kit.i18n import Language
from geoops.kit.tables import safe_text

if TYPE_CHECKING:
    import geopandas as gpd

Format = Literal["csv", "xlsx", "gpkg", "parquet"]

MEDIA: Final[Mapping[Format, tuple[str, str]]] = {
    "csv": ("text/csv; charset=utf-8", "csv"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "gpkg": ("application/geopackage+sqlite3", "gpkg"),
    "parquet": ("application/vnd.apache.parquet", "parquet"),
}

Row = dict[str, Any]


def rows(found: Comparison, names: Mapping[str, CommuneName], language: Language) -> list[Row]:
    """A row per commune; columns that the question did not ask for are left out."""
    listed: list[Row] = []
    spots = {spot.code: spot for spot in found.spots.spots} if found.spots else {}
    for place, code in enumerate(found.codes):
        name = names.get(code)
        rank = found.ranks.get(code)
        row: Row = {
            "commune_code": code,
            "commune_name": name.full_name_vi if name else "",
            "province_code": name.province_code if name else "",
            "province_name": name.province_name if name else "",
            "value": _number(found.values[place]),
            "class": int(found.numbers[place]) + 1 if found.numbers[place] >= 0 else None,
            "rank": rank.rank if rank else None,
            "not_compared": _why(found.gaps.get(code), language),
        }
        if found.second_values is not None:
            row["second_value"] = _number(found.second_values[place])
            row["second_not_compared"] = _why(found.second_gaps.get(code), language)
        if found.both_numbers is not None:
            row["bivariate_class"] = (
                int(found.both_numbers[place]) if found.both_numbers[place] >= 0 else None
            )
        if found.rates is not None:
            row["low_95"], row["high_95"] = _number(found.rates.low[place]), _number(found.rates.high[place])
            row["few_cases"] = bool(found.rates.few[place])
        if found.spots is not None:
            spot = spots.get(code)
            row["hot_spot"] = spot.kind if spot else None
            row["local_moran_i"] = spot.local_i if spot else None
            row["p"] = spot.p if spot else None
        listed.append(row)
    return listed


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _why(gap: Gap | None, language: Language) -> str:
    return f"{gap.kind}: {gap.cause}: {gap.text.in_(language)}" if gap else ""


def about(found: Comparison, language: Language) -> list[tuple[str, str]]:
    """What the figures are, as names and texts."""
    told = [("indicator", found.first.key), ("name", found.first.name.in_(language))]
    for one, prefix in ((found.first, ""), (found.second, "second_")):
        if one is None:
            continue
        if prefix:
            told += [(f"{prefix}variable", one.key), (f"{prefix}name", one.name.in_(language))]
        told += [
            (f"{prefix}unit", one.unit or ""),
            (f"{prefix}period", one.period.id if one.period else ""),
            (f"{prefix}source", one.source.in_(language)),
        ]
    told += [
        ("nature", found.asked.first.nature),
        ("method", found.classes.method),
        ("breaks", "; ".join(f"{one:g}" for one in found.classes.breaks)),
        ("boundary_version", str(found.boundary_version or "")),
        ("known_at", found.known_at.isoformat()),
        ("data_version", str(found.seq)),
        ("digest", found.digest),
    ]
    return told + [("note", note.in_(language)) for note in found.notes]


def as_csv(listed: Sequence[Row], told: Sequence[tuple[str, str]]) -> bytes:
    """UTF-8 with the mark that spreadsheets look for; what the figures are stands in columns of every row."""
    facts = {
        name: text
        for name, text in told
        if name in ("indicator", "unit", "period", "known_at", "boundary_version")
    }
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns = list(listed[0]) if listed else ["commune_code"]
    writer.writerow([*columns, *facts])
    for row in listed:
        writer.writerow([*map(_plain, row.values()), *map(_plain, facts.values())])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(value: Any) -> Any:
    return safe_text(value) if isinstance(value, str) else value


def as_xlsx(listed: Sequence[Row], told: Sequence[tuple[str, str]]) -> bytes:
    """Two sheets: the communes, and what the figures are. Texts stay texts, whatever they begin with."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)

    def cells(sheet: Any, values: Iterator[Any] | Sequence[Any]) -> list[Any]:
        made = []
        for value in values:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"
            made.append(cell)
        return made

    sheet = book.create_sheet("so_sanh")
    sheet.freeze_panes = "C2"
    sheet.append(list(listed[0]) if listed else ["commune_code"])
    for row in listed:
        sheet.append(cells(sheet, list(row.values())))
    facts = book.create_sheet("thong_tin")
    for name, text in told:
        facts.append(cells(facts, [name, text]))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def frame(listed: Sequence[Row], geometry: Mapping[str, Any]) -> "gpd.GeoDataFrame":
    """The rows with their boundaries (EPSG:4326)."""
    import geopandas as gpd

    columns = {name: [row[name] for row in listed] for name in (listed[0] if listed else ())}
    shapes = [geometry.get(row["commune_code"]) for row in listed]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


def as_geo(
    listed: Sequence[Row], told: Sequence[tuple[str, str]], geometry: Mapping[str, Any], form: Format
) -> bytes:
    """A GeoPackage with its facts as metadata of the layer, or GeoParquet with them in every row."""
    made = frame(listed, geometry)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"compare.{form}"
        if form == "gpkg":
            made.to_file(path, layer="compare", driver="GPKG", engine="pyogrio", layer_metadata=_joined(told))
        else:
            for name, text in told:
                if name in ("indicator", "unit", "period", "known_at"):
                    made[name] = text
            made.to_parquet(path)
        return path.read_bytes()


def _joined(told: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in told:
        found[name] = f"{found[name]}\n{text}" if name in found else text
    return found
