"""Zones and historic levels of river stations for Article 45; read from `flood_stations.yaml`."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from geoops.kit.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class FloodStation:
    """The zone of a station (1 to 4), and its historic level in metres of its datum where it is known."""

    zone: int
    historic_m: float | None


@lru_cache
def _stations() -> dict[tuple[str, str], FloodStation]:
    text = files("geoops.hydromet.danger").joinpath("flood_stations.yaml").read_text("utf-8")
    return {
        (entry["province"], _plain(entry["name"])): FloodStation(entry["zone"], entry.get("historic_m"))
        for entry in read_yaml(text)["stations"]
    }


def find(name: str, province: str | None) -> FloodStation | None:
    """The station of that name in that province: tone marks, spaces and case aside, and what stands in brackets."""
    return _stations().get((province or "", _plain(name)))


def _plain(name: str) -> str:
    bare = name.split("(", maxsplit=1)[0].casefold().replace("đ", "d").removeprefix("trạm ")
    marks = unicodedata.normalize("NFD", bare)
    return "".join(sign for sign in marks if sign.isalnum())
