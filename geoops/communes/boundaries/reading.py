"""Reading a file of communes, whatever its format, without believing it yet."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geoops.communes.boundaries.findings import Finding
from geoops.kit.i18n import Text

FIELDS = (
    "code",
    "name_vi",
    "full_name_vi",
    "name_en",
    "unit_type",
    "province_code",
    "province_name",
    "population",
    "population_note",
    "area_km2",
    "decision",
    "merged_from",
    "admin_centre",
)
"""What a unit may say of itself. `area_km2` is the published figure; the product computes its own."""

REQUIRED = ("code", "name_vi", "province_code")
LAYER = "communes"
SUFFIXES = {
    ".parquet": "GeoParquet",
    ".geoparquet": "GeoParquet",
    ".gpkg": "GeoPackage",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".shp": "Shapefile",
}
_SHAPEFILE_NAME_LENGTH = 10


Table = dict[str, list[Any]]
"""A column per field, a value per unit; None where the file says nothing."""


class NotReadable(Exception):
    """The file cannot be read at all; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.reason.en)
        self.finding = finding


@dataclass(slots=True)
class RawFile:
    """A file as read: columns of FIELDS that the file has, values as they came, a shape per unit.

    `crs` is the reference system as pyproj reads it (None: the file does not say);
    `repaired` tells what had to be mended to read the text.
    """

    path: Path
    format: str
    table: Table
    geometry: NDArray[Any]
    crs: Any | None
    repaired: list[Finding]


def read(path: Path, mapping: Mapping[str, str] | None = None, layer: str | None = None) -> RawFile:
    """Read `path`; `mapping` says which column of the file holds which of FIELDS.

    Raises NotReadable: no such file, empty, truncated, another format than its name says,
    or without the columns that a unit cannot do without.
    """
    format_ = _recognise(path)
    loaded = _load_parquet(path) if format_ == "GeoParquet" else _load_ogr(path, format_, layer)
    columns = _columns(list(loaded.columns), mapping or {}, shapefile=format_ == "Shapefile")
    _require(columns, list(loaded.columns))
    table = {field: _values(loaded[column]) for field, column in columns.items()}
    repaired = _mend_encoding(table) if format_ == "Shapefile" else []
    geometry = np.asarray(loaded.geometry.values, dtype=object)
    return RawFile(path, format_, table, geometry, loaded.crs, repaired)


def _values(column: Any) -> list[Any]:
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna(), strict=True)]


def _refuse(kind: str, vi: str, en: str, field: str | None = None) -> NotReadable:
    return NotReadable(Finding(kind, Text(vi=vi, en=en), field=field))


def _recognise(path: Path) -> str:
    if not path.is_file():
        raise _refuse("missing_file", "không có tệp này", "there is no such file")
    format_ = SUFFIXES.get(path.suffix.lower())
    if format_ is None:
        known = ", ".join(sorted(SUFFIXES))
        raise _refuse(
            "unknown_format",
            f"đuôi tệp “{path.suffix}” không thuộc các định dạng đọc được ({known})",
            f"the suffix “{path.suffix}” is none of the formats that can be read ({known})",
        )
    if path.stat().st_size == 0:
        raise _refuse("empty_file", "tệp rỗng (0 byte)", "the file is empty (0 bytes)")
    with path.open("rb") as stream:
        start = stream.read(16)
        stream.seek(-min(4, path.stat().st_size), 2)
        end = stream.read(4)
    looks_right = {
        "GeoParquet": start.startswith(b"PAR1"),
        "GeoPackage": start.startswith(b"SQLite format 3\0"),
        "GeoJSON": start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"),
        "Shapefile": start.startswith(b"\x00\x00\x27\x0a"),
    }[format_]
    if not looks_right:
        raise _refuse(
            "wrong_format",
            f"tên tệp nói là {format_} nhưng nội dung là loại khác",
            f"the name says {format_}, the content is something else",
        )
    if format_ == "GeoParquet" and end != b"PAR1":
        raise _truncated(format_, "no closing mark at the end of the file")
    return format_


def _truncated(format_: str, detail: str) -> NotReadable:
    return _refuse(
        "damaged_file",
        f"tệp {format_} bị cắt cụt hoặc hỏng, hãy sao chép lại ({detail})",
        f"the {format_} file is cut short or damaged, copy it again ({detail})",
    )


