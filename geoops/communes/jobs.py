"""Making sure that there are boundaries: the best that can be found, without being asked."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from geoops.communes import service
from geoops.communes.boundaries import lineage, preparing
from geoops.communes.boundaries.lineage import Descent
from geoops.communes.boundaries.preparing import Prepared, Provenance
from geoops.communes.errors import BoundaryFileRefused
from geoops.communes.loading import pipeline
from geoops.communes.loading import service as loading
from geoops.communes.records import BoundaryVersion
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database

log = structlog.get_logger(__name__)

NATION = ("vietnam_communes.parquet", "vietnam_communes.gpkg", "vietnam_communes.geojson")
"""File names that are looked for, best first: the whole country …"""

PROVINCES = "*_[0-9][0-9].gpkg"
"""… else all province files like `lao_cai_15.gpkg`, together."""

OLD_TO_NEW = "old_to_new_communes.csv"
SOURCE = "NXB Tài nguyên - Môi trường và Bản đồ Việt Nam (sapnhap.bando.com.vn)"
CREDIT = (
    "Ranh giới: Bản đồ tra cứu đơn vị hành chính Việt Nam, NXB Tài nguyên - Môi trường và Bản đồ Việt Nam "
    "(sapnhap.bando.com.vn), qua thanglequoc/vietnamese-provinces-database (MIT, (c) 2021 Thang Le Quoc), "
    "đã chỉnh lỗi chồng lấn. Dân số: sapnhap.bando.com.vn qua lamngockhuong/vietnam-3d-map "
    "(MIT, (c) 2025 Lam Ngoc Khuong). Bảng cũ-mới: vietnamadminunits (MIT, (c) 2025 Tran Ngoc Minh Hieu)."
)
"""What the known files are, where they carry these names; other files state their own on loading."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Found:
    """Boundary files to load together, and the lineage beside them."""

    boundaries: tuple[Path, ...]
    old_to_new: Path | None


def folders(data: Path | None) -> list[Path]:
    """Where boundary files are looked for: `data/boundaries` of the project, then of the reference data."""
    own = Path(__file__).parents[2] / "data" / "boundaries"
    return [own] if data is None else [own, data / "boundaries"]


def find(folders: Sequence[Path]) -> Found | None:
    """The first folder that holds known boundary files."""
    for folder in folders:
        whole = [folder / name for name in NATION if (folder / name).is_file()]
        files = whole[:1] or sorted(folder.glob(PROVINCES))
        if files:
            table = folder / OLD_TO_NEW
            return Found(tuple(files), table if table.is_file() else None)
    return None


async def ensure_loaded(
    database: Database, folders: Sequence[Path], say: Say = lambda _: None
) -> BoundaryVersion:
    """Load boundaries where none are, or where only approximate ones are and files have come.

    `folders` are looked through in their order; without a file the approximate cells are made. Files
    that fail their checks are said so, and the approximate cells serve meanwhile. What is loaded
    already is left alone, so that a second start is quick.
    """
    found = await asyncio.to_thread(find, folders)
    async with database.transaction(SYSTEM) as session:
        active = await service.active_boundary(session)
    if active is None or (active.approximate and found is not None):
        prepared = await asyncio.to_thread(_prepare, found, active is not None, say)
        if prepared is not None:
            async with database.transaction(SYSTEM) as session:
                await loading.load_boundaries(session, prepared)
            say(f"Đã nạp {len(prepared.communes)} xã, phường / communes loaded")
    async with database.transaction(SYSTEM) as session:
        if not await loading.lineage_known(session):
            pairs = await asyncio.to_thread(_lineage, found)
            await loading.load_lineage(session, pairs)
        active = await service.active_boundary(session)
    assert active is not None
    return active


def _prepare(found: Found | None, approximate_there: bool, say: Say) -> Prepared | None:
    if found is not None:
        names = ", ".join(path.name for path in found.boundaries)
        say(f"Nạp ranh giới xã từ {names} (khoảng nửa phút) / Loading communes")
        provenance = Provenance("reference", SOURCE, CREDIT)
        files = preparing.fingerprint(found.boundaries)
        try:
            return pipeline.prepare_files(
                found.boundaries, provenance, files, preparing.checksum(files, provenance)
            )
        except BoundaryFileRefused as refused:
            log.error("boundary_files_refused", files=names, errors=len(refused.faults))
            for report in refused.reports:
                say(report.block())
    if approximate_there:
        return None
    say("Không có tệp ranh giới: dựng ranh giới gần đúng / No boundary file: making approximate ones")
    return pipeline.prepare_approximate()


def _lineage(found: Found | None) -> list[Descent]:
    if found is not None and found.old_to_new is not None:
        pairs, report = lineage.read_lineage(found.old_to_new)
        if not report.failed:
            return pairs
        log.error("lineage_file_refused", file=found.old_to_new.name, errors=len(report.errors))
    return lineage.from_package()
