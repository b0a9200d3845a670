"""The passport of a risk map: what it shows, who made it, when, how, under which licence, and what its classes mean.

A map without a passport is not loaded: a colour of unknown origin on a commune would be taken for the truth.
"""

import itertools
import math
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import ErrorDetails

from geoops.kit.clock import utc_now
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.kit.input import BadText, clean_text
from geoops.kit.yaml_files import read_yaml

MAX_CLASSES = 32

_Name = Annotated[str, StringConstraints(min_length=1, max_length=300)]
_Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
_ClassName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class BadPassport(InputRefused):
    """A passport that lacks something or contradicts itself."""

    code = "bad_passport"
    title = Text("Hộ chiếu bản đồ rủi ro không hợp lệ", "The passport of the risk map is not valid")


class _Wrong(ValueError):
    """A contradiction in a passport, in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(vi, en)


class ClassRule(BaseModel):
    """A class of the legend: the values of the map that belong to it, either named or from `min` up to below `max`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _ClassName = Field(alias="class")
    label_vi: _Name
    label_en: _Name
    color: _Colour
    value: float | str | None = None
    min: float | None = None
    max: float | None = None


class Passport(BaseModel):
    """A passport as written in YAML. The classes go from the least to the greatest danger."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,39}$")]
    hazard: str
    title_vi: _Name
    title_en: _Name
    date: date
    author: _Name
    method: _Name
    licence: _Name
    version: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    band: Annotated[int, Field(ge=1, le=1000)] = 1
    layer: str | None = None
    class_field: str | None = None
    nodata: float | None = None
    source: str | None = None
    note_vi: str | None = None
    note_en: str | None = None
    classes: Annotated[tuple[ClassRule, ...], Field(min_length=1, max_length=MAX_CLASSES)]

    @property
    def by_breaks(self) -> bool:
        """Whether the classes are ranges of a continuous quantity."""
        return self.classes[0].value is None

    @property
    def bounds(self) -> list[tuple[float, float]]:
        """Lower (in) and upper (out) bound of each class of a map with breaks; open ends are infinite."""
        return [
            (-math.inf if one.min is None else one.min, math.inf if one.max is None else one.max)
            for one in self.classes
        ]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if not date(1950, 1, 1) <= self.date <= utc_now().date() + timedelta(days=1):
            raise _Wrong("“date” phải từ năm 1950 đến hôm nay", "“date” must lie between 1950 and today")
        if self.hazard not in hazards():
            listed = ", ".join(hazards())
            raise _Wrong(f"“hazard” phải là một trong: {listed}", f"“hazard” must be one of: {listed}")
        names = [one.name for one in self.classes]
        if len(set(names)) < len(names):
            raise _Wrong("“classes”: một lớp bị đặt tên hai lần", "“classes”: a class is named twice")
        if any((one.value is None) != self.by_breaks for one in self.classes):
            raise _Wrong(
                "“classes”: hoặc mọi lớp có value, hoặc mọi lớp có min và max",
                "“classes”: either all have a value, or all have min and max",
            )
        if self.by_breaks:
            self._check_breaks()
        elif any(isinstance(one.value, float) and not math.isfinite(one.value) for one in self.classes):
            raise _Wrong("“classes”: value phải là số hữu hạn", "“classes”: a value must be finite")
        elif len({one.value for one in self.classes}) < len(self.classes):
            raise _Wrong("“classes”: một giá trị thuộc hai lớp", "“classes”: a value belongs to two classes")
        elif any(one.min is not None or one.max is not None for one in self.classes):
            raise _Wrong(
                "“classes”: một lớp có value hoặc khoảng min–max, không cả hai",
                "“classes”: a class has a value or a range, not both",
            )
        return self

    def _check_breaks(self) -> None:
        numbers = [bound for one in self.classes for bound in (one.min, one.max) if bound is not None]
        if any(not math.isfinite(number) for number in numbers):
            raise _Wrong(
                "“classes”: min và max phải là số hữu hạn", "“classes”: min and max must be finite numbers"
            )
        ranges = self.bounds
        if any(low >= high for low, high in ranges):
            raise _Wrong("“classes”: min phải nhỏ hơn max", "“classes”: min must be below max")
        if any(above[0] != below[1] for below, above in itertools.pairwise(ranges)):
            raise _Wrong(
                "“classes”: mỗi khoảng phải bắt đầu ở chỗ khoảng trước kết thúc",
                "“classes”: each range must begin where the one before it ends",
            )


@lru_cache
def hazards() -> dict[str, Text]:
    """The dangers that a passport may name."""
    text = files("geoops.hazards").joinpath("rules", "hazards.yaml").read_text(encoding="utf-8")
    return {entry["hazard"]: Text(entry["vi"], entry["en"]) for entry in read_yaml(text)}


def parse_passport(name: str, content: bytes) -> Passport:
    """A passport from the bytes of its YAML file; raises BadPassport with every fault found."""
    try:
        loaded: Any = read_yaml(content)
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        reason = Text("tệp không đọc được (cần YAML mã UTF-8)", "unreadable file (UTF-8 YAML is needed)")
        raise BadPassport(faults=[Fault(reason, file=name)]) from error
    if not isinstance(loaded, dict):
        reason = Text("tệp trống hoặc không phải hộ chiếu", "the file is empty or no passport")
        raise BadPassport(faults=[Fault(reason, file=name)])
    try:
        return Passport.model_validate(_clean(loaded))
    except BadText as error:
        reason = Text("có ký tự điều khiển trong chữ", f"control character in a text: {error}")
        raise BadPassport(faults=[Fault(reason, file=name)]) from error
    except ValidationError as error:
        raise BadPassport(
            faults=[
                Fault(
                    _reason(entry),
                    field=".".join(str(part) for part in entry["loc"]) or None,
                    file=name,
                )
                for entry in error.errors()
            ]
        ) from error


def _reason(entry: ErrorDetails) -> Text:
    own = entry.get("ctx", {}).get("error")
    if isinstance(own, _Wrong):
        return own.text
    if entry["type"] == "missing":
        return Text("thiếu mục bắt buộc này", "this entry is missing")
    if entry["type"] == "extra_forbidden":
        return Text("mục này không có trong hộ chiếu", "there is no such entry in a passport")
    return Text("giá trị không hợp lệ", entry["msg"])


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value, multiline=True)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return value


Kind = Literal["raster", "vector"]


def legend(passport: Passport) -> list[dict[str, Any]]:
    """The classes as kept beside the map, from the least to the greatest danger."""
    return [one.model_dump(by_alias=True, exclude_none=True) for one in passport.classes]
