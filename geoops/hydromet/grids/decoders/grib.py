"""GRIB 1 and 2 by ecCodes: regular, regular Gaussian and reduced Gaussian grids; amounts since the start made amounts
per step; ensemble members kept apart.

A message whose variable ecCodes does not know by name is taken by its WMO code (discipline, category, number) and
flagged; what is given in a wrong unit shows as a value that cannot be and is flagged or refused, never set right.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from geoops.hydromet.grids.decoders.deaccumulating import per_step
from geoops.hydromet.grids.decoders.finishing import Read, Step, add
from geoops.hydromet.grids.decoders.gaussian import regular
from geoops.hydromet.grids.description import FieldRule, Product
from geoops.hydromet.grids.geometry import BadGrid, GridGeometry, Values, from_axes
from geoops.hydromet.grids.rules import grid_variables
from geoops.kit.i18n import Text

UNKNOWN_NAME = "unknown_name"
_MOST_MESSAGES = 5000
_MISSING = -9.9e30


@dataclass(frozen=True, slots=True)
class _Message:
    """One message with its values placed."""

    rule: FieldRule
    step: Step
    placed: tuple[GridGeometry, Values]
    unit: str
    flags: tuple[str, ...]
    member: int | None
    row: int


def centre_of(path: Path) -> str | None:
    """The originating centre of the first message."""
    codes = _eccodes()
    for message in _messages(codes, path):
        return str(codes.codes_get(message, "centre"))
    return None


def decode(path: Path, product: Product, read: Read) -> None:
    """Every message that the product names. A file that breaks off in the middle is refused as a whole."""
    codes = _eccodes()
    found: list[_Message] = []
    count = 0
    for count, message in enumerate(_messages(codes, path), 1):
        if count > _MOST_MESSAGES:
            raise BadGrid(
                Text(f"quá {_MOST_MESSAGES} bản tin trong một tệp", f"over {_MOST_MESSAGES} messages")
            )
        taken = _take(codes, message, product, read, count)
        if taken is not None:
            found.append(taken)
    if count == 0:
        raise BadGrid(Text("tệp không có bản tin GRIB nào", "the file holds no GRIB message"))
    for message in _stepped(found):
        add(
            read, message.rule, message.step, message.placed, message.unit,
            flags=message.flags, member=message.member, row=message.row,
        )  # fmt: skip


def _eccodes() -> Any:
    try:
        import eccodes
    except RuntimeError as error:  # the binding is there, the library it binds is not
        raise BadGrid(
            Text(
                "máy chủ chưa cài thư viện ecCodes nên chưa đọc được GRIB",
                "the ecCodes library is not installed",
            )
        ) from error
    return eccodes


def _messages(codes: Any, path: Path) -> Iterator[Any]:
    with path.open("rb") as opened:
        while True:
            try:
                message = codes.codes_grib_new_from_file(opened)
            except codes.CodesInternalError as error:
                raise BadGrid(Text(f"GRIB hỏng: {error}", f"damaged GRIB: {error}")) from error
            if message is None:
                return
            with _released(codes, message):
                yield message


@contextmanager
def _released(codes: Any, message: Any) -> Iterator[None]:
    try:
        yield
    finally:
        codes.codes_release(message)


def _take(codes: Any, message: Any, product: Product, read: Read, row: int) -> _Message | None:
    def get(key: str, default: Any = None) -> Any:
        try:
            return codes.codes_get(message, key)
        except codes.CodesInternalError:
            return default

    name = str(get("shortName", "unknown"))
    code = (get("discipline", -1), get("parameterCategory", -1), get("parameterNumber", -1))
    rule, named = _rule(product, name, code)
    if rule is None or get("productDefinitionTemplateNumber", 0) in (5, 9) or get("derivedForecast", 0) != 0:
        read.ignore(name if rule is None else f"{name}:probability")
        return None
    try:
        values = np.asarray(_values(codes, message), dtype=np.float64)
        placed = _placed(codes, message, get, values)
        step = _step(get, product)
    except (codes.CodesInternalError, BadGrid, ValueError) as error:
        detail = getattr(error, "detail", None) or Text(
            f"bản tin hỏng: {error}", f"a damaged message: {error}"
        )
        read.refuse(detail, name, row)
        return None
    member = get("perturbationNumber")
    return _Message(
        rule,
        step,
        placed,
        rule.unit or _unit(get, rule, named),
        () if named else (UNKNOWN_NAME,),
        int(member) if isinstance(member, int) and get("numberOfForecastsInEnsemble", 0) else None,
        row,
    )


def _rule(product: Product, name: str, code: tuple[Any, ...]) -> tuple[FieldRule | None, bool]:
    """The product's rule for a message, and whether the message was known by its name."""
    for rule in product.fields:
        known = grid_variables().get(rule.variable)
        if name == rule.name or (known is not None and name in known.names):
            return rule, True
        if name == "unknown" and known is not None and code in known.codes:
            return rule, False
    return None, False


def _unit(get: Any, rule: FieldRule, named: bool) -> str:
    unit = str(get("units", ""))
    if named and unit and unit != "unknown":
        return unit
    return "kg m-2" if rule.variable == "rain" else unit


