"""The pillars, what is counted in each, and how long a count is taken as true."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from geoops.kit.errors import CommandRefused, Fault
from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml
from geoops.settings import get_settings

Pillar = Literal["command", "forces", "means", "logistics"]

PILLARS: Final[dict[Pillar, Text]] = {
    "command": Text("Chỉ huy tại chỗ", "Command on the spot"),
    "forces": Text("Lực lượng tại chỗ", "Forces on the spot"),
    "means": Text("Phương tiện, vật tư tại chỗ", "Means and materials on the spot"),
    "logistics": Text("Hậu cần tại chỗ", "Logistics on the spot"),
}

CONDITIONS: Final = {
    "ready": Text("Sẵn sàng", "Ready"),
    "in_use": Text("Đang dùng", "In use"),
    "repair": Text("Đang sửa", "Under repair"),
    "unusable": Text("Không dùng được", "Unusable"),
}
"""How what was counted stands."""

RHYTHM: Final = timedelta(days=31)
"""Counts are due monthly (Lào Cai C6, "Tháng"); an older one fades and is not taken as ready."""

MOST_PLACES: Final = 50_000
"""A single shelter with more places than this is a slip of the hand (a local assumption)."""


@dataclass(frozen=True, slots=True)
class ResourceKind:
    """Something that is counted: its pillar, unit, whether only whole numbers make sense, and the largest count."""

    code: str
    pillar: Pillar
    name: Text
    unit: str
    whole: bool
    most: float
    source: str
    certainty: str
    serves: str | None = None
    each: float = 1.0
    own: bool = False
    """Added by the province."""


class _Entry(BaseModel):
    """A kind as the file has it. Texts are not coerced, a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
    pillar: Pillar
    vi: Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
    en: Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
    unit: Annotated[str, StringConstraints(min_length=1, max_length=20, strip_whitespace=True)]
    whole: bool
    most: Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
    source: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    certainty: Literal["named", "recalled", "local"]
    serves: str | None = None
    each: Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False)] = 1.0


def entries(name: str) -> list[dict[str, Any]]:
    """The entries of a rule file of this domain."""
    text = files("geoops.resources").joinpath("rules", name).read_text(encoding="utf-8")
    return list(read_yaml(text))


@lru_cache
def _kinds(own: Path | None) -> dict[str, ResourceKind]:
    found = {entry["kind"]: _kind(_Entry.model_validate(entry), own=False) for entry in entries("kinds.yaml")}
    return found | _own(own, found) if own is not None else found


def kinds() -> dict[str, ResourceKind]:
    """All kinds by their code: those shipped, then the province's own. Raises CommandRefused for a faulty own file."""
    return _kinds(get_settings().resource_kinds)


def _own(file: Path, shipped: Mapping[str, ResourceKind]) -> dict[str, ResourceKind]:
    needs = {entry["need"]: entry for entry in entries("needs.yaml")}

    def wrong(vi: str, en: str, row: int | None = None, field: str | None = None) -> CommandRefused:
        title = Text("Tệp loại nguồn lực riêng không dùng được", "The file of own kinds cannot be used")
        return CommandRefused(title, faults=[Fault(Text(vi, en), row=row, field=field, file=file.name)])

    try:
        rows = read_yaml(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise wrong(f"không đọc được: {error}", f"cannot be read: {error}") from error
    if not isinstance(rows, list):
        raise wrong("phải là một danh sách", "it must be a list")
    found: dict[str, ResourceKind] = {}
    for number, row in enumerate(rows, 1):
        try:
            entry = _Entry.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            raise wrong(first["msg"], first["msg"], number, ".".join(map(str, first["loc"]))) from error
        if entry.kind in shipped or entry.kind in found:
            raise wrong(
                f"đã có loại “{entry.kind}”", f"there is a kind “{entry.kind}” already", number, "kind"
            )
        if entry.serves is not None and needs.get(entry.serves, {}).get("pillar") != entry.pillar:
            raise wrong(
                f"“{entry.serves}” không phải nhu cầu của trụ cột này",
                f"“{entry.serves}” is no need of this pillar",
                number,
                "serves",
            )
        found[entry.kind] = _kind(entry, own=True)
    return found


def _kind(entry: _Entry, *, own: bool) -> ResourceKind:
    return ResourceKind(
        code=entry.kind,
        pillar=entry.pillar,
        name=Text(entry.vi, entry.en),
        unit=entry.unit,
        whole=entry.whole,
        most=entry.most,
        source=entry.source,
        certainty=entry.certainty,
        serves=entry.serves,
        each=entry.each,
        own=own,
    )


@lru_cache
def shelter_kinds() -> dict[str, Text]:
    """What a shelter is when it is no shelter."""
    return {entry["kind"]: Text(entry["vi"], entry["en"]) for entry in entries("shelters.yaml")}
