"""The operational data of other domains that indicators are computed from, and where they stand."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class Source:
    """Operational data by its code, with the address that shows them."""

    code: str
    name: Text
    href: str


@lru_cache
def sources() -> dict[str, Source]:
    """All of them by code."""
    text = files("geoops.indicators").joinpath("rules", "operational.yaml").read_text(encoding="utf-8")
    return {
        entry["code"]: Source(entry["code"], Text(entry["vi"], entry["en"]), entry["href"])
        for entry in read_yaml(text)
    }
