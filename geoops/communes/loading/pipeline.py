"""From files (or from nothing) to a prepared version; keeps a processor or two busy, touches no database."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from geoops.communes.boundaries import approximate, coverage
from geoops.communes.boundaries.checking import Checked, Units, check_files
from geoops.communes.boundaries.counts import UnitCounts
from geoops.communes.boundaries.preparing import Prepared, Provenance, SourceFile, checksum, prepare
from geoops.communes.errors import BoundaryFileRefused


def prepare_files(
    paths: Sequence[Path],
    provenance: Provenance,
    files: tuple[SourceFile, ...],
    checksum_: str,
    *,
    mapping: Mapping[str, str] | None = None,
    layer: str | None = None,
    counts: tuple[UnitCounts, ...] | None = None,
    told: Callable[[Checked], None] = lambda _: None,
) -> Prepared:
    """Check the files and prepare them. Raises BoundaryFileRefused when a check fails.

    Simplifying takes longest and is started before the checks of the whole are through: it runs
    beside them, and its result is thrown away when they fail. `told` hears the reports.
    """
    started: list[Future[dict[int, NDArray[Any]]]] = []

    with ThreadPoolExecutor(1) as pool:

        def start(units: Units) -> None:
            started.append(pool.submit(coverage.simplify, units.geometry))

        checked = check_files(
            paths,
            mapping=mapping,
            layer=layer,
            valid_from=provenance.valid_from,
            counts=counts,
            meanwhile=start,
        )
        told(checked)
        if checked.units is None:
            raise BoundaryFileRefused(checked.reports)
        return prepare(checked.units, provenance, files, checksum_, started[0].result)


def approximate_provenance() -> Provenance:
    """Where approximate boundaries come from."""
    return Provenance("approximate", approximate.SOURCE, approximate.CREDIT)


def prepare_approximate() -> Prepared:
    """Approximate cells for all communes of the country."""
    provenance = approximate_provenance()
    return prepare(approximate.approximate_units(), provenance, (), checksum((), provenance))
