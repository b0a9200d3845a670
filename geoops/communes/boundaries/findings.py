"""What a check found in a boundary file, in words for the person who has the file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from geoops.kit.i18n import Text

Level = Literal["error", "note"]

SHOWN_PER_KIND = 10
"""After so many findings of one kind in one file the rest are counted, not listed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong (error: nothing is loaded) or worth knowing (note) in one file."""

    kind: str
    reason: Text
    level: Level = "error"
    row: int | None = None
    code: str | None = None
    field: str | None = None


@dataclass(slots=True)
class FileReport:
    """All that was found in one file; `rows` units of the provinces counted in `provinces`."""

    name: str
    format: str = ""
    rows: int = 0
    provinces: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, found: Iterable[Finding]) -> None:
        self.findings.extend(found)

    @property
    def errors(self) -> list[Finding]:
        return [f for f in self.findings if f.level == "error"]

    @property
    def failed(self) -> bool:
        return any(f.level == "error" for f in self.findings)

    def block(self) -> str:
        """The report as a block of text: the file, then a line per finding, errors first."""
        verdict = "KHÔNG ĐẠT" if self.failed else "đạt"
        head = f"{self.name}: {verdict} ({self.format or 'không rõ định dạng'}, {self.rows} đơn vị)"
        if self.provinces:
            counts = ", ".join(f"{code}: {n}" for code, n in sorted(self.provinces.items()))
            head += f"\n  đơn vị theo tỉnh / units per province: {counts}"
        lines = [head]
        for level, mark in (("error", "LỖI"), ("note", "lưu ý")):
            lines += _lines([f for f in self.findings if f.level == level], mark)
        return "\n".join(lines)


def _lines(findings: list[Finding], mark: str) -> list[str]:
    lines: list[str] = []
    by_kind: dict[str, list[Finding]] = {}
    for finding in findings:
        by_kind.setdefault(finding.kind, []).append(finding)
    for group in by_kind.values():
        lines += [_line(finding, mark) for finding in group[:SHOWN_PER_KIND]]
        more = len(group) - SHOWN_PER_KIND
        if more > 0:
            lines.append(f"    … và {more} trường hợp nữa cùng loại / {more} more of this kind")
    return lines


def _line(finding: Finding, mark: str) -> str:
    where = [
        f"dòng {finding.row}" if finding.row is not None else "",
        f"mã {finding.code}" if finding.code else "",
        f"trường {finding.field}" if finding.field else "",
    ]
    place = " · ".join(part for part in where if part)
    return f"  {mark} {place + ': ' if place else ''}{finding.reason.vi}\n      {finding.reason.en}"
