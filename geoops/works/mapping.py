"""The mapping file that goes with a file of roads or kilometre posts: what its columns mean, and where it comes from.

source: Sở Xây dựng, bản đồ đường bộ 2026
accuracy_m: 10            # how far the line may lie from the real road; a post, from its real place
columns: {name: ten_duong, part: doan, province: ma_tinh, order: thu_tu, direction: chieu, start_chainage: km_dau}
backward: [nguoc, "-1"]   # values of the direction column for lines digitised against the chainage
speeds_kmh: {QL: 40}      # planning speeds of this file's roads, by the letters of the road or by road
# posts: columns {road: duong, part: doan, chainage: ly_trinh, lon: kinh_do, lat: vi_do}
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.kit.input import clean_text
from geoops.kit.yaml_files import read_yaml
from geoops.works.errors import BadLineFile, BadPostFile

Line = Annotated[str, AfterValidator(clean_text), Field(min_length=1, max_length=300)]
Speed = Annotated[float, Field(gt=0, le=130, allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)


class RoadColumns(_Part):
    """Columns of a file of roads; only the name is needed."""

    name: Line
    part: Line | None = None
    province: Line | None = None
    order: Line | None = None
    direction: Line | None = None
    start_chainage: Line | None = None


class PostColumns(_Part):
    """Columns of a file of kilometre posts; `lon` and `lat` where it has no points of its own."""

    road: Line
    chainage: Line
    part: Line | None = None
    lon: Line | None = None
    lat: Line | None = None


class _Mapping(_Part):
    source: Line
    licence: Line | None = None
    layer: Line | None = None
    crs: Line | None = None
    accuracy_m: float = Field(ge=0, le=1000, allow_inf_nan=False)


class RoadMapping(_Mapping):
    """What goes with a file of roads."""

    columns: RoadColumns
    backward: tuple[Line, ...] = ()
    speeds_kmh: Mapping[str, Speed] = Field(default_factory=dict)


class PostMapping(_Mapping):
    """What goes with a file of kilometre posts."""

    columns: PostColumns


def read_mapping(path: Path, kind: Literal["roads", "posts"]) -> RoadMapping | PostMapping:
    """Read and check a mapping file. Raises BadLineFile or BadPostFile naming the field."""
    refusal: type[InputRefused] = BadLineFile if kind == "roads" else BadPostFile
    model: type[RoadMapping | PostMapping] = RoadMapping if kind == "roads" else PostMapping
    try:
        document = read_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise refusal(
            faults=[
                Fault(Text("tệp ánh xạ không đọc được", "the mapping file cannot be read"), file=path.name)
            ]
        ) from None
    try:
        return model.model_validate(document)
    except ValidationError as error:
        faults = [
            Fault(
                Text(f"tệp ánh xạ: {one['msg']}", f"mapping: {one['msg']}"),
                field=".".join(str(part) for part in one["loc"]) or None,
                file=path.name,
            )
            for one in error.errors()[:20]
        ]
        raise refusal(faults=faults) from None
