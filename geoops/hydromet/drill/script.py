"""The drill as a script: what gauges report every ten minutes, and the warnings of every hour, all marked as a drill."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from geoops.hydromet.drill.storm import STEP, Array, Storm, make_storm
from geoops.hydromet.feeds.decoded import CommuneName, CommuneWarning, Decoded, ReadingBatch, WarningList
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.variables import variables
from geoops.hydromet.warnings.levels import inferred_level, validity, words

SOURCE = "drill"
WARNING_SOURCE = "DIỄN TẬP"
_STEPS_PER_HOUR = int(timedelta(hours=1) / STEP)
_OBSERVED_H, _FORECAST_H = 3, 3


@dataclass(frozen=True, slots=True)
class DrillStation:
    """A gauge of the drill, in the middle of a commune. Degrees in EPSG:4326."""

    id: str
    lon: float
    lat: float
    commune: CommuneName


def station_id(commune_code: str) -> str:
    """The id of the drill's gauge in a commune."""
    return f"{SOURCE}:{commune_code}"


def make_script(
    stations: Sequence[DrillStation], *, starts_at: datetime, hours: int, seed: int
) -> list[Decoded]:
    """Everything that becomes known in the drill, in its order. The same arguments give the same drill."""
    if not stations:
        return []
    storm = make_storm(
        np.array([station.lon for station in stations]),
        np.array([station.lat for station in stations]),
        starts_at=starts_at,
        hours=hours,
        seed=seed,
    )
    steps = hours * _STEPS_PER_HOUR
    amounts = np.array([storm.amounts(step) for step in range(steps)])
    return list(_frames(stations, storm, amounts))


def _frames(stations: Sequence[DrillStation], storm: Storm, amounts: Array) -> Iterator[Decoded]:
    unit = variables()["rain"].unit
    for step, row in enumerate(amounts):
        begins = storm.starts_at + step * STEP
        ends = begins + STEP
        readings = [
            Reading(number, station.id, "rain", begins, ends, float(mm), unit)
            for number, (station, mm) in enumerate(zip(stations, row, strict=True), 1)
        ]
        yield ReadingBatch(SOURCE, ends, readings)
        if (step + 1) % _STEPS_PER_HOUR == 0:
            yield WarningList(WARNING_SOURCE, ends, list(_warnings(stations, amounts, step + 1, ends)))


def _warnings(
    stations: Sequence[DrillStation], amounts: Array, step: int, at: datetime
) -> Iterator[CommuneWarning]:
    """Warnings by the rule inferred from published ones: rain observed plus forecast, here both known from the script."""
    observed = amounts[max(0, step - _OBSERVED_H * _STEPS_PER_HOUR) : step].sum(axis=0)
    forecast = amounts[step : step + _FORECAST_H * _STEPS_PER_HOUR].sum(axis=0)
    for station, seen, coming in zip(stations, observed, forecast, strict=True):
        level = inferred_level(float(seen + coming))
        if level is None:
            continue
        word = words()[level].vi
        yield CommuneWarning(
            id=f"drill-{at:%Y%m%d%H}-{station.id.removeprefix(f'{SOURCE}:')}",
            source=WARNING_SOURCE,
            issued_at=at,
            valid_from=at,
            valid_to=at + validity(),
            landslide=word,
            flash_flood=word if level > 1 else None,
            level=level,
            old_commune=station.commune.name,
            old_district=None,
            lon=station.lon,
            lat=station.lat,
            rain_mm=round(float(seen + coming), 1),
            rain_observed_mm=round(float(seen), 1),
            rain_forecast_mm=round(float(coming), 1),
            communes=(station.commune,),
            raw=({"drill": True, "note": "diễn tập, không phải cảnh báo thật"},),
        )
