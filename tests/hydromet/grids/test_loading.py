"""Steps are kept once, whole or not at all, measured in every commune, told once in the change log."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pystac
import pytest
import rasterio
from sqlalchemy import text

from geoops.hydromet.grids import archive, catalogue, jobs, stac, taking, upkeep
from geoops.hydromet.grids.archive import DiskFull
from geoops.hydromet.grids.rules import known_products
from geoops.kit import changes, spaces
from geoops.kit.context import EVERYWHERE, SYSTEM
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from tests import places
from tests.conftest import context
from tests.hydromet.grids import makers

pytestmark = pytest.mark.usefixtures("here")
AT = datetime(2026, 7, 22, 15, tzinfo=UTC)


def rain_in(code: str, mm_per_hour: float) -> Any:
    """IMERG rain on one commune of the made-up country (0.1° squares at 104.0, 22.0), rows from the south."""
    rain = np.zeros((20, 20), "float32")
    west, south = places.COMMUNES[code][3:]
    rain[round((south - 21) / 0.1), round((west - 103) / 0.1)] = mm_per_hour
    return rain


async def load(db: Database, home: Path, path: Path, **asked: Any) -> taking.GridResult:
    return await jobs.load(db, home, path, None, **asked)


async def rows(db: Database, sql: str, ctx: Any = SYSTEM) -> list[Any]:
    async with db.transaction(ctx) as session:
        return list(await session.execute(text(sql)))


async def test_a_step_is_kept_and_measured(country_db: Database, home: Path, tmp_path: Path) -> None:
    result = await load(country_db, home, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40)))
    assert (result.new, result.changed, result.unchanged) == (1, 0, 0)
    async with country_db.transaction(SYSTEM) as session:
        (row,) = await catalogue.page(
            session, product=None, variable=None, from_=None, to=None, known_at=await spaces.now(session), after=None, limit=5
        )  # fmt: skip
        _, codes, values = await catalogue.commune_values(session, row["id"])
    assert (row["product"], row["starts_at"], row["ends_at"]) == (
        "imerg_late",
        AT,
        AT + timedelta(minutes=30),
    )
    assert values is not None
    mean = dict(zip(codes, values.mean, strict=True))
    assert mean == pytest.approx({"90001": 0, "90002": 20, "90003": 0, "90004": 0}, abs=1e-3)
    assert values.covered == [1, 1, 1, 1]
    with rasterio.open(archive.folder(home) / row["file"]) as dataset:
        assert dataset.profile["driver"] == "GTiff"
        assert dataset.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert dataset.units == ("mm",)
    (kept,) = await rows(country_db, "SELECT * FROM grid_weights")
    assert kept.codes == ["90001", "90002", "90003", "90004"]


async def test_the_same_again_writes_nothing(country_db: Database, home: Path, tmp_path: Path) -> None:
    path = makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40))
    await load(country_db, home, path)
    before = await rows(country_db, "SELECT max(seq) FROM changes", EVERYWHERE)
    stamps = [file.stat().st_mtime_ns for file in archive.folder(home).rglob("*.tif")]
    other_name = path.rename(tmp_path / "b.HDF5")
    result = await load(country_db, home, other_name)
    assert (result.new, result.changed, result.unchanged) == (0, 0, 1)
    assert await rows(country_db, "SELECT max(seq) FROM changes", EVERYWHERE) == before
    assert [file.stat().st_mtime_ns for file in archive.folder(home).rglob("*.tif")] == stamps


async def test_a_correction_keeps_what_was_known(country_db: Database, home: Path, tmp_path: Path) -> None:
    await load(country_db, home, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40)))
    (before,) = await rows(country_db, "SELECT clock_timestamp() AS now")
    result = await load(country_db, home, makers.imerg(tmp_path / "b.HDF5", rain_in("90002", 10)))
    assert (result.new, result.changed) == (0, 1)
    async with country_db.transaction(SYSTEM) as session:
        now = await spaces.now(session)
        for known_at, most in ((before.now, 20), (now, 5)):
            (row,) = await catalogue.page(
                session, product="imerg_late", variable="rain", from_=None, to=None, known_at=known_at, after=None, limit=5
            )  # fmt: skip
            assert row["most"] == most


async def test_the_change_log_names_the_communes_whose_class_changed(
    country_db: Database, home: Path, tmp_path: Path
) -> None:
    await load(country_db, home, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40)))
    later = AT + timedelta(minutes=30)
    result = await load(
        country_db, home, makers.imerg(tmp_path / "b.HDF5", rain_in("90003", 40), starts_at=later)
    )
    assert result.communes_changed == 2
    async with country_db.transaction(EVERYWHERE) as session:
        log = [one for one in await changes.read_after(session, 0) if one.entity == "grid"]
    assert len(log) == 2, "one row for a batch"
    assert log[0].payload["communes_changed"] == 4, "nothing was known before"
    assert log[1].payload["classes"] == {"90002": 0, "90003": 6}
    assert log[1].at == later + timedelta(minutes=30)


async def test_new_boundaries_have_weights_of_their_own(
    country_db: Database, home: Path, tmp_path: Path
) -> None:
    await load(country_db, home, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40)))
    async with country_db.transaction(SYSTEM) as session:
        await session.execute(
            text(
                "WITH old AS (UPDATE boundary_versions SET active = false WHERE active RETURNING *)"
                " INSERT INTO boundary_versions (kind, source, credit, checksum, files, valid_from, active, units, west,"
                " south, east, north) SELECT kind, source, credit, 'other', files, valid_from, true, units, west, south,"
                " east, north FROM old"
            )
        )
    async with country_db.transaction(SYSTEM) as session:
        await session.execute(
            text(
                "INSERT INTO commune_geometries (boundary_version, code, geom) SELECT max_id, code,"
                " ST_Multi(ST_Translate(geom, -0.1, 0)) FROM commune_geometries,"
                " (SELECT max(id) AS max_id FROM boundary_versions) AS newest WHERE boundary_version < max_id"
            )
        )
        await session.execute(
            text("UPDATE communes SET boundary_version = (SELECT max(id) FROM boundary_versions)")
        )
        assert (await upkeep.unmeasured(session, AT - timedelta(days=1), 5))[0], "not measured in these"
    assert await jobs.measure_missing(country_db, home, days=36500) == 1
    assert await jobs.measure_missing(country_db, home, days=36500) == 0
    async with country_db.transaction(SYSTEM) as session:
        (row,) = await catalogue.page(
            session, product=None, variable=None, from_=None, to=None, known_at=await spaces.now(session), after=None, limit=5
        )  # fmt: skip
        _, codes, values = await catalogue.commune_values(session, row["id"])
    assert values is not None
    moved = dict(zip(codes, values.mean, strict=True))
    assert moved["90002"] == pytest.approx(0, abs=1e-3), (
        "the commune moved a cell to the west, away from the rain"
    )


async def test_a_replay_does_not_see_what_is_live(country_db: Database, home: Path, tmp_path: Path) -> None:
    async with country_db.transaction(SYSTEM) as session:
        await spaces.ensure(
            session, "dien-tap", kind="replay", title=Text("Diễn lại", "Replay"), starts_at=AT,
            ends_at=AT + timedelta(days=1), speed=1,
        )  # fmt: skip
    replay = context("vn", "dien-tap")
    path = makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40))
    await load(country_db, home, path)
    assert await rows(country_db, "SELECT 1 FROM grid_steps", replay) == []
    assert await rows(country_db, "SELECT 1 FROM grid_commune_values", replay) == []
    result = await load(country_db, home, path, context=replay)
    assert result.new == 1
    assert len(await rows(country_db, "SELECT 1 FROM grid_steps")) == 1
    with pytest.raises(Exception, match="row-level security"):
        await rows(
            country_db,
            "INSERT INTO grid_steps SELECT 'live', gen_random_uuid(), product, variable, unit, starts_at, ends_at,"
            " issued_at, member, geometry_id, file, 'x', flags, least, most, bounds, source_file FROM grid_steps",
            replay,
        )


async def test_a_full_disk_leaves_nothing(
    country_db: Database, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, calls = archive._settle, []

    def full(path: Path) -> None:
        calls.append(path)
        if len(calls) > 3:  # the second step, after the first was written whole
            raise OSError(28, "No space left on device")
        settle(path)

    monkeypatch.setattr(archive, "_settle", full)
    values = np.stack([np.ones((20, 20)), np.ones((20, 20)) * 2])
    path = makers.netcdf(
        tmp_path / "a.nc", values, lon=np.arange(103.05, 105, 0.1), lat=np.arange(21.05, 23, 0.1), times=(0, 1), name="tp",
        units="m",
    )  # fmt: skip
    product = known_products()["era5_land_monthly"].model_copy(
        update={
            "fields": (known_products()["era5_land_monthly"].fields[0].model_copy(update={"unit": "mm"}),)
        }
    )
    with pytest.raises(DiskFull):
        await jobs.load(country_db, home, path, product)
    assert list(archive.folder(home).rglob("*.tif")) == []
    assert list(archive.folder(home).rglob(".writing-*")) == []
    assert await rows(country_db, "SELECT 1 FROM grid_steps") == []
    monkeypatch.undo()
    monkeypatch.setenv("GEOOPS_HOME", str(home))


FILL = """
import resource, sys
from pathlib import Path
import numpy as np
from datetime import UTC, datetime
from geoops.hydromet.grids import archive
from geoops.hydromet.grids.fields import GridField
from geoops.hydromet.grids.geometry import GridGeometry
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
at = datetime(2026, 7, 22, tzinfo=UTC)
values = np.random.default_rng(1).random((500, 500)).astype("float32")
field = GridField("rain", "mm", at, at, None, GridGeometry("EPSG:4326", 100, 25, 0.01, 0.01, 500, 500), values)
try:
    archive.write(Path(sys.argv[1]), "live/x/step.tif", field)
