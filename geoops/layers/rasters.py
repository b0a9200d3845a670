"""Tiles of a classed raster, by rio-tiler. Pixels keep their class: nothing is averaged into a class that is not there."""

from pathlib import Path

from geoops.layers.model import Raster


def render_tile(source: Raster, z: int, x: int, y: int) -> bytes:
    """A PNG of 256 pixels (Web Mercator tile z/x/y), or no bytes where the raster has nothing there.

    Busy work: call it in a thread. Raises FileNotFoundError where the file is gone.
    """
    from rio_tiler.errors import TileOutsideBounds
    from rio_tiler.io import Reader

    path = Path(source.path)
    if not path.exists():
        raise FileNotFoundError(path)
    try:
        with Reader(str(path)) as reader:
            image = reader.tile(
                x, y, z, tilesize=256, resampling_method="nearest", reproject_method="nearest"
            )
    except TileOutsideBounds:
        return b""
    if not image.mask.any():
        return b""
    return bytes(image.render(img_format="PNG", colormap=dict(source.colours)))
