"""The kinds of incident, from `rules/kinds.yaml`."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from geoops.kit.i18n import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of incident."""

    kind: str
    label: Text
    icon: str


@lru_cache
def all_kinds() -> dict[str, Kind]:
    """Every kind by its code, in the order of the form."""
    rows = yaml.safe_load(files(__package__).joinpath("rules/kinds.yaml").read_text(encoding="utf-8"))[
        "kinds"
    ]
    return {row["kind"]: Kind(row["kind"], Text(row["vi"], row["en"]), row["icon"]) for row in rows}
