"""Rain of communes from grids: what was observed, what is forecast, how old it is, and nothing where nothing is known."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geoops.hydromet.grids import jobs, service
from geoops.hydromet.grids.description import Product
from geoops.hydromet.rain.estimate import estimate
from geoops.hydromet.rain.windows import Window
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.hydromet.grids import makers
from tests.hydromet.grids.makers import hours_later
from tests.hydromet.grids.test_loading import rain_in

pytestmark = pytest.mark.usefixtures("here")


def forecast(
    tmp_path: Path, issued_h: int, per_step: dict[tuple[int, int], float], product: str = "gfs"
) -> tuple[Path, Product]:
    """A forecast made `issued_h` hours after 22 July 00 UTC, with the rain (mm) of each step (hours after that day's
    beginning) everywhere, and double in 90004."""
    lon, lat = np.arange(103.05, 105, 0.1), np.arange(21.05, 23, 0.1)
    fields = []
    for mm in per_step.values():
        values = np.full((20, 20), mm, "float32")
        values[11, 11] = 2 * mm  # rows from the south: 22.1 to 22.2, columns 104.1 to 104.2
        fields.append(values)
    ends = [end for _, end in per_step]
    length = next(end - start for start, end in per_step)
    path = makers.netcdf(
        tmp_path / f"{product}-{issued_h}.nc", np.stack(fields), lon=lon, lat=lat, times=ends,
        time_units="hours since 2026-07-22 00:00",
    )  # fmt: skip
    described = Product.model_validate(
        {
            "id": product,
            "title": {"vi": "Dự báo thử", "en": "Test forecast"},
            "kind": "forecast",
            "format": "netcdf",
            "credit": "made up",
            "licence": "none",
            "issued_at": hours_later(issued_h).isoformat(),
            "fields": [
                {"name": "rain", "variable": "rain", "time": {"stamp": "end", "length": f"PT{length}H"}}
            ],
        }
    )
    return path, described


async def load(db: Database, home: Path, *loads: tuple[Path, Product | None]) -> None:
    for path, product in loads:
        result = await jobs.load(db, home, path, product)
        assert not result.refused


async def asked(db: Database, ask: Any, **args: Any) -> Any:
    async with db.transaction(SYSTEM) as session:
        return await ask(session, **args)


FAR = hours_later(24 * 3000)
"""All that is known by now, whenever now is."""


async def test_observed_rain_is_the_sum_of_its_steps(
    country_db: Database, home: Path, tmp_path: Path
) -> None:
    for half_hour, rate in enumerate((10.0, 20.0, 30.0, 40.0)):
        path = makers.imerg(
            tmp_path / f"{half_hour}.HDF5", rain_in("90002", rate), starts_at=hours_later(15 + half_hour / 2)
        )
        await load(country_db, home, (path, None))
    found = await asked(country_db, service.observed_rain, at=hours_later(17), known_at=FAR, hours=2)
    rain = found["90002"]
    assert rain.mean_mm == pytest.approx(50, abs=0.01)
    assert rain.max_mm == pytest.approx(50, abs=0.01)
    assert (rain.covered, rain.apportioned, rain.product, rain.age_minutes) == (1, 0, "imerg_late", 0)
    assert found["90001"].mean_mm == pytest.approx(0, abs=1e-3), "measured and dry is a zero"
    cut = (await asked(country_db, service.observed_rain, at=hours_later(17.25), known_at=FAR, hours=1))[
        "90002"
    ]
    assert cut.mean_mm == pytest.approx(30 / 2 * 0.5 + 40 / 2, abs=0.01)
    assert cut.covered == 0.75, "a quarter of an hour is not known yet"
    assert cut.age_minutes == 15
    assert cut.ends_at == hours_later(17)
    nothing = await asked(country_db, service.observed_rain, at=hours_later(10), known_at=FAR, hours=2)
    assert nothing == {}, "what is not known has no number"


async def test_a_cell_without_a_value_is_not_a_zero(country_db: Database, home: Path, tmp_path: Path) -> None:
    rain = rain_in("90002", 40)
    rain[10, 10] = np.nan  # 90001
    await load(country_db, home, (makers.imerg(tmp_path / "a.HDF5", rain, starts_at=hours_later(15)), None))
    found = await asked(country_db, service.observed_rain, at=hours_later(15.5), known_at=FAR, hours=0.5)
    assert "90001" not in found
    assert set(found) == {"90002", "90003", "90004"}


async def test_forecast_for_the_next_six_hours(country_db: Database, home: Path, tmp_path: Path) -> None:
    steps = {(h, h + 3): mm for h, mm in ((0, 3.0), (3, 6.0), (6, 12.0), (9, 24.0), (12, 1.0))}
    await load(country_db, home, forecast(tmp_path, 0, steps))
    found = await asked(country_db, service.forecast_rain, at=hours_later(4), known_at=FAR, hours=6)
    assert found == {}, "a forecast made long before what is asked for is history"
    known_at = hours_later(4)
    async with country_db.transaction(SYSTEM) as session:
        await session.execute(makers_text("UPDATE grid_steps SET known_at = '2026-07-22T03:00Z'"))
    found = await asked(country_db, service.forecast_rain, at=hours_later(4), known_at=known_at, hours=6)
    rain = found["90001"]
    # two of three hours of the step 3 to 6, the step 6 to 9, one of three hours of the step 9 to 12
    assert rain.mean_mm == pytest.approx(6 * 2 / 3 + 12 + 24 / 3, abs=0.02)
    assert found["90004"].mean_mm == pytest.approx(48, abs=0.04)
    assert (rain.issued_at, rain.age_minutes, rain.covered) == (hours_later(0), 240, 1)
    assert rain.apportioned == 0.5
    assert (
        await asked(country_db, service.forecast_rain, at=hours_later(4), known_at=hours_later(2), hours=6)
        == {}
    ), "it had not come in by then"


def makers_text(sql: str) -> Any:
    from sqlalchemy import text

    return text(sql)


async def test_the_newest_forecast_that_reaches_counts(
    country_db: Database, home: Path, tmp_path: Path
) -> None:
    whole = {(h, h + 3): 3.0 for h in range(0, 24, 3)}
    short = {(h, h + 3): 30.0 for h in range(6, 9, 3)}
    await load(country_db, home, forecast(tmp_path, 0, whole), forecast(tmp_path, 6, short))
    async with country_db.transaction(SYSTEM) as session:
        await session.execute(makers_text("UPDATE grid_steps SET known_at = issued_at + interval '2 hours'"))
    ask = {"at": hours_later(9), "known_at": hours_later(9), "hours": 6}
    assert (await asked(country_db, service.forecast_rain, **ask))["90001"].mean_mm == pytest.approx(
        6, abs=0.02
    )
    await load(country_db, home, forecast(tmp_path, 6, {(h, h + 3): 30.0 for h in range(6, 18, 3)}))
    async with country_db.transaction(SYSTEM) as session:
        await session.execute(makers_text("UPDATE grid_steps SET known_at = issued_at + interval '2 hours'"))
    newest = (await asked(country_db, service.forecast_rain, **ask))["90001"]
    assert newest.mean_mm == pytest.approx(60, abs=0.1)
    assert newest.issued_at == hours_later(6)
    assert newest.age_minutes == 180
    assert list(await asked(country_db, service.forecast_rain, **ask, only=["90003"])) == ["90003"]


async def test_rain_between_gauges_comes_from_the_grid_where_there_is_no_gauge(
    country_db: Database, home: Path, tmp_path: Path
) -> None:
    for half_hour in range(4):
        path = makers.imerg(
            tmp_path / f"{half_hour}.HDF5", rain_in("90002", 20.0), starts_at=hours_later(15 + half_hour / 2)
        )
        await load(country_db, home, (path, None))
    ask = {"at": hours_later(17), "known_at": FAR, "window": Window(hours=2)}
    found = (await asked(country_db, estimate, **ask)).communes["90002"]
    assert (found.method, found.product, found.confidence) == ("blended", "imerg_late", "low")
    assert found.mean_mm == pytest.approx(40, abs=0.5)
    assert (found.nearest_gauge_km, found.error_mm) == (None, None), "there is no gauge to be wrong at"
    later = ask | {"at": hours_later(40)}
    assert (await asked(country_db, estimate, **later)).communes == {}, "the grid knows nothing of that time"


async def test_ecmwf_comes_before_gfs(country_db: Database, home: Path, tmp_path: Path) -> None:
    steps = {(h, h + 3): 3.0 for h in range(0, 12, 3)}
    double = dict.fromkeys(steps, 6.0)
    await load(country_db, home, forecast(tmp_path, 0, steps), forecast(tmp_path, 0, double, "ecmwf"))
    async with country_db.transaction(SYSTEM) as session:
        await session.execute(makers_text("UPDATE grid_steps SET known_at = issued_at"))
    ask = {"at": hours_later(3), "known_at": hours_later(3), "hours": 6}
    assert (await asked(country_db, service.forecast_rain, **ask))["90001"].product == "ecmwf"
    chosen = await asked(country_db, service.forecast_rain, **ask, product="gfs")
    assert chosen["90001"].mean_mm == pytest.approx(6, abs=0.02)
    await asked(
        country_db,
        service.forecast_rain,
        at=hours_later(3),
        known_at=hours_later(3) + timedelta(days=1),
        hours=6,
    )
