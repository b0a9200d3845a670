"""Figures of a run, and the table that shows them."""

import json
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Line:
    """One measured thing. `against` says what the ratio is to, `target` what it should reach, `state` why not."""

    part: str
    name: str
    figures: dict[str, float | int | str]
    ratio: float | None = None
    against: str = ""
    target: str = ""
    met: bool | None = None


@dataclass(slots=True)
class Report:
    """Everything one run found out."""

    machine: dict[str, Any]
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    """What was answered otherwise than it should be: the run ends with status 1."""

    def markdown(self) -> str:
        """The table, as people read it."""
        out = ["# GeoOps side by side", ""]
        out += [f"- {name}: {value}" for name, value in self.machine.items()]
        out += [
            "",
            "| part | what | figures | ratio | target | met |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        for line in self.lines:
            figures = ", ".join(f"{name} {_short(value)}" for name, value in line.figures.items())
            ratio = f"{line.ratio:.2f}x {line.against}" if line.ratio is not None else ""
            met = "" if line.met is None else "yes" if line.met else "NO"
            out.append(f"| {line.part} | {line.name} | {figures} | {ratio} | {line.target} | {met} |")
        if self.failures:
            out += ["", "## FAILED", "", *(f"- {failure}" for failure in self.failures)]
        return "\n".join([*out, "", *(f"- {note}" for note in self.notes)]) + "\n"

    def write(self, folder: Path, stem: str) -> Path:
        """Keep it as markdown and JSON."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{stem}.md").write_text(self.markdown())
        plain = {
            "machine": self.machine,
            "notes": self.notes,
            "failures": self.failures,
            "lines": [{name: getattr(line, name) for name in line.__slots__} for line in self.lines],
        }
        (folder / f"{stem}.json").write_text(json.dumps(plain, indent=1, ensure_ascii=False))
        return folder / f"{stem}.md"


def percentiles(ms: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds."""
    ordered = sorted(ms)
    return {
        f"p{share}": round(ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))], 2)
        for share in (50, 95, 99)
    }


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def machine(extra: Mapping[str, Any]) -> dict[str, Any]:
    """What it ran on, and how busy that was before."""
    return {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "load before": " ".join(f"{value:.2f}" for value in os.getloadavg()),
        **extra,
    }


def _short(value: float | int | str) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
