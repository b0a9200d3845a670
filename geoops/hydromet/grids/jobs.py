"""Loading grids, measuring them again in new boundaries, and taking away old files.

The busy parts run in threads and children, between short transactions: one that reads what is there, one that writes
the result whole.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import procrastinate
import structlog

from geoops.communes.service import CommunePolygons
from geoops.hydromet.grids import archive, catalogue, keeping, reading, taking, upkeep
from geoops.hydromet.grids.description import Product
from geoops.hydromet.grids.geometry import GridGeometry
from geoops.hydromet.grids.reading import GridFile
from geoops.hydromet.grids.taking import GridResult
from geoops.hydromet.grids.times import hours
from geoops.hydromet.grids.weights import Weights, measure, work_out
from geoops.kit import spaces
from geoops.kit.context import Context, Scope
from geoops.kit.db import Database
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.input import FUTURE_ALLOWANCE
from geoops.kit.jobs import queue
from geoops.settings import get_settings

log = structlog.get_logger(__name__)
CONTEXT = Context(actor="grids", scope=Scope(nation=True))
FORECAST_REACH = timedelta(days=46)
"""The longest forecast is the extended range of 46 days."""
_BATCH = 50


async def load(
    database: Database, home: Path, path: Path, product: Product | None, *, context: Context = CONTEXT
) -> GridResult:
    """Load a file; the same again writes nothing. Raises BadGrid, Undecodable or DiskFull; nothing is kept then."""
    file = await asyncio.to_thread(reading.decode, path, product)
    return await take(database, home, file, source_file=path.name, context=context)


async def take(
    database: Database, home: Path, file: GridFile, *, source_file: str, context: Context = CONTEXT
) -> GridResult:
    """Keep the fields of a file that was read."""
    async with database.transaction(context) as session:
        file = of_this_time(file, await spaces.now(session))
        planned = await taking.plan(session, file.product, file.fields)
    if not planned.fields:
        return GridResult(
            file.product.id, unchanged=planned.unchanged, refused=file.faults, ignored=file.ignored
        )
    weights = dict(planned.weights)
    if planned.missing:
        assert planned.polygons is not None
        weights |= await _make_weights(database, planned.missing, planned.polygons, context)
    kept = await asyncio.to_thread(keeping.keep, home, context.space, file.product, planned.fields, weights)
    try:
        async with database.transaction(context) as session:
            result = await taking.keep(session, file.product, kept, planned.boundary_version, source_file)
    except BaseException:
        await asyncio.to_thread(keeping.discard, home, kept)
        raise
    return replace(
        result, unchanged=result.unchanged + planned.unchanged, refused=file.faults, ignored=file.ignored
    )


def of_this_time(file: GridFile, now: Any) -> GridFile:
    """Without the fields that lie in the future: an observation of tomorrow is none, nor is a forecast not yet made."""
    latest = now + (FORECAST_REACH if file.product.kind == "forecast" else FUTURE_ALLOWANCE)
    faults: list[Fault] = list(file.faults)
    fields = []
    for one in file.fields:
        if file.product.kind != "reference" and (
            one.ends_at > latest or (one.issued_at or now) > now + FUTURE_ALLOWANCE
        ):
            reason = Text(
                f"thời gian nằm trong tương lai: {one.ends_at.isoformat()}",
                f"a time in the future: {one.ends_at.isoformat()}",
            )
            faults.append(Fault(reason, field=one.variable))
        else:
            fields.append(one)
    return replace(file, fields=tuple(fields), faults=tuple(faults))


async def _make_weights(
    database: Database, geometries: Sequence[GridGeometry], polygons: CommunePolygons, context: Context
) -> dict[str, Weights]:
    """Work out weights and keep them at once: whatever comes after, they need not be worked out again."""
    worked_out = [(one, await asyncio.to_thread(work_out, one, polygons)) for one in geometries]
    async with database.transaction(context) as session:
        await taking.keep_weights(session, polygons.boundary_version, worked_out)
    return {geometry.id: weights for geometry, weights in worked_out}


async def measure_missing(
    database: Database, home: Path, *, days: int = 10, context: Context = CONTEXT
) -> int:
    """Measure the steps of the last days that were not measured in the boundaries in use; how many were.

    A step whose file is gone is left as it is, with a line in the log: the others are not held up by it.
    """
    done = 0
    lost: set[Any] = set()
    while True:
        async with database.transaction(context) as session:
            since = await spaces.now(session) - timedelta(days=days)
            found, boundary_version = await upkeep.unmeasured(session, since, _BATCH + len(lost))
            steps = [one for one in found if one["id"] not in lost]
            if not steps or boundary_version is None:
                return done
            geometry = await catalogue.geometry(session, steps[0]["geometry_id"])
            product = await catalogue.known_product(session, steps[0]["product"])
            planned = await catalogue.weights_for(session, geometry)
        batch = [one for one in steps if one["geometry_id"] == geometry.id and one["product"] == product.id]
        weights = planned.weights
        if weights is None:
            assert planned.polygons is not None
            weights = (await _make_weights(database, [geometry], planned.polygons, context))[geometry.id]
        rows, gone = await asyncio.to_thread(_measured_again, home, product, batch, weights, boundary_version)
        for one in gone:
            log.warning("grid_file_missing", product=product.id, file=one["file"])
            lost.add(one["id"])
        if rows:
            async with database.transaction(context) as session:
                await upkeep.keep_values(session, product.id, rows)
            done += len(rows)


def _measured_again(
    home: Path, product: Product, steps: Sequence[Any], weights: Weights, boundary_version: int
) -> tuple[list[dict[str, Any]], list[Any]]:
    rows: list[dict[str, Any]] = []
    gone: list[Any] = []
    for one in steps:
        try:
            values = archive.read(home, one["file"])
        except archive.GridFileMissing:
            gone.append(one)
            continue
        stops = keeping.stops_of(product, one["variable"], hours(one["starts_at"], one["ends_at"]))
        found = measure(weights, [values], stops)[0]
        rows.append(keeping.value_row(one["id"], boundary_version, found, stops))
    return rows, gone


async def prune(database: Database, home: Path, *, context: Context = CONTEXT) -> int:
    """Take away the files whose retention is over; how many were.

    The catalogue is told first: a file without a row is waste, a row without a file would be a fault.
    """
    async with database.transaction(context) as session:
        over = await upkeep.over_retention(session, await spaces.now(session))
        await upkeep.forget(session, [id_ for id_, _ in over])
    for _, file in over:
        await asyncio.to_thread(archive.remove, home, file)
    return len(over)


async def check(database: Database, home: Path, *, context: Context = CONTEXT) -> tuple[int, list[str]]:
    """How many steps have a file, and the names of those that are missing or cannot be opened."""
    async with database.transaction(context) as session:
        kept = await upkeep.kept_files(session)
        geometries = {
            one: await catalogue.geometry(session, one) for one in {row["geometry_id"] for row in kept}
        }

    def bad() -> list[str]:
        return [
            row["file"] for row in kept if not archive.fits(home, row["file"], geometries[row["geometry_id"]])
        ]

    return len(kept), await asyncio.to_thread(bad)


@queue.periodic(cron="41 * * * *")
@queue.task(name="hydromet.grids.tidy", queueing_lock="hydromet.grids.tidy", pass_context=True)
async def tidy(job: procrastinate.JobContext, timestamp: int) -> None:
    """Every hour: measure what new boundaries left unmeasured, take away what is kept no longer."""
    database, home = job.additional_context["database"], get_settings().home
    measured, pruned = await measure_missing(database, home), await prune(database, home)
    if measured or pruned:
        log.info("grids_tidied", measured=measured, pruned=pruned)