def _values(codes: Any, message: Any) -> Any:
    codes.codes_set(message, "missingValue", _MISSING)
    values = codes.codes_get_values(message)
    values[values == _MISSING] = np.nan
    return values


def _placed(codes: Any, message: Any, get: Any, values: Any) -> tuple[GridGeometry, Values]:
    kind = str(get("gridType"))
    if kind == "regular_ll":
        width, height = int(get("Ni")), int(get("Nj"))
        if width * height != values.size:
            raise BadGrid(
                Text("số ô không khớp kích thước lưới", "the number of values does not fit the grid")
            )
        first_lon, last_lon = (
            float(get("longitudeOfFirstGridPointInDegrees")),
            float(get("longitudeOfLastGridPointInDegrees")),
        )
        if get("iScansNegatively", 0):
            first_lon, last_lon = last_lon, first_lon
        if last_lon <= first_lon:
            first_lon -= 360
        first_lat, last_lat = (
            float(get("latitudeOfFirstGridPointInDegrees")),
            float(get("latitudeOfLastGridPointInDegrees")),
        )
        shaped = _scanned(get, values, width, height)
        return from_axes(
            np.linspace(first_lon, last_lon, width), np.linspace(first_lat, last_lat, height), shaped
        )
    if kind in ("reduced_gg", "regular_gg"):
        if get("jScansPositively", 0) or get("iScansNegatively", 0):
            raise BadGrid(
                Text(
                    "lưới Gauss quét ngược không dùng được",
                    "a Gaussian grid that scans backwards cannot be used",
                )
            )
        return regular(
            np.asarray(codes.codes_get_array(message, "distinctLatitudes"), np.float64),
            _per_row(codes, message, get, kind),
            float(get("longitudeOfFirstGridPointInDegrees")),
            bool(get("global", 0)),
            values,
        )
    raise BadGrid(Text(f"kiểu lưới “{kind}” chưa dùng được", f"the grid type “{kind}” cannot be used"))


def _per_row(codes: Any, message: Any, get: Any, kind: str) -> Any:
    if kind == "reduced_gg":
        return np.asarray(codes.codes_get_array(message, "pl"), np.int64)
    return np.full(int(get("Nj")), int(get("Ni")), np.int64)


def _scanned(get: Any, values: Any, width: int, height: int) -> Values:
    if get("jPointsAreConsecutive", 0):
        shaped = values.reshape(width, height).T
    else:
        shaped = values.reshape(height, width)
    if get("alternativeRowScanning", 0):
        shaped = shaped.copy()
        shaped[1::2] = shaped[1::2, ::-1]
    if get("iScansNegatively", 0):
        shaped = shaped[:, ::-1]
    return np.asarray(shaped, dtype=np.float32)


def _step(get: Any, product: Product) -> Step:
    issued = _moment(get("dataDate"), get("dataTime"))
    start, _, end = str(get("stepRange")).partition("-")
    length = {0: 60, 1: 3600, 2: 86400, 10: 10800, 11: 21600, 12: 43200, 13: 1}.get(
        int(get("stepUnits", 1)), 3600
    )
    first = issued + timedelta(seconds=_amount(start, length))
    last = issued + timedelta(seconds=_amount(end, length)) if end else first
    accumulated = str(get("stepType", "instant")) == "accum"
    if accumulated and not end:
        first = issued  # GRIB 1 writes the end alone: since the start
    if not accumulated:
        first = last
    return Step(first, last, issued if product.kind == "forecast" else None)


def _amount(text: str, length: int) -> int:
    """`6`, or `60m` where the step does not go into whole units."""
    for suffix, seconds in (("m", 60), ("s", 1), ("h", 3600)):
        if text.endswith(suffix):
            return int(text[:-1]) * seconds
    return int(text) * length


def _moment(day: Any, clock: Any) -> datetime:
    try:
        return datetime.strptime(f"{int(day):08d}{int(clock):04d}", "%Y%m%d%H%M").replace(tzinfo=UTC)
    except (TypeError, ValueError):
        raise BadGrid(
            Text(f"thời gian gốc không đọc được: {day} {clock}", f"unreadable reference time: {day} {clock}")
        ) from None


def _stepped(found: list[_Message]) -> list[_Message]:
    """Amounts per step in place of amounts since the start, run by run and member by member."""
    out: list[_Message] = []
    groups: dict[tuple[object, ...], list[_Message]] = {}
    for message in found:
        if message.step.ends_at > message.step.starts_at:
            key = (
                message.rule.variable,
                message.step.issued_at,
                message.member,
                message.placed[0].id,
                message.unit,
            )
            groups.setdefault(key, []).append(message)
        else:
            out.append(message)
    for group in groups.values():
        pieces = per_step([(one.step.starts_at, one.step.ends_at, one.placed[1]) for one in group])
        for index, starts_at, ends_at, values in pieces:
            one = group[index]
            out.append(
                replace(
                    one,
                    step=Step(starts_at, ends_at, one.step.issued_at),
                    placed=(one.placed[0], values),
                )
            )
    return out
