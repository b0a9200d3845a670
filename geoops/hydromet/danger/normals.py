"""Local normals from a file: what a place is compared with, made elsewhere from many years of one product."""

import csv
import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.danger import store
from geoops.hydromet.danger.quantities import QUANTITIES
from geoops.kit import changes
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text

COLUMNS = ("commune_code", "value", "unit", "product", "period")
LARGEST_MM = 2000.0
"""No antecedent index of a year's 95th percentile comes near; beyond it a value is in another unit."""
UNITS = {"mm": 1.0, "0.1 mm": 0.1}
"""LHASA's own grid holds tenths of a millimetre: the file has to say which it is."""
_MOST_BYTES = 20 * 2**20
_MOST_COMMUNES = 20_000


class BadNormals(InputRefused):
    """A file of normals that is not valid; nothing of it is kept."""

    code = "bad_normals"
    title = Text("Tệp trị số nền không hợp lệ", "The file of normals is not valid")


def read(file: Path, quantity: str) -> list[dict[str, Any]]:
    """The rows of a CSV file. Raises BadNormals with every fault."""
    if quantity not in QUANTITIES or QUANTITIES[quantity].unit != "mm":
        raise BadNormals(Text(f"không có trị số nền cho “{quantity}”", f"“{quantity}” has no normals"))
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise BadNormals(Text("tệp quá lớn", "the file is too large"))
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadNormals(
            Text(f"Không đọc được {file.name}: {error}", f"Cannot read {file.name}: {error}")
        ) from None
    reader = csv.DictReader(io.StringIO(text))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise BadNormals(Text(f"thiếu cột {', '.join(missing)}", f"missing columns {', '.join(missing)}"))
    rows: dict[str, dict[str, Any]] = {}
    faults: list[Fault] = []
    for number, row in enumerate(reader, 1):
        fault = _fault(row, rows)
        if fault is not None:
            faults.append(Fault(fault[1], number, fault[0], file.name))
            continue
        rows[row["commune_code"]] = {
            "quantity": quantity,
            "commune_code": row["commune_code"],
            "value": float(row["value"]) * UNITS[row["unit"]],
            "product": row["product"].strip(),
            "period": row["period"].strip(),
        }
    if faults or not rows:
        raise BadNormals(Text("không giữ dòng nào", "nothing was kept"), faults=faults)
    return list(rows.values())


def _fault(row: dict[str, str], rows: dict[str, dict[str, Any]]) -> tuple[str, Text] | None:
    code = row["commune_code"] or ""
    if not (len(code) == 5 and code.isascii() and code.isdigit()):
        return "commune_code", Text("mã xã phải có 5 chữ số", "a commune code has five digits")
    if code in rows:
        return "commune_code", Text("xã có hai dòng", "the commune has two rows")
    if row["unit"] not in UNITS:
        return "unit", Text(
            f"đơn vị phải là một trong: {', '.join(UNITS)}", f"the unit is one of: {', '.join(UNITS)}"
        )
    try:
        value = float(row["value"]) * UNITS[row["unit"]]
    except (TypeError, ValueError):
        return "value", Text("không phải số", "not a number")
    if not math.isfinite(value) or not 0 <= value <= LARGEST_MM:
        return "value", Text(f"phải từ 0 đến {LARGEST_MM:g} mm", f"must lie between 0 and {LARGEST_MM:g} mm")
    if not (row["product"] or "").strip() or not (row["period"] or "").strip():
        return "product", Text("cần sản phẩm và thời kỳ", "product and period are needed")
    return None


async def keep(session: AsyncSession, quantity: str, rows: Sequence[dict[str, Any]]) -> int:
    """Keep normals in place of those held; how many. Raises BadNormals where a commune is not known."""
    units = await communes.page(session, province=None, day=None, after=None, limit=_MOST_COMMUNES)
    known = {unit.code for unit in units}
    strange = [row["commune_code"] for row in rows if row["commune_code"] not in known]
    if strange:
        raise BadNormals(
            Text(f"không có xã {', '.join(strange[:5])}", f"there is no commune {', '.join(strange[:5])}")
        )
    await store.replace_normals(session, quantity, rows)
    await changes.record(
        session,
        domain="hydromet",
        entity="danger_normals",
        entity_id=quantity,
        op="load",
        payload={"communes": len(rows), "product": rows[0]["product"], "period": rows[0]["period"]},
        everyone=True,
    )
    return len(rows)
