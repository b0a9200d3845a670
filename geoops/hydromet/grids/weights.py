"""How much of each cell lies in each commune, worked out once per grid and boundary version, and what follows.

`coverage[commune, cell]` is the fraction of the cell that the commune covers, by exactextract, as a sparse matrix.
A step (or all steps of a forecast side by side) is then one product of that matrix. Cells count by their fraction,
as in exactextract's own mean; that cells shrink towards the north changes nothing that matters within a commune
(0.02 % over 20 km).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geoops.communes.service import CommunePolygons
from geoops.hydromet.grids.geometry import WGS84, GridGeometry, Values

Floats = npt.NDArray[np.float32]
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Weights:
    """Coverage of the communes `codes` (rows) by the cells `cells` (columns: row-major numbers in the grid).

    `whole[i]` is the size of commune i in cells, in the grid or not: what lies outside it is not covered.
    """

    codes: tuple[str, ...]
    cells: npt.NDArray[np.int64]
    coverage: Any  # scipy.sparse.csr_array, float64
    whole: npt.NDArray[np.float64]

    def pack(self) -> bytes:
        """The shape in which it is kept."""
        body = io.BytesIO()
        np.savez_compressed(
            body,
            codes=np.array(self.codes, dtype="S5"),
            cells=self.cells.astype(np.int32),
            data=self.coverage.data.astype(np.float32),
            indices=self.coverage.indices.astype(np.int32),
            indptr=self.coverage.indptr.astype(np.int32),
            whole=self.whole,
        )
        return body.getvalue()

    @classmethod
    def unpack(cls, body: bytes) -> "Weights":
        """Back from where it is kept."""
        import scipy.sparse as sp

        with np.load(io.BytesIO(body), allow_pickle=False) as kept:
            codes = tuple(code.decode() for code in kept["codes"])
            cells = kept["cells"].astype(np.int64)
            coverage = sp.csr_array(
                (kept["data"].astype(np.float64), kept["indices"], kept["indptr"]),
                shape=(len(codes), cells.size),
            )
            return cls(codes, cells, coverage, kept["whole"])


@dataclass(frozen=True, slots=True)
class InCommunes:
    """What a step holds in each commune, in the order of the weights; arrays of float32.

    `mean` is over the covered cells by their fraction, `most` the highest cell that is touched, both NaN where nothing
    is known; `covered` is the share of the commune with a known value; `above[k]` the share of the covered part at or
    above stop k.
    """

    mean: Floats
    most: Floats
    covered: Floats
    above: tuple[Floats, ...]


def work_out(geometry: GridGeometry, communes: CommunePolygons) -> Weights:
    """Work out the weights (a second for 0.1°, some ten for 0.01°). Busy: call it in a thread."""
    import geopandas as gpd
    import scipy.sparse as sp
    import shapely
    from exactextract import exact_extract
    from exactextract.raster import NumPyRasterSource

    from geoops.kit.zones import Zones

    frame = gpd.GeoDataFrame({"code": list(communes.codes)}, geometry=communes.geometry, crs=WGS84)
    if geometry.crs != WGS84:
        frame = frame.to_crs(geometry.crs)
    numbers = np.arange(geometry.width * geometry.height, dtype=np.float64).reshape(
        geometry.height, geometry.width
    )
    raster = NumPyRasterSource(
        numbers,
        geometry.west,
        geometry.south,
        geometry.east,
        geometry.north,
        name="cell",
        srs_wkt=frame.crs.to_wkt(),
    )
    rows = exact_extract(raster, Zones(frame), ["cell_id", "coverage"])
    counts, found, fractions = [], [], []
    for row in rows:
        cells = np.asarray(row["properties"]["cell_id"], dtype=np.int64)
        shares = np.asarray(row["properties"]["coverage"], dtype=np.float64)
        touched = shares > 0
        counts.append(int(touched.sum()))
        found.append(cells[touched])
        fractions.append(shares[touched])
    columns = np.concatenate(found) if found else np.empty(0, np.int64)
    used, indices = np.unique(columns, return_inverse=True)
    indptr = np.concatenate(([0], np.cumsum(counts)))
    data = np.concatenate(fractions) if fractions else np.empty(0)
    coverage = sp.csr_array((data, indices, indptr), shape=(len(communes.codes), used.size))
    whole = shapely.area(frame.geometry.to_numpy()) / (geometry.dx * geometry.dy)
    return Weights(communes.codes, used, coverage, whole)


def measure(weights: Weights, steps: Sequence[Values], stops: Sequence[float] = ()) -> list[InCommunes]:
    """What each step (all on the weights' grid) holds in each commune: one product for all of them."""
    cells = np.stack([np.ravel(step)[weights.cells] for step in steps], axis=1)
    known = np.isfinite(cells)
    full = bool(known.all())
    area = weights.coverage @ known.astype(np.float64) if not full else _repeated(weights, len(steps))
    total = weights.coverage @ (cells if full else np.where(known, cells, 0)).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(area > _TINY, total / area, np.nan)
        covered = np.clip(area / weights.whole[:, None], 0, 1)
    covered[covered > 1 - 1e-6] = 1
    most = _highest(weights, cells, known, full)
    above = [_share_above(weights, cells, area, stop) for stop in stops]
    return [
        InCommunes(
            mean[:, index].astype(np.float32),
            most[:, index].astype(np.float32),
            covered[:, index].astype(np.float32),
            tuple(share[:, index].astype(np.float32) for share in above),
        )
        for index in range(len(steps))
    ]


def _repeated(weights: Weights, times: int) -> Any:
    return np.repeat(np.asarray(weights.coverage.sum(axis=1))[:, None], times, axis=1)


def _share_above(weights: Weights, cells: Values, area: Any, stop: float) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        reached = weights.coverage @ (cells >= stop).astype(np.float64)  # NaN reaches nothing
        return np.where(area > _TINY, np.minimum(reached / area, 1), np.nan)


def _highest(weights: Weights, cells: Values, known: Any, full: bool) -> Any:
    """The highest cell that each commune touches; NaN where none is known."""
    indptr = weights.coverage.indptr
    out = np.full((len(weights.codes), cells.shape[1]), np.nan, dtype=np.float32)
    touching = np.flatnonzero(np.diff(indptr))
    if touching.size == 0:
        return out
    picked = (cells if full else np.where(known, cells, -np.inf))[weights.coverage.indices]
    out[touching] = np.maximum.reduceat(picked, indptr[touching], axis=0)
    out[np.isneginf(out)] = np.nan
    return out
