"""Population density, the first reference indicator: residents of the boundary file over the computed area."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from geoops.kit.i18n import Text

INDICATOR: Final = "reference.R.population_density"

BREAKS: Final = (50.0, 100.0, 200.0, 500.0, 2000.0)
"""Upper bounds, people per km², of the classes but the last. Fixed rather than quantiles: a class means the same on
every map and at every time. The choice is ours: upland communes lie mostly below 200, the deltas about 1,000."""

CLASSES: Final = ("to-50", "50-100", "100-200", "200-500", "500-2000", "over-2000")


@dataclass(frozen=True, slots=True)
class Residents:
    """What the boundary file says of a commune: residents (None where unknown) and the computed area in km²."""

    commune_code: str
    population: int | None
    area_km2: float | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Density:
    """People per km² of a commune, or None with the reason why it is not known."""

    commune_code: str
    value: float | None
    reason: Text | None


def density(residents: Residents) -> Density:
    """Residents over geodesic area. An unknown population is no zero, and an approximate outline has no area."""
    if residents.approximate:
        reason = Text(
            "ranh giới gần đúng, không có diện tích thật", "approximate boundary, without a true area"
        )
    elif residents.population is None:
        reason = Text("tệp ranh giới không có dân số", "the boundary file has no population")
    elif not residents.area_km2 or residents.area_km2 <= 0:
        reason = Text("không có diện tích", "no area")
    else:
        return Density(residents.commune_code, residents.population / residents.area_km2, None)
    return Density(residents.commune_code, None, reason)


def densities(residents: Iterable[Residents]) -> list[Density]:
    """The density of each commune, in the order given."""
    return [density(one) for one in residents]


def class_of(value: float | None, breaks: Sequence[float] = BREAKS) -> str | None:
    """The class of a density, None where it is not known; a value on a bound belongs to the class below it."""
    if value is None:
        return None
    return CLASSES[sum(value > bound for bound in breaks)]
