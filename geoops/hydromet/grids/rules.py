"""The variables that grids carry and the products that are known without a description, read from `rules/`."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from geoops.hydromet.grids.description import Product
from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class GridVariable:
    """What a grid may hold: the unit it is kept in, bounds beyond which a value cannot be meant, and its stops.

    `stops` are the edges of the colour classes by the longest step (hours) that they are for.
    """

    name: str
    title: Text
    unit: str
    accumulated: bool
    least: float
    most: float
    stops: tuple[tuple[float, tuple[float, ...]], ...]
    names: tuple[str, ...]
    codes: tuple[tuple[int, int, int], ...]

    def stops_for(self, hours: float) -> tuple[float, ...]:
        """The class edges for a step of that length."""
        return next((stops for most, stops in self.stops if hours <= most + 1e-9), self.stops[-1][1])


@lru_cache
def _document(name: str) -> Any:
    return read_yaml(files("geoops.hydromet").joinpath("rules").joinpath(name).read_text("utf-8"))


@lru_cache
def grid_variables() -> dict[str, GridVariable]:
    """All variables by name."""
    return {
        name: GridVariable(
            name=name,
            title=Text(**entry["title"]),
            unit=entry["unit"],
            accumulated=entry["accumulated"],
            least=float(entry["least"]),
            most=float(entry["most"]),
            stops=tuple(
                (float(hours), tuple(float(stop) for stop in stops))
                for hours, stops in entry["stops"].items()
            ),
            names=tuple(entry["grib_names"]),
            codes=tuple((code[0], code[1], code[2]) for code in entry["grib_codes"]),
        )
        for name, entry in _document("grid_variables.yaml")["variables"].items()
    }


@lru_cache
def known_products() -> dict[str, Product]:
    """The products that need no description file, by id."""
    return {
        entry["id"]: Product.model_validate(entry) for entry in _document("grid_products.yaml")["products"]
    }
