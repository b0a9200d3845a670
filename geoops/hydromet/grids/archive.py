"""The archive of grids on disk: one cloud-optimised GeoTIFF per step, written whole or not at all.

A file's name holds the checksum of its content, so a file never changes and the same content is written once. The
folder must be one that every process sees (`GEOOPS_HOME`).
"""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from geoops.hydromet.grids.fields import GridField
from geoops.hydromet.grids.geometry import GridGeometry, Values
from geoops.kit.errors import Problem
from geoops.kit.i18n import Text


class DiskFull(Problem):
    """There is no room for the grid; nothing of it was kept."""

    status = 507
    code = "disk_full"
    title = Text(
        "Ổ đĩa của máy chủ đã đầy, chưa lưu được lưới", "The server's disk is full, the grid was not kept"
    )


class GridFileMissing(Problem):
    """A step is in the catalogue, and its file is gone or cannot be read."""

    status = 404
    code = "grid_file_missing"
    title = Text(
        "Tệp của bước lưới này không còn trên máy chủ", "The file of this step is no longer on the server"
    )


def folder(home: Path) -> Path:
    """Where grids are kept."""
    return home / "grids"


def file_name(space: str, product: str, field: GridField, checksum: str) -> str:
    """The name of a step's file under the folder: space, product, month, and what tells it apart."""
    issued = f"_{field.issued_at:%Y%m%dT%H%M}" if field.issued_at is not None else ""
    member = f"_m{field.member}" if field.member is not None else ""
    name = f"{field.variable}_{field.ends_at:%Y%m%dT%H%M}{issued}{member}_{checksum[:12]}.tif"
    return f"{space}/{product}/{field.ends_at:%Y/%m}/{name}"


def write(home: Path, name: str, field: GridField) -> bool:
    """Keep a field as `name`; False where it is there already. Raises DiskFull; no part of a file stays then.

    The bytes are on the disk (fsync of file and folder) when this returns.
    """
    target = folder(home) / name
    if target.is_file():
        return False
    with _room():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".writing-") as scratch:
            made = Path(scratch, "step.tif")
            _write_cog(Path(scratch, "plain.tif"), made, field)
            _settle(made)
            made.replace(target)
        try:
            _settle(target.parent)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    return True


@contextmanager
def _room() -> Iterator[None]:
    from rasterio.errors import RasterioError

    try:
        yield
    except RasterioError as error:
        # GDAL swallows the number of the fault; a file that it could not write whole is one for want of room.
        raise DiskFull(
            Text(f"Không ghi được lưới: {error}", f"The grid cannot be written: {error}")
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull from error
        raise


def _write_cog(plain: Path, made: Path, field: GridField) -> None:
    import rasterio
    import rasterio.shutil
    from rasterio.transform import Affine

    place = field.geometry
    profile = {
        "driver": "GTiff",
        "dtype": "float32",
        "count": 1,
        "nodata": float("nan"),
        "width": place.width,
        "height": place.height,
        "crs": place.crs,
        "transform": Affine(*place.transform),
    }
    with rasterio.open(plain, "w", **profile) as out:
        out.write(field.values, 1)
        out.set_band_unit(1, field.unit)
        out.set_band_description(1, field.variable)
        out.update_tags(
            starts_at=field.starts_at.isoformat(),
            ends_at=field.ends_at.isoformat(),
            **({"issued_at": field.issued_at.isoformat()} if field.issued_at is not None else {}),
        )
    rasterio.shutil.copy(
        plain,
        made,
        driver="COG",
        compress="DEFLATE",
        predictor="FLOATING_POINT",
        blocksize=256,
        overview_resampling="NEAREST",
    )


def _settle(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(home: Path, name: str) -> Values:
    """The values of a kept step, from the north-west, NaN where nothing is known. Raises GridFileMissing."""
    return read_file(folder(home) / name)


def read_file(path: Path) -> Values:
    """The same from a path."""
    import rasterio
    from rasterio.errors import RasterioError

    try:
        with rasterio.open(path) as dataset:
            values: Values = dataset.read(1).astype(np.float32, copy=False)
            return values
    except (RasterioError, OSError) as error:
        raise GridFileMissing(extra={"file": path.name}) from error


def fits(home: Path, name: str, geometry: GridGeometry) -> bool:
    """Whether the file is there, whole enough to be opened, and of that grid."""
    import rasterio
    from rasterio.errors import RasterioError

    try:
        with rasterio.open(folder(home) / name) as dataset:
            return (dataset.width, dataset.height) == (geometry.width, geometry.height)
    except (RasterioError, OSError):
        return False


def remove(home: Path, name: str) -> None:
    """Take a file away; one that is gone already is no matter."""
    (folder(home) / name).unlink(missing_ok=True)
