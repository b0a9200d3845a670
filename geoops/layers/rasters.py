"""Tiles of rasters, by rio-tiler. Pixels keep their value: nothing is averaged into a value that is not there."""

from pathlib import Path
from typing import Any

from geoops.layers.model import Raster, RasterSeries


def render_tile(source: Raster, z: int, x: int, y: int) -> bytes:
    """A PNG of 256 pixels (Web Mercator tile z/x/y), or no bytes where the raster has nothing there.

    Busy work: call it in a thread. Raises FileNotFoundError where the file is gone.
    """
    image = _cut(Path(source.path), z, x, y)
    if image is None or not image.mask.any():
        return b""
    return bytes(image.render(img_format="PNG", colormap=dict(source.colours)))


def render_step(source: RasterSeries, file: str, z: int, x: int, y: int) -> bytes:
    """A PNG of 256 pixels of one step, or no bytes where nothing of it would be seen.

    Busy work: call it in a thread. Raises FileNotFoundError where the file is gone.
    """
    import numpy as np
    from rio_tiler.models import ImageData

    image = _cut(source.folder / file, z, x, y)
    if image is None:
        return b""
    values = np.where(np.ma.getmaskarray(image.array[0]), np.nan, image.array[0].data)
    edges = np.array([edge for edge, _ in source.ramp])
    reached = np.searchsorted(edges, values, side="right")  # NaN reaches all: it is taken out below
    colours = np.array(
        [_rgba(source.below), *(_rgba(colour) for _, colour in source.ramp)],
        dtype=np.uint8,
    )
    painted = colours[np.where(np.isnan(values), 0, reached)]
    painted[np.isnan(values)] = 0
    if not painted[..., 3].any():
        return b""
    return bytes(ImageData(np.moveaxis(painted, -1, 0)).render(img_format="PNG", add_mask=False))


def _rgba(colour: str | None) -> tuple[int, int, int, int]:
    if colour is None:
        return (0, 0, 0, 0)
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16), 255)


def _cut(path: Path, z: int, x: int, y: int) -> Any:
    """The pixels of a tile, None where the raster lies elsewhere."""
    from rio_tiler.errors import TileOutsideBounds
    from rio_tiler.io import Reader

    if not path.exists():
        raise FileNotFoundError(path)
    try:
        with Reader(str(path)) as reader:
            return reader.tile(x, y, z, tilesize=256, resampling_method="nearest", reproject_method="nearest")
    except TileOutsideBounds:
        return None