except archive.DiskFull:
    print("full")
"""


def test_a_file_that_cannot_be_written_whole_is_not_there(tmp_path: Path) -> None:
    """The system itself refuses to write more (a limit of the size of files stands for the full disk)."""
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    assert done.stdout.strip() == "full", done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_a_missing_file_is_reported_not_met_with_a_crash(
    country_db: Database, home: Path, tmp_path: Path
) -> None:
    await load(country_db, home, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40)))
    assert await jobs.check(country_db, home) == (1, [])
    (file,) = archive.folder(home).rglob("*.tif")
    file.write_bytes(file.read_bytes()[:50])
    count, bad = await jobs.check(country_db, home)
    assert (count, len(bad)) == (1, 1)
    file.unlink()
    count, bad = await jobs.check(country_db, home)
    assert bad == [str(file.relative_to(archive.folder(home)))]


async def test_files_go_when_their_retention_is_over(
    country_db: Database, home: Path, tmp_path: Path
) -> None:
    long_ago = datetime(2020, 7, 22, tzinfo=UTC)
    await load(country_db, home, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40), starts_at=long_ago))
    recent = datetime.now(UTC).replace(microsecond=0, second=0) - timedelta(hours=6)
    await load(country_db, home, makers.imerg(tmp_path / "b.HDF5", rain_in("90002", 40), starts_at=recent))
    assert len(list(archive.folder(home).rglob("*.tif"))) == 2
    assert await jobs.prune(country_db, home) == 1
    assert await jobs.prune(country_db, home) == 0
    (kept,) = archive.folder(home).rglob("*.tif")
    assert f"{recent:%Y%m}" in str(kept).replace("/", "")
    assert len(await rows(country_db, "SELECT 1 FROM grid_commune_values")) == 2, (
        "what it held in communes stays"
    )
    again = await load(country_db, home, tmp_path / "a.HDF5")
    assert again.unchanged == 1, "what was taken away is not taken in again"


async def test_what_lies_in_the_future_is_refused(country_db: Database, home: Path, tmp_path: Path) -> None:
    ahead = datetime.now(UTC) + timedelta(days=30)
    result = await load(
        country_db, home, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 1), starts_at=ahead)
    )
    assert (result.new, len(result.refused)) == (0, 1)
    assert "future" in result.refused[0].reason.en


async def test_a_stac_item_is_valid(country_db: Database, home: Path, tmp_path: Path) -> None:
    await load(country_db, home, makers.imerg(tmp_path / "a.HDF5", rain_in("90002", 40)))
    async with country_db.transaction(SYSTEM) as session:
        (row,) = await catalogue.page(
            session, product=None, variable=None, from_=None, to=None, known_at=await spaces.now(session), after=None, limit=5
        )  # fmt: skip
        geometry = await catalogue.geometry(session, row["geometry_id"])
    item = stac.item(dict(row), geometry, "Mưa", "public domain", "http://127.0.0.1:8000")
    core = item.to_dict() | {
        "stac_extensions": []
    }  # the schemas of the core are in pystac, those of extensions online
    assert pystac.Item.from_dict(core).validate() == [
        pystac.validation.schema_uri_map.DefaultSchemaUriMap().get_object_schema_uri(
            pystac.STACObjectType.ITEM, "1.1.0"
        )
    ]
    read = pystac.Item.from_dict(item.to_dict())
    assert read.properties["start_datetime"] == "2026-07-22T15:00:00Z"
    assert read.properties["proj:code"] == "EPSG:4326"
    assert read.assets["data"].media_type == pystac.MediaType.COG
