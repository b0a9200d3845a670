"""Loading risk maps, and measuring them again in new boundaries. The busy part runs in a thread, between two short
transactions: one that reads the communes, one that writes the result whole."""

import asyncio
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from geoops.hazards import service
from geoops.hazards.passport import BadPassport, parse_passport
from geoops.hazards.service import Source
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

if TYPE_CHECKING:
    from geoops.hazards.measuring import Measured

log = structlog.get_logger(__name__)

MAX_PASSPORT_BYTES = 1_000_000


def rasters_folder(home: Path) -> Path:
    """Where class rasters are kept."""
    return home / "rasters"


def read_source(file: Path, passport_file: Path) -> Source:
    """The passport, and the checksums of both files. Raises BadPassport and BadRiskMap."""
    from geoops.hazards.measuring import checksum

    if not passport_file.is_file() or passport_file.stat().st_size > MAX_PASSPORT_BYTES:
        reason = Text(
            "không có tệp hộ chiếu này, hoặc tệp quá lớn", "there is no such passport, or it is too large"
        )
        raise BadPassport(faults=[Fault(reason, file=passport_file.name)])
    content = passport_file.read_bytes()
    passport = parse_passport(passport_file.name, content)
    return Source(passport, hashlib.sha256(content).hexdigest(), file.name, checksum(file))


async def load(
    database: Database, home: Path, file: Path, passport_file: Path, *, replace: bool
) -> "Measured | None":
    """Load a risk map; None where this very map is there already. Raises BadPassport, BadRiskMap, RiskMapExists,
    NoBoundaries; nothing is kept then."""
    from geoops.hazards.measuring import measure

    source = await asyncio.to_thread(read_source, file, passport_file)
    async with database.transaction(SYSTEM) as session:
        if await service.is_loaded(session, source, replace=replace):
            return None
        communes = await service.polygons(session)
    name = f"{source.passport.id}-{source.sha256[:8]}{source.passport_sha256[:8]}.tif"
    folder = rasters_folder(home)
    measured = await asyncio.to_thread(measure, file, source.passport, folder, name, communes)
    try:
        async with database.transaction(SYSTEM) as session:
            replaced = await service.keep(session, source, measured, replace=replace)
    except BaseException:
        _drop(folder, measured.file)
        raise
    if replaced != measured.file:
        _drop(folder, replaced)
    return measured


async def measure_missing(database: Database, home: Path) -> list[str]:
    """Measure every risk map that was not yet measured in the boundaries in use; answers the ids of those measured.

    A map whose raster is gone is left as it is, with a line in the log: the others are not held up by it.
    """
    async with database.transaction(SYSTEM) as session:
        waiting = [(one.id, one.file) for one in await service.unmeasured(session)]
        communes = await service.polygons(session) if waiting else None
    if communes is None:
        return []
    from geoops.hazards.measuring import measure_again

    measured: list[str] = []
    for id_, file in waiting:
        async with database.transaction(SYSTEM) as session:
            polygons = await service.kept_polygons(session, id_)
        path = rasters_folder(home) / file if file is not None else None
        if path is not None and not path.is_file():
            log.warning("risk_map_raster_missing", risk_map=id_, file=str(path))
            continue
        areas = await asyncio.to_thread(measure_again, path, polygons, communes)
        async with database.transaction(SYSTEM) as session:
            await service.keep_new_areas(session, id_, communes.boundary_version, areas)
        measured.append(id_)
    return measured


async def remove(database: Database, home: Path, id_: str) -> None:
    """Take a risk map off, with its file. Raises UnknownRiskMap."""
    async with database.transaction(SYSTEM) as session:
        file = await service.remove(session, id_)
    _drop(rasters_folder(home), file)


def _drop(folder: Path, file: str | None) -> None:
    if file is not None:
        (folder / file).unlink(missing_ok=True)
