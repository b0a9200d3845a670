"""What became of the units of before: read from a table of old and new, or from the package."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from geoops.communes.boundaries import package
from geoops.communes.boundaries.checking import REFORM
from geoops.communes.boundaries.findings import FileReport, Finding
from geoops.communes.names import nfc
from geoops.kit.clock import utc_now
from geoops.kit.i18n import Text

COLUMNS = (
    "old_code",
    "old_unit",
    "old_district_code",
    "old_district",
    "old_province_code",
    "old_province",
    "new_code",
    "old_unit_split",
)
OPTIONAL = ("decision", "changed_on", "share_population", "share_area")
CREDIT = f"Bảng cũ-mới: {package.SOURCE}"
EARLIEST = date(1945, 9, 2)
_SPLIT = {"true": True, "false": False, "1": True, "0": False}


@dataclass(frozen=True, slots=True)
class Descent:
    """One old unit and one commune it became. Shares are of the old unit, 0 to 1; None: not known.

    A unit that was not split went wholly to its successor, so its shares are 1.
    """

    old_code: str | None
    old_name: str | None
    old_district_code: str | None
    old_district: str | None
    old_province_code: str
    old_province: str
    new_code: str
    split: bool
    changed_on: date = REFORM
    decision: str | None = None
    share_population: float | None = None
    share_area: float | None = None
    source: str = CREDIT


def from_package() -> list[Descent]:
    """The 10,602 pairs of the reform of 1 July 2025 as the package has them."""
    return [
        Descent(
            old_code=pair.old.code,
            old_name=pair.old.name,
            old_district_code=pair.old.district_code,
            old_district=pair.old.district,
            old_province_code=pair.old.province_code,
            old_province=pair.old.province,
            new_code=pair.new_code,
            split=pair.split,
            share_population=None if pair.split else 1.0,
            share_area=None if pair.split else 1.0,
        )
        for pair in package.successors()
    ]


def read_lineage(path: Path, source: str | None = None) -> tuple[list[Descent], FileReport]:
    """The pairs in a CSV file with COLUMNS (and maybe OPTIONAL); nothing may be loaded if the report failed."""
    report = FileReport(path.name, "CSV")
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                report.add([_column_missing(name) for name in missing])
                return [], report
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        detail = " ".join(str(problem).split())[:160]
        report.add(
            [
                Finding(
                    "damaged_file",
                    Text(
                        vi=f"không đọc được tệp CSV (cần UTF-8): {detail}",
                        en=f"the CSV cannot be read (UTF-8 is needed): {detail}",
                    ),
                )
            ]
        )
        return [], report
    report.rows = len(rows)
    if not rows:
        report.add([Finding("no_units", Text(vi="tệp không có dòng nào", en="the file has no rows"))])
    descents = []
    for number, row in enumerate(rows, start=1):
        found: list[Finding] = []
        descent = _descent(row, number, source or CREDIT, found)
        report.add(found)
        if descent is not None:
            descents.append(descent)
    report.add(_repeats(descents))
    return descents, report


def _column_missing(name: str) -> Finding:
    return Finding(
        "missing_column", Text(vi=f"thiếu cột “{name}”", en=f"the column “{name}” is missing"), field=name
    )


def _descent(row: dict[str, str | None], number: int, source: str, found: list[Finding]) -> Descent | None:
    def refuse(field: str, vi: str, en: str) -> None:
        found.append(
            Finding("lineage", Text(vi=vi, en=en), row=number, code=row.get("new_code"), field=field)
        )

    text = {name: nfc(row.get(name) or "") or None for name in COLUMNS + OPTIONAL}
    for field, digits, needed in (
        ("old_code", 5, False),
        ("old_district_code", 3, False),
        ("old_province_code", 2, True),
        ("new_code", 5, True),
    ):
        value = text[field]
        wrong = value is not None and not (value.isascii() and value.isdigit() and len(value) == digits)
        if wrong or (needed and value is None):
            refuse(field, f"mã “{value or ''}” phải gồm {digits} chữ số", f"must be {digits} digits")
    split = _SPLIT.get((text["old_unit_split"] or "").lower())
    if split is None:
        refuse("old_unit_split", "phải là True hoặc False", "must be True or False")
    if text["old_province"] is None:
        refuse("old_province", "thiếu tên tỉnh cũ", "the old province's name is missing")
    day = _day(text["changed_on"])
    if day is None:
        refuse(
            "changed_on",
            f"ngày “{text['changed_on']}” sai (cần YYYY-MM-DD, 1945 đến nay)",
            "is not a plausible date",
        )
    shares = []
    for field in ("share_population", "share_area"):
        share = _share(text[field])
        if share is not None and not 0 <= share <= 1:
            refuse(field, f"tỷ lệ “{text[field]}” phải từ 0 đến 1", "a share must lie between 0 and 1")
        shares.append(1.0 if share is None and split is False else share)
    if found:
        return None
    return Descent(
        old_code=text["old_code"],
        old_name=text["old_unit"],
        old_district_code=text["old_district_code"],
        old_district=text["old_district"],
        old_province_code=text["old_province_code"] or "",
        old_province=text["old_province"] or "",
        new_code=text["new_code"] or "",
        split=bool(split),
        changed_on=day or REFORM,
        decision=text["decision"],
        share_population=shares[0],
        share_area=shares[1],
        source=source,
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return REFORM
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= (utc_now() + timedelta(days=365)).date() else None


def _share(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        return float(text)
    except ValueError:
        return -1.0


def _repeats(descents: Iterable[Descent]) -> Iterator[Finding]:
    seen: set[tuple[str | None, str | None, str, date]] = set()
    for descent in descents:
        pair = (descent.old_code, descent.old_district_code, descent.new_code, descent.changed_on)
        if pair in seen:
            yield Finding(
                "lineage_duplicate",
                Text(
                    vi=f"cặp {descent.old_code} → {descent.new_code} lặp lại",
                    en=f"the pair {descent.old_code} → {descent.new_code} is repeated",
                ),
                code=descent.new_code,
                field="old_code",
            )
        seen.add(pair)
