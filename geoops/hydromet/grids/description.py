"""The description of a product: what its files hold, whatever they say of themselves. Written in YAML by an operator."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.kit.problems import validation_problem
from geoops.kit.yaml_files import read_yaml

Format = Literal["imerg", "grib", "netcdf", "geotiff", "zarr"]
Kind = Literal["observed", "forecast", "reference"]
MAX_BYTES = 200_000

_Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,39}$")]
_Closed = ConfigDict(extra="forbid", frozen=True)


def _in_utc(moment: datetime) -> datetime:
    """With a zone of Python's own: what a decoder's child answers holds no classes of libraries."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_in_utc)]


class BadDescription(InputRefused):
    """A description that lacks something or contradicts itself."""

    code = "bad_grid_description"
    title = Text("Tệp mô tả lưới không hợp lệ", "The description of the grid is not valid")


class _Wrong(ValueError):
    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(vi, en)


class Words(BaseModel):
    """A text in both languages."""

    model_config = _Closed

    vi: _Name
    en: _Name


class TimeRule(BaseModel):
    """What a time coordinate means: the `start` or `end` of a step of `length`, its `bounds` as the file gives them,
    or an `instant`. `length` is an ISO 8601 duration in minutes, hours, days or months: PT30M, PT6H, P1D, P1M."""

    model_config = _Closed

    stamp: Literal["start", "end", "bounds", "instant"] = "instant"
    length: Annotated[str, StringConstraints(pattern=r"^P(T\d{1,4}[MH]|\d{1,3}[DM])$")] | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.stamp in ("start", "end") and self.length is None:
            raise _Wrong(
                f"time: stamp {self.stamp} cần length (ví dụ PT1H)", f"time: {self.stamp} needs a length"
            )
        return self

    @property
    def months(self) -> int:
        """The length in months, 0 where it is none of months."""
        match = re.fullmatch(r"P(\d+)M", self.length or "")
        return int(match[1]) if match else 0

    @property
    def seconds(self) -> int:
        """The length in seconds; 0 for months and instants."""
        match = re.fullmatch(r"P(?:T(\d+)([MH])|(\d+)D)", self.length or "")
        if match is None:
            return 0
        if match[3]:
            return int(match[3]) * 86400
        return int(match[1]) * (60 if match[2] == "M" else 3600)


class FieldRule(BaseModel):
    """One variable of a file: its `name` there (a NetCDF variable, a GRIB short name; `band` in a GeoTIFF), what it is
    (`variable`), and its `unit` where the file says nothing or something wrong. `at` fixes what further axes hold:
    `{level: 0}` takes the first of the axis `level`."""

    model_config = _Closed

    name: _Name = "band"
    band: Annotated[int, Field(ge=1, le=10_000)] = 1
    variable: _Id
    title: Words | None = None
    unit: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None
    kept_in: Annotated[str, StringConstraints(min_length=1, max_length=20)] | None = None
    time: TimeRule | None = None
    at: dict[str, int] = Field(default_factory=dict)
    fill: float | None = None
    stops: Annotated[tuple[float, ...], Field(min_length=2, max_length=12)] | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.stops is not None and list(self.stops) != sorted(set(self.stops)):
            raise _Wrong("stops: các ngưỡng màu phải tăng dần", "stops: the edges must rise")
        return self


class Product(BaseModel):
    """A product as described.

    `kind` says whether its steps are observations, forecasts or references (climatologies, normals). A GeoTIFF says
    nothing of time: `file_time` is the pattern of its name (`mua_%Y%m%d%H.tif`, read as UTC unless `utc_offset`),
    `at` one fixed time.
    """

    model_config = _Closed

    id: _Id
    title: Words
    kind: Kind
    format: Format
    credit: _Name
    licence: _Name
    centre: str | None = None
    crs: Annotated[str, StringConstraints(pattern=r"^EPSG:\d{4,6}$")] | None = None
    swap_axes: bool = False
    fields: Annotated[tuple[FieldRule, ...], Field(min_length=1, max_length=50)]
    file_time: _Name | None = None
    utc_offset: Annotated[float, Field(ge=-12, le=14)] = 0.0
    at: Moment | None = None
    issued_at: Moment | None = None
    rhythm_minutes: Annotated[int, Field(ge=1, le=60 * 24 * 400)] | None = None
    late_minutes: Annotated[int, Field(ge=1, le=60 * 24 * 400)] | None = None
    keep_days: Annotated[int, Field(ge=1, le=40_000)] = 60
    layer: bool = True

    @model_validator(mode="after")
    def _fits(self) -> Self:
        names = [rule.variable for rule in self.fields]
        if len(set(names)) < len(names):
            raise _Wrong("fields: một biến nêu hai lần", "fields: a variable is named twice")
        if self.format == "geotiff" and self.file_time is None and self.at is None:
            raise _Wrong(
                "GeoTIFF không mang thời gian: cần file_time hoặc at",
                "a GeoTIFF has no time: file_time or at is needed",
            )
        for moment in (self.at, self.issued_at):
            if moment is not None and moment.tzinfo is None:
                raise _Wrong("at, issued_at: thiếu múi giờ", "at, issued_at: the time lacks its zone")
        return self

    @property
    def text(self) -> Text:
        """The title."""
        return Text(self.title.vi, self.title.en)


def parse_description(name: str, content: bytes) -> Product:
    """A description file. Raises BadDescription with every fault and its field."""
    try:
        document: Any = read_yaml(content)
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        reason = Text("không phải YAML đọc được", "no readable YAML")
        mark = getattr(error, "problem_mark", None)
        raise BadDescription(faults=[Fault(reason, mark.line + 1 if mark else None, file=name)]) from None
    if not isinstance(document, dict):
        raise BadDescription(
            faults=[Fault(Text("phải là một bảng YAML", "must be a YAML mapping"), file=name)]
        )
    try:
        return Product.model_validate(document)
    except ValidationError as error:
        found = validation_problem(error.errors())
        raise BadDescription(
            faults=[Fault(one.reason, field=one.field, file=name) for one in found.faults]
        ) from None


def read_description(path: Path) -> Product:
    """The description in a file. Raises BadDescription."""
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        reason = Text(
            "không có tệp mô tả này, hoặc tệp quá lớn", "there is no such description, or it is too large"
        )
        raise BadDescription(faults=[Fault(reason, file=path.name)])
    return parse_description(path.name, path.read_bytes())
