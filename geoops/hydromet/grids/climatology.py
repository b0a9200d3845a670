"""What is usual in each cell: percentiles of the antecedent rain index over an archive of rain, by Dask.

The index is that of LHASA 1.1: ARI = sum(w_k P_k) / sum(w_k) over 7 days, w_k = 1/k², k = 1 the day itself
(Kirschbaum & Stanley 2018, doi:10.1002/2017EF000715; nasa/LHASA v1.1.1, API.r). Its 95th percentile by cell is what
today's index is held against.

Cells do not depend on one another, so the archive is cut into blocks of cells; each block goes through the same plain
function, whether in this process, in threads or on a cluster: the result is the same to the last digit.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from geoops.hydromet.grids import archive, catalogue, jobs
from geoops.hydromet.grids.description import Product
from geoops.hydromet.grids.fields import GridField
from geoops.hydromet.grids.geometry import BadGrid, GridGeometry, Values
from geoops.hydromet.grids.reading import GridFile
from geoops.hydromet.grids.service import RAIN
from geoops.hydromet.grids.taking import GridResult
from geoops.kit.context import Context
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from geoops.settings import Settings

Stack = npt.NDArray[np.float32]
"""`[time, row, column]`."""

DAYS = 7
WEIGHTS = tuple(1 / k**2 for k in range(1, DAYS + 1))
INDEX = "antecedent_rain"
_LEAST_DAYS = 30
_BLOCK = 64
PATIENCE_S = 10


def antecedent_index(daily: Stack) -> Stack:
    """The index of each day from daily rain (mm, oldest first), in the same unit; NaN where one of the seven days is
    not known, the first six among them."""
    out = np.full(daily.shape, np.nan, dtype=np.float64)
    if daily.shape[0] >= DAYS:
        last = daily.shape[0] - DAYS + 1
        total = np.zeros((last, *daily.shape[1:]), dtype=np.float64)
        for back, weight in enumerate(WEIGHTS):
            total += weight * daily[DAYS - 1 - back : DAYS - 1 - back + last].astype(np.float64)
        out[DAYS - 1 :] = total / sum(WEIGHTS)
    return out.astype(np.float32)


def percentile_of_index(daily: Stack, percentile: float) -> Values:
    """The percentile of the index over the days on which it is known, cell by cell; NaN with fewer than 30 of them."""
    index = antecedent_index(daily)
    known = np.isfinite(index).sum(axis=0)
    out = np.full(index.shape[1:], np.nan, dtype=np.float32)
    for row, column in zip(*np.nonzero(known >= _LEAST_DAYS), strict=True):
        series = index[:, row, column]
        out[row, column] = np.percentile(series[np.isfinite(series)], percentile)
    return out


def over_archive(
    days: Sequence[Sequence[str]],
    geometry: GridGeometry,
    folder: Path,
    percentile: float,
    scheduler: str | None,
) -> Values:
    """The percentile by cell from files (steps of each day, under `folder`), on a cluster or on this machine.

    A day with a missing file is not known. Workers of a cluster read the same folder. Busy: call it in a thread.
    """
    # dask has no types of its own
    da: Any = import_module("dask.array")
    read = import_module("dask").delayed(_day, pure=True)
    shape = (geometry.height, geometry.width)
    daily = da.stack(
        [da.from_delayed(read(str(folder), tuple(day), shape), shape, dtype=np.float32) for day in days]
    )
    daily = daily.rechunk((-1, _BLOCK, _BLOCK))
    found = daily.map_blocks(percentile_of_index, percentile, dtype=np.float32, drop_axis=0)
    return np.asarray(_on(scheduler, found.compute), dtype=np.float32)


def _on(scheduler: str | None, compute: Callable[..., Any]) -> Any:
    if scheduler is None:
        return compute(scheduler="threads")
    client_of: Any = import_module("distributed").Client
    try:
        client = client_of(scheduler, timeout=PATIENCE_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise BadGrid(
            Text(
                f"không nối được Dask tại {scheduler} (GEOOPS_DASK_SCHEDULER)",
                f"no Dask scheduler answers at {scheduler} (GEOOPS_DASK_SCHEDULER)",
            )
        ) from error
    with client:
        return compute(scheduler=client)


def _day(folder: str, files: tuple[str, ...], shape: tuple[int, int]) -> Values:
    """The rain of one day: the sum of its steps, NaN in a cell where one of them is not known."""
    total = np.zeros(shape, dtype=np.float64)
    for name in files:
        try:
            total += archive.read_file(Path(folder, name))
        except archive.GridFileMissing:
            return np.full(shape, np.nan, dtype=np.float32)
    return total.astype(np.float32)


async def make(
    database: Database,
    settings: Settings,
    product_id: str,
    starts_at: datetime,
    ends_at: datetime,
    percentile: float,
    *,
    context: Context = jobs.CONTEXT,
) -> GridResult:
    """Work out the percentile over an archive and keep it as a step of the product `<product>_p<percentile>`.

    Raises UnknownProduct, or BadGrid where the archive has fewer than 37 whole days or several lattices.
    """
    async with database.transaction(context) as session:
        product = await catalogue.known_product(session, product_id)
        steps = await catalogue.series(session, product_id, RAIN, starts_at, ends_at)
        lattices = {step["geometry_id"] for step in steps}
        geometry = await catalogue.geometry(session, next(iter(lattices))) if len(lattices) == 1 else None
    if geometry is None:
        raise BadGrid(
            Text(
                f"kho lưu của {product_id} có {len(lattices)} loại lưới trong khoảng này, cần đúng một",
                f"the archive of {product_id} has {len(lattices)} lattices in that time, one is needed",
            )
        )
    days = whole_days(steps)
    if len(days) < DAYS - 1 + _LEAST_DAYS:
        raise BadGrid(
            Text(
                f"kho lưu chỉ có {len(days)} ngày đủ số liệu, cần ít nhất {DAYS - 1 + _LEAST_DAYS}",
                f"the archive has {len(days)} whole days, {DAYS - 1 + _LEAST_DAYS} are needed",
            )
        )
    values = await asyncio.to_thread(
        over_archive, days, geometry, archive.folder(settings.home), percentile, settings.dask_scheduler
    )
    if not np.isfinite(values).any():
        raise BadGrid(Text("không ô nào đủ số liệu", "no cell has enough data"))
    field = GridField(INDEX, "mm", starts_at, ends_at, None, geometry, values)
    described = _product(product, percentile, len(days))
    file = GridFile(described, (field,), (), {})
    return await jobs.take(
        database, settings.home, file, source_file=f"{product_id} archive", context=context
    )


def whole_days(steps: Sequence[Any]) -> list[list[str]]:
    """The files of each UTC day from the first to the last, oldest first; a day that its steps do not fill, or of
    which a file is gone, has one name that is no file: it counts as not known and keeps its place in the row."""
    by_day: dict[Any, list[Any]] = {}
    for step in steps:
        by_day.setdefault(step["starts_at"].date(), []).append(step)
    if not by_day:
        return []
    out = []
    day, last = min(by_day), max(by_day)
    while day <= last:
        there = by_day.get(day, [])
        filled = sum((step["ends_at"] - step["starts_at"] for step in there), timedelta())
        whole = filled == timedelta(days=1) and all(step["file"] is not None for step in there)
        out.append([step["file"] for step in there] if whole else [""])
        day += timedelta(days=1)
    return out


def _product(product: Product, percentile: float, days: int) -> Product:
    suffix = f"p{percentile:g}".replace(".", "_")
    return Product.model_validate(
        {
            "id": f"{product.id[:30]}_{suffix}",
            "title": {
                "vi": f"Phân vị {percentile:g} chỉ số mưa trước 7 ngày ({days} ngày), {product.title.vi}"[
                    :200
                ],
                "en": f"Percentile {percentile:g} of the 7-day antecedent index ({days} days), {product.title.en}"[
                    :200
                ],
            },
            "kind": "reference",
            "format": "geotiff",
            "credit": product.credit,
            "licence": product.licence,
            "keep_days": 36500,
            "file_time": "%Y",
            "fields": [{"variable": INDEX, "unit": "mm"}],
        }
    )
