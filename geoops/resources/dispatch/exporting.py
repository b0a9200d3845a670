"""Dispatches as a table for the review after the action: nothing in it can run in a spreadsheet."""

from collections.abc import Sequence
from typing import Final

from geoops.kit import tables
from geoops.kit.tables import Cell
from geoops.resources.dispatch.schemas import DispatchOut

HEADER: Final = (
    "Mã",
    "Trạng thái",
    "Loại",
    "Số lượng",
    "Đơn vị tính",
    "Số đã về",
    "Nguồn lực",
    "Đội",
    "Từ xã",
    "Đến xã",
    "Sự cố",
    "Khoảng cách đường chim bay (km)",
    "Người yêu cầu",
    "Yêu cầu lúc",
    "Xuất phát lúc",
    "Kết thúc lúc",
    "Giờ vắng mặt",
    "Giờ công",
    "Chi phí (đồng)",
    "Ghi chú",
)


def _cells(row: DispatchOut) -> list[Cell]:
    return [
        str(row.id),
        row.state_label.vi,
        row.kind_label.vi,
        row.amount,
        row.unit,
        row.returned,
        row.resource_name,
        row.team,
        row.commune_name or row.commune_code,
        row.to_commune_name or row.to_commune_code,
        str(row.incident_id) if row.incident_id else None,
        row.distance_km,
        row.requested_by,
        row.requested_at,
        row.left_at,
        row.ended_at,
        row.hours_away,
        row.hours,
        row.cost_vnd,
        row.note,
    ]


def as_csv(rows: Sequence[DispatchOut]) -> bytes:
    """As `kit.tables` writes it."""
    return tables.as_csv(HEADER, map(_cells, rows))


def as_xlsx(rows: Sequence[DispatchOut]) -> bytes:
    """As `kit.tables` writes it."""
    return tables.as_xlsx("Điều động", HEADER, map(_cells, rows))
