"""`python -m bench`: every measurement in one run, a table at its end and in bench/results/."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench import (
    chaining,
    comparing,
    danger,
    dispatching,
    feeding,
    field,
    forms,
    gridding,
    indicators,
    ingesting,
    listening,
    locating,
    observing,
    readying,
    tiles,
    triaging,
)
from bench.database import Prepared, prepared
from bench.figures import Report, machine

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Run:
    """What every measurement may want to know."""

    report: Report
    database: Prepared
    folder: Path
    data: Path | None
    asked: argparse.Namespace

    @property
    def listeners(self) -> list[int]:
        """How many maps are open at once, one measurement each."""
        return [int(number) for number in self.asked.listeners.split(",")]


PARTS: dict[str, Callable[[Run], None]] = {
    "tiles": lambda run: tiles.measure(run.report, run.database, run.folder, run.asked.rounds),
    "stream": lambda run: listening.measure(run.report, run.database, run.folder, run.listeners),
    "locate": lambda run: locating.measure(run.report, run.database, run.folder),
    "chainage": lambda run: chaining.measure(run.report, run.database, run.folder),
    "field": lambda run: field.measure(run.report, run.database, run.folder),
    "incidents": lambda run: triaging.measure(run.report, run.database, run.folder),
    "dispatch": lambda run: dispatching.measure(run.report, run.database, run.folder),
    "ingest": lambda run: ingesting.measure(run.report, run.database, run.data, run.asked.rounds),
    "observations": lambda run: observing.measure(run.report, run.database, run.asked.rows),
    "grids": lambda run: gridding.measure(run.report, run.database),
    "feeds": lambda run: feeding.measure(run.report, run.database),
    "danger": lambda run: danger.measure(run.report, run.database, run.data),
    "readiness": lambda run: readying.measure(run.report, run.database),
    "indicators": lambda run: indicators.measure(run.report, run.database, run.folder, run.asked.values),
    "forms": lambda run: forms.measure(run.report, run.database, run.folder),
    "compare": lambda run: comparing.measure(run.report, run.database, run.folder, run.asked.values),
}


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--parts", default=",".join(PARTS), help="some of " + ",".join(PARTS))
    parser.add_argument("--rounds", type=int, default=3, choices=range(1, 10))
    parser.add_argument("--listeners", default="200,1000")
    parser.add_argument(
        "--rows", type=int, default=1_123_200, help="ten-minute values to load; a month is 11232000"
    )
    parser.add_argument("--values", type=int, default=20_000_000, help="indicator values to make up")
    parser.add_argument("--home", type=Path, help="keep the private cluster in this folder for the next run")
    asked = parser.parse_args()
    parts = set(asked.parts.split(","))
    if unknown := parts - PARTS.keys():
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    data = Path(os.environ["GEOOPS_DATA"]) if os.environ.get("GEOOPS_DATA") else None
    (ROOT / "var").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir="/tmp"))
    home = asked.home or folder / "home"
    report = Report(machine({"versions": _versions(), "data": str(data.name if data else "none")}))
    began = time.perf_counter()
    try:
        with prepared(home, data) as database:
            report.machine["database"] = database.versions
            report.machine["communes"] = (
                f"{database.units} ({database.kind}), ready in {database.loaded_s:.0f} s"
            )
            for name, measure in PARTS.items():
                if name in parts:
                    _part(name, measure, Run(report, database, folder, data, asked))
    finally:
        report.machine["load after"] = " ".join(f"{value:.2f}" for value in os.getloadavg())
        report.machine["took"] = f"{time.perf_counter() - began:.0f} s"
        written = report.write(ROOT / "bench" / "results", time.strftime("%Y%m%dT%H%M%S"))
        print(report.markdown())
        print(written.relative_to(ROOT))
        shutil.rmtree(folder, ignore_errors=True)
    if report.failures:
        sys.exit(1)


def _part(name: str, measure: Callable[[Run], None], run: Run) -> None:
    """One measurement; where it fails the others go on, and the run says so at its end and by its status."""
    try:
        measure(run)
    except Exception as error:
        traceback.print_exc()
        run.report.failures.append(f"{name}: {type(error).__name__}: {str(error)[:500]}")


def _versions() -> str:
    packages = [f"{name} {version(name)}" for name in ("uvicorn", "fastapi", "psycopg", "tipg", "asyncpg")]
    for command in (["mapserv", "-v"], ["nginx", "-v"]):
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        packages.append((said.stdout + said.stderr).split(" OUTPUT")[0].strip())
    return ", ".join(packages)


if __name__ == "__main__":
    main()
