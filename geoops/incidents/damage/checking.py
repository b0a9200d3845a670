"""What a report of damage must be before it is kept. Pure: everything that is wrong is named at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geoops.incidents import periods
from geoops.incidents.damage.errors import DamageOverlap, DamageRefused
from geoops.incidents.damage.items import Item, items
from geoops.incidents.damage.schemas import DamageIn, FigureIn
from geoops.incidents.periods import Standing
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.units import unit_name

ROUNDED_TO = 6
"""Decimals that are kept: a square metre in hectares has four."""


def figures_of(body: DamageIn) -> list[dict[str, Any]]:
    """The rows of `damage_figures` for a report, in the items' units; raises DamageRefused with all faults."""
    faults: list[Fault] = []
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for number, figure in enumerate(body.figures, 1):
        item = items().get(figure.item)
        if item is None:
            faults.append(_fault(number, "item", f"không có mục “{figure.item}”", f"no item “{figure.item}”"))
            continue
        if figure.item in seen:
            faults.append(_fault(number, "item", "mục bị lặp trong báo cáo", "the item is given twice"))
        seen.add(figure.item)
        unit = figure.unit or item.unit
        if unit not in item.units:
            taken = ", ".join(item.units)
            faults.append(
                _fault(
                    number,
                    "unit",
                    f"“{item.name.vi}” không tính bằng “{unit}”; dùng {taken}",
                    f"“{item.name.en}” is not counted in “{unit}”; use {taken}",
                )
            )
            continue
        faults.extend(_doubts(number, figure, item, item.units[unit]))
        rows.extend(_rows(body, figure, item, unit))
    if faults:
        raise DamageRefused(faults=faults)
    return rows


def _doubts(number: int, figure: FigureIn, item: Item, factor: float) -> Iterable[Fault]:
    for name, quantity in (("quantity", figure.quantity), *figure.parts.items()):
        if not 0 <= quantity < float("inf"):
            yield _fault(number, name, "phải là số không âm", "must be a number that is not negative")
        elif item.whole and quantity != int(quantity):
            yield _fault(number, name, "phải là số nguyên", "must be a whole number")
    if figure.quantity * factor > item.most:
        yield _fault(
            number,
            "quantity",
            f"lớn hơn mức có thể ({item.most:g} {item.unit}); kiểm tra lại đơn vị",
            f"more than can be ({item.most:g} {unit_name(item.unit).en}); check the unit",
        )
    for part in figure.parts:
        if part not in item.parts:
            yield _fault(number, part, "không có phân tổ này", "there is no such part")
    if sum(figure.parts.values()) > figure.quantity * (1 + 1e-9):
        yield _fault(
            number,
            "parts",
            "tổng các phân tổ lớn hơn số chung",
            "the parts add up to more than the whole",
        )


def _rows(body: DamageIn, figure: FigureIn, item: Item, unit: str) -> Iterable[dict[str, Any]]:
    for part, written in (("", figure.quantity), *figure.parts.items()):
        yield {
            "report_id": body.id,
            "item": item.code,
            "part": part,
            "commune_code": body.commune_code,
            "quantity": round(written * item.units[unit], ROUNDED_TO),
            "written_quantity": written,
            "written_unit": unit,
            "needs_confirmation": item.confirm and part == "" and written > 0,
        }


def check_times(body: DamageIn, standing: Sequence[Standing]) -> None:
    """Raises DamageOverlap where the same damage would count twice, or would be lost between two reports."""
    other = periods.clash(body.measure, body.starts_at, body.as_of, standing)
    if other is not None:
        raise DamageOverlap(periods.why(other), extra={"report": other.id})


def check_not_lower(body: DamageIn, rows: Sequence[Mapping[str, Any]], standing: Sequence[Standing]) -> None:
    """A figure since the beginning that is lower than the one before it is right now and then, and then has a reason.

    Raises DamageRefused where none is given.
    """
    if body.reason:
        return
    whole = {row["item"]: row["quantity"] for row in rows if row["part"] == ""}
    before = periods.lower(body.measure, body.as_of, whole, standing)
    faults = [
        _fault(
            number,
            item,
            f"thấp hơn lần báo trước ({before[item]:g} {items()[item].unit}); cần ghi lý do",
            f"lower than reported before ({before[item]:g} {unit_name(items()[item].unit).en}); give the reason",
        )
        for number, item in enumerate(whole, 1)
        if item in before
    ]
    if faults:
        raise DamageRefused(faults=faults)


def _fault(number: int, field: str, vi: str, en: str) -> Fault:
    return Fault(Text(vi, en), row=number, field=field)
