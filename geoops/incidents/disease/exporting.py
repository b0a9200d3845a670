"""Outbreaks as a table for a spreadsheet: a row for each, nothing in it that could run."""

import csv
import io
from collections.abc import Sequence

from geoops.incidents.disease.definitions import definitions
from geoops.incidents.disease.schemas import OutbreakOut
from geoops.kit.clock import VN
from geoops.kit.tables import safe_text

_HEAD = (
    *("Mã ổ dịch", "Bệnh", "Nhóm", "Loài", "Mã xã", "Xã", "Thôn", "Kinh độ", "Vĩ độ", "Trạng thái"),
    *("Bắt đầu", "Trạng thái từ", "Ca mới gần nhất", "Báo cáo gần nhất", "Đủ ngày kết thúc từ"),
)


def as_csv(rows: Sequence[OutbreakOut]) -> bytes:
    """UTF-8 with the mark that Excel needs to read Vietnamese; times as Vietnam's, an unreported figure empty."""
    defined = definitions()
    columns = [(kind, code, item) for kind, items in defined.items.items() for code, item in items.items()]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*_HEAD, *(f"{item.name.vi} ({item.unit})" for _, _, item in columns), "Ghi chú"])
    for row in rows:
        totals = {(row.kind, total.item): total.quantity for total in row.totals}
        species = defined.species.get(row.species or "")
        moments = (row.began_at, row.status_at, row.last_case_at, row.last_report_at, row.may_end_at)
        writer.writerow(
            [
                str(row.id),
                row.disease_name.vi,
                row.group,
                species.vi if species else row.species,
                row.commune_code,
                safe_text(row.commune_name or ""),
                safe_text(row.hamlet),
                row.position.lon if row.position else None,
                row.position.lat if row.position else None,
                row.status_label.vi,
                *(f"{one.astimezone(VN):%Y-%m-%d %H:%M}" if one else None for one in moments),
                *(totals.get((kind, code)) for kind, code, _ in columns),
                safe_text(row.note or ""),
            ]
        )
    return out.getvalue().encode("utf-8-sig")