def _load_parquet(path: Path) -> Any:
    import geopandas
    import pyarrow

    try:
        return geopandas.read_parquet(path)
    except ValueError as problem:
        if "geo metadata" in str(problem).lower():
            raise _refuse(
                "not_geo",
                "tệp Parquet không có cột hình học (thiếu siêu dữ liệu “geo”)",
                "the Parquet file has no geometry (its “geo” metadata is missing)",
            ) from problem
        raise _truncated("GeoParquet", _one_line(problem)) from problem
    except (pyarrow.ArrowException, OSError) as problem:
        raise _truncated("GeoParquet", _one_line(problem)) from problem


def _load_ogr(path: Path, format_: str, layer: str | None) -> Any:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            name = _layer(path, layer) if format_ == "GeoPackage" else None
            loaded = pyogrio.read_dataframe(path, layer=name)
            expected = pyogrio.read_info(path, layer=name)["features"]
    except (DataSourceError, DataLayerError, FeatureError, FieldError, GeometryError) as problem:
        raise _truncated(format_, _one_line(problem)) from problem
    if len(loaded) < expected:
        raise _truncated(format_, f"{len(loaded)} of {expected} features can be read")
    if "geometry" not in loaded:
        raise _refuse("not_geo", "tệp không có hình học", "the file has no geometry")
    return loaded


def _layer(path: Path, wanted: str | None) -> str:
    import pyogrio

    layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    if wanted is None and len(layers) == 1:
        return layers[0]
    name = wanted or LAYER
    if name not in layers:
        listed = ", ".join(layers)
        raise _refuse(
            "missing_layer",
            f"không có lớp “{name}”; các lớp trong tệp: {listed}",
            f"there is no layer “{name}”; the file has: {listed}",
        )
    return name


def _one_line(problem: Exception) -> str:
    return " ".join(str(problem).split())[:160]


def _columns(present: list[str], mapping: Mapping[str, str], *, shapefile: bool) -> dict[str, str]:
    unknown = [field for field in mapping if field not in FIELDS]
    if unknown:
        raise _refuse(
            "mapping",
            f"phép gán nói đến trường không có: {', '.join(unknown)} (các trường: {', '.join(FIELDS)})",
            f"the mapping names fields that do not exist: {', '.join(unknown)}",
            field=unknown[0],
        )
    columns: dict[str, str] = {}
    for field in FIELDS:
        if field in mapping:
            if mapping[field] not in present:
                raise _missing_column(field, mapping[field], present)
            columns[field] = mapping[field]
        elif field in present:
            columns[field] = field
        elif shapefile and (short := field[:_SHAPEFILE_NAME_LENGTH]) in present and short not in FIELDS:
            columns[field] = short
    return columns


def _missing_column(field: str, column: str, present: list[str]) -> NotReadable:
    listed = ", ".join(name for name in present if name != "geometry") or "–"
    return _refuse(
        "missing_column",
        f"không có cột “{column}”; các cột trong tệp: {listed}. Dùng --mapping {field}=TÊN_CỘT",
        f"there is no column “{column}”; the file has: {listed}. Use --mapping {field}=COLUMN",
        field=field,
    )


def _require(columns: Mapping[str, str], present: list[str]) -> None:
    for field in REQUIRED:
        if field not in columns and not (field == "name_vi" and "full_name_vi" in columns):
            raise _missing_column(field, field, present)


def _mend_encoding(table: Table) -> list[Finding]:
    """Undo UTF-8 that was read as Latin-1 because the Shapefile has no .cpg beside it."""
    mended = 0
    for field, values in table.items():
        new = [_as_utf8(value) for value in values]
        changed = sum(a is not b for a, b in zip(values, new, strict=True))
        if changed:
            table[field] = new
            mended += changed
    if not mended:
        return []
    reason = Text(
        vi=f"thiếu tệp .cpg nói bảng mã; {mended} giá trị được đọc lại theo UTF-8",
        en=f"no .cpg file names the encoding; {mended} values were read again as UTF-8",
    )
    return [Finding("encoding", reason, level="note")]


def _as_utf8(value: object) -> object:
    if not isinstance(value, str) or value.isascii():
        return value
    for wrong in ("latin-1", "cp1252"):
        try:
            return value.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
    return value
