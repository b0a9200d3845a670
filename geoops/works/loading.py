"""Reads roads and kilometre posts from files (GeoPackage, GeoJSON, Shapefile, GeoParquet, CSV for posts). No database here."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np

from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.kit.input import BadText, clean_text
from geoops.kit.numbers import NoNumber, cell_number
from geoops.works import chainage
from geoops.works.assembling import MOST_PIECES, Branches, chained, in_order
from geoops.works.errors import BadLineFile, BadPostFile
from geoops.works.linear import Floats, Line, Post
from geoops.works.mapping import PostMapping, RoadMapping
from geoops.works.rules import road_rules

BOX = (100.0, 5.0, 120.0, 26.0)
"""Vietnam and the roads that lead there (EPSG:4326): a line outside it has another coordinate system than stated."""
MOST_FEATURES = 500_000
MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class PreparedRoad:
    """One road as it is kept: its pieces in order of driving, what is known of its beginning, its planning speed."""

    key: str
    name: str
    part: str | None
    province_code: str | None
    start_m: float | None
    speed_kmh: float
    speed_assumed: bool
    pieces: tuple[Floats, ...]
    line: Line


@dataclass(frozen=True, slots=True)
class PreparedPost:
    """One kilometre post of a file, with the row it came from."""

    row: int
    road: str
    key: str
    part: str | None
    post: Post


def read_roads(source: Path, mapping: RoadMapping) -> list[PreparedRoad]:
    """Every road of a file, its rows joined by name and part. Raises BadLineFile with all faults found."""
    frame = _frame(source, mapping, BadLineFile)
    columns = mapping.columns
    _need(source, frame, [c for c in columns.model_dump().values() if c], BadLineFile)
    faults: list[Fault] = []
    groups: dict[tuple[str, str | None], list[_Row]] = defaultdict(list)
    for index, record in enumerate(frame.drop(columns=frame.geometry.name).to_dict("records")):
        try:
            row = _road_row(index + 1, record, frame.geometry.iloc[index], mapping)
        except _Wrong as wrong:
            faults.append(Fault(wrong.reason, row=index + 1, field=wrong.field, file=source.name))
            continue
        groups[row.key, row.part].append(row)
    roads: list[PreparedRoad] = []
    for rows in groups.values():
        try:
            roads.append(_assembled(rows, mapping))
        except _Wrong as wrong:
            faults.append(Fault(wrong.reason, row=rows[0].number, field=wrong.field, file=source.name))
    if faults:
        raise BadLineFile(faults=faults[:MOST_FAULTS])
    return roads


def read_posts(source: Path, mapping: PostMapping) -> list[PreparedPost]:
    """Every kilometre post of a file. Raises BadPostFile with all faults found."""
    columns = mapping.columns
    frame = _frame(source, mapping, BadPostFile, points=(columns.lon, columns.lat))
    _need(source, frame, [c for c in columns.model_dump().values() if c], BadPostFile)
    faults: list[Fault] = []
    posts: list[PreparedPost] = []
    for index, record in enumerate(frame.drop(columns=frame.geometry.name).to_dict("records")):
        shape = frame.geometry.iloc[index]
        try:
            name = _text(record, columns.road, needed=True)
            assert name is not None
            place = chainage.parse(_text(record, columns.chainage, needed=True) or "")
            if shape is None or shape.is_empty or shape.geom_type != "Point" or not _inside(shape.bounds):
                raise _Wrong(
                    Text("không có vị trí trong nước", "it has no position in the country"), "geometry"
                )
            post = Post(place.metres, float(shape.x), float(shape.y), mapping.accuracy_m)
            part = _text(record, columns.part)
            posts.append(PreparedPost(index + 1, name, chainage.road_key(name), part, post))
        except chainage.BadChainage as bad:
            faults.append(Fault(bad.text, row=index + 1, field=columns.chainage, file=source.name))
        except _Wrong as wrong:
            faults.append(Fault(wrong.reason, row=index + 1, field=wrong.field, file=source.name))
    if faults:
        raise BadPostFile(faults=faults[:MOST_FAULTS])
    return posts


class _Wrong(Exception):
    def __init__(self, reason: Text, field: str | None = None) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.field = field


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    key: str
    name: str
    part: str | None
    province: str | None
    order: float | None
    backwards: bool
    start_m: float | None
    pieces: list[Floats]


def _road_row(number: int, record: dict[str, Any], shape: Any, mapping: RoadMapping) -> _Row:
    columns = mapping.columns
    name = _text(record, columns.name, needed=True)
    assert name is not None
    key = chainage.road_key(name)
    if not key:
        raise _Wrong(
            Text("tên đường không có chữ hay số", "the road's name has no letter or digit"), columns.name
        )
    if shape is None or shape.is_empty or shape.geom_type not in ("LineString", "MultiLineString"):
        raise _Wrong(Text("đối tượng không phải đường (line)", "the feature is no line"), "geometry")
    if not _inside(shape.bounds):
        raise _Wrong(
            Text(
                "tọa độ nằm ngoài Việt Nam, kiểm tra hệ tọa độ (CRS)",
                "coordinates outside the country: check the CRS",
            ),
            "geometry",
        )
    pieces = []
    for line in getattr(shape, "geoms", [shape]):
        points = np.asarray(line.coords, dtype=np.float64)[:, :2]
        keep = np.concatenate([[True], (np.diff(points, axis=0) != 0).any(axis=1)])
        if keep.sum() > 1:
            pieces.append(points[keep])
    if not pieces:
        raise _Wrong(Text("đường dài 0 mét", "the line has no length"), "geometry")
    province = _text(record, columns.province)
    if province is not None and not (len(province) == 2 and province.isascii() and province.isdigit()):
        raise _Wrong(
            Text("mã tỉnh phải là hai chữ số", "a province is a code of two digits"), columns.province
        )
    direction = _text(record, columns.direction)
    return _Row(
        number,
        key,
        name,
        _text(record, columns.part),
        province,
        _number(record, columns.order),
        direction is not None and direction in mapping.backward,
        _start(record, columns.start_chainage),
        pieces,
    )


def _start(record: dict[str, Any], column: str | None) -> float | None:
    text = _text(record, column)
    if text is None:
        return None
    try:
        return chainage.parse(text).metres
    except chainage.BadChainage as bad:
        raise _Wrong(bad.text, column) from None


def _assembled(rows: Sequence[_Row], mapping: RoadMapping) -> PreparedRoad:
    first = rows[0]
    provinces = {row.province for row in rows if row.province}
    if len(provinces) > 1:
        raise _Wrong(
            Text(
                f"đường {first.name} nằm ở nhiều tỉnh ({', '.join(sorted(provinces))}): cần cột đoạn (part)",
                f"{first.name} lies in several provinces: a column for its part is needed",
            ),
            mapping.columns.province,
        )
    ordered = all(row.order is not None for row in rows) and len(rows) > 1
    given = sorted(rows, key=lambda row: row.order or 0.0) if ordered else list(rows)
    pieces = [piece[::-1] if row.backwards else piece for row in given for piece in row.pieces]
    if len(pieces) > MOST_PIECES:
        raise _Wrong(Text(f"đường {first.name} có quá nhiều mảnh", f"{first.name} has too many pieces"))
    try:
        run = in_order(pieces) if ordered else chained(pieces)
    except Branches as branch:
        raise _Wrong(
            Text(
                f"đường {first.name} rẽ nhánh ở {branch}: cần cột đoạn (part) hoặc thứ tự (order)",
                f"{first.name} branches at {branch}: a column for part or order is needed",
            )
        ) from None
    starts = {row.start_m for row in rows if row.start_m is not None}
    if len(starts) > 1 and not ordered and len(pieces) > 1:
        start: float | None = min(starts)
    else:
        start = next(iter(sorted(starts)), None)
    stated = mapping.speeds_kmh.get(first.key) or mapping.speeds_kmh.get(
        "".join(c for c in first.key if not c.isdigit())
    )
    letters = first.key[: next((i for i, c in enumerate(first.key) if c.isdigit()), len(first.key))]
    stated = stated or mapping.speeds_kmh.get(letters)
    return PreparedRoad(
        key=first.key,
        name=first.name,
        part=first.part,
        province_code=next(iter(provinces), None),
        start_m=start,
        speed_kmh=stated or road_rules().speed_of(first.key),
        speed_assumed=stated is None,
        pieces=tuple(run),
        line=Line(run, accuracy_m=mapping.accuracy_m),
    )


def _frame(
    source: Path,
    mapping: RoadMapping | PostMapping,
    refusal: type[InputRefused],
    points: tuple[str | None, str | None] = (None, None),
) -> Any:
    """The file as a GeoDataFrame in EPSG:4326."""
    import geopandas as gpd
    import pyogrio

    def refuse(vi: str, en: str, field: str | None = None) -> InputRefused:
        return refusal(faults=[Fault(Text(vi, en), field=field, file=source.name)])

    try:
        if source.suffix.lower() == ".parquet":
            frame = gpd.read_parquet(source)
        else:
            if mapping.layer is None and len(pyogrio.list_layers(source)) > 1:
                raise refuse(
                    "tệp có nhiều lớp, ánh xạ phải nêu “layer”", "several layers: state “layer”", "layer"
                )
            frame = pyogrio.read_dataframe(source, layer=mapping.layer, max_features=MOST_FEATURES + 1)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, OSError) as error:
        raise refuse(
            "tệp không đọc được, trống hoặc bị cắt cụt", f"unreadable or truncated: {error}"
        ) from error
    if len(frame) > MOST_FEATURES:
        raise refuse("quá nhiều đối tượng", "too many features")
    if len(frame) == 0:
        raise refuse("tệp không có đối tượng nào", "the file has no features")
    if not isinstance(frame, gpd.GeoDataFrame):
        lon, lat = points
        if lon is None or lat is None or lon not in frame or lat not in frame:
            raise refuse("lớp không có hình học", "the layer has no geometry", "geometry")
        places = [_place(a, b) for a, b in zip(frame[lon], frame[lat], strict=True)]
        frame = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(places), crs=mapping.crs or 4326)
    if frame.crs is None:
        if mapping.crs is None:
            raise refuse(
                "tệp không khai hệ tọa độ: ánh xạ phải nêu “crs”", "no CRS in the file: state “crs”", "crs"
            )
        try:
            frame = frame.set_crs(mapping.crs)
        except Exception:
            raise refuse(f"không có hệ tọa độ “{mapping.crs}”", f"no CRS “{mapping.crs}”", "crs") from None
    elif mapping.crs is not None and not _same_crs(frame.crs, mapping.crs):
        raise refuse(
            f"tệp khai hệ tọa độ {frame.crs.name}, ánh xạ nêu {mapping.crs}",
            f"the file states {frame.crs.name}, the mapping {mapping.crs}",
            "crs",
        )
    return frame.to_crs(4326).reset_index(drop=True)


def _place(lon: Any, lat: Any) -> Any:
    import shapely

    try:
        return shapely.Point(cell_number(lon, most=180), cell_number(lat, most=180))
    except NoNumber:
        return None


def _same_crs(have: Any, stated: str) -> bool:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return bool(CRS(have).equals(CRS(stated), ignore_axis_order=True))
    except CRSError:
        return False


def _need(source: Path, frame: Any, columns: Sequence[str], refusal: type[InputRefused]) -> None:
    have = [str(name) for name in frame.columns if name != frame.geometry.name]
    missing = [name for name in columns if name not in have]
    if missing:
        raise refusal(
            faults=[
                Fault(
                    Text(
                        f"không có cột này; có: {', '.join(have)}",
                        f"no such column; there are: {', '.join(have)}",
                    ),
                    field=name,
                    file=source.name,
                )
                for name in missing
            ]
        )


def _text(record: dict[str, Any], column: str | None, *, needed: bool = False) -> str | None:
    value = record.get(column) if column else None
    if value is None or value == "" or (isinstance(value, float) and np.isnan(value)):
        if needed:
            raise _Wrong(Text("để trống", "is empty"), column)
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        text = clean_text(str(value))
    except BadText:
        raise _Wrong(Text("có ký tự điều khiển", "has control characters"), column) from None
    if len(text) > 200:
        raise _Wrong(Text("quá dài", "is too long"), column)
    if not text and needed:
        raise _Wrong(Text("để trống", "is empty"), column)
    return text or None


def _number(record: dict[str, Any], column: str | None) -> float | None:
    text = _text(record, column)
    if column is None or text is None:
        return None
    value = record[column]
    try:
        return cell_number(value if isinstance(value, Real) else text)
    except NoNumber as wrong:
        raise _Wrong(wrong.text, column) from None


def _inside(bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return bool(BOX[0] <= west and BOX[1] <= south and east <= BOX[2] and north <= BOX[3])
