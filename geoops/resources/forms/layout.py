"""What the form has on which sheet. A change here is a new version: forms of an older one are refused, and say so."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

VERSION: Final = "2026.1"
MARK: Final = "_geoops"
"""The hidden sheet with version, commune and fingerprint."""
HEADING_ROW: Final = 3
"""Headings stand in this row; the rows after it are data."""
FREE_ROWS: Final = 60
MOST_ROWS: Final = 2000

What = Literal["id", "choice", "text", "number", "whole", "date", "phone", "yesno", "lon", "lat", "info"]
Holds = Literal["seats", "resources", "shelters"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key that it fills, its heading, what stands in its cells, and whether a row needs it."""

    key: str
    heading: str
    what: What
    needed: bool = False
    width: int = 18


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `pillar` is that of the kinds that its resources are of."""

    title: str
    holds: Holds
    pillar: str
    columns: Sequence[Column]


_ID = Column("id", "Mã (không sửa)", "id", width=14)
_LAST = Column("last", "Lần trước", "info", width=20)
_DATE = Column("counted_on", "Ngày kiểm kê", "date", needed=True, width=14)
_NOTE = Column("note", "Ghi chú", "text", width=28)
_STATE = Column("state", "Tình trạng", "choice", needed=True, width=16)
_NORM = Column("norm", "Định mức", "number", width=11)


def _things(title: str, pillar: str) -> Sheet:
    return Sheet(
        title,
        "resources",
        pillar,
        (
            _ID,
            Column("kind", "Loại", "choice", needed=True, width=24),
            Column("name", "Tên", "text", width=28),
            _LAST,
            Column("quantity", "Số lượng", "number", needed=True, width=12),
            _STATE,
            Column("store", "Kho", "text", width=22),
            Column("expires_on", "Hạn sử dụng", "date", width=14),
            _NORM,
            _DATE,
            _NOTE,
        ),
    )


SHEETS: Final[Sequence[Sheet]] = (
    Sheet(
        "Chỉ huy",
        "seats",
        "command",
        (
            _ID,
            Column("role", "Vai trò", "choice", needed=True, width=24),
            Column("title", "Chức danh", "text", needed=True, width=34),
            Column("holder", "Họ và tên", "text", width=26),
            Column("phone", "Điện thoại", "phone", width=16),
            _LAST,
            Column("counted_on", "Ngày xác nhận", "date", needed=True, width=14),
        ),
    ),
    Sheet(
        "Lực lượng",
        "resources",
        "forces",
        (
            _ID,
            Column("kind", "Loại", "choice", needed=True, width=26),
            Column("name", "Tên đội", "text", width=28),
            _LAST,
            Column("quantity", "Quân số", "whole", needed=True, width=11),
            _STATE,
            Column("skills", "Kỹ năng (cách nhau bằng dấu ;)", "text", width=30),
            Column("leader", "Trưởng nhóm", "text", width=24),
            Column("phone", "Điện thoại", "phone", width=16),
            Column("radio", "Tần số vô tuyến", "text", width=16),
            _NORM,
            _DATE,
            _NOTE,
        ),
    ),
    _things("Phương tiện, vật tư", "means"),
    _things("Hậu cần", "logistics"),
    Sheet(
        "Điểm tránh trú",
        "shelters",
        "logistics",
        (
            _ID,
            Column("kind", "Loại", "choice", needed=True, width=20),
            Column("name", "Tên", "text", needed=True, width=30),
            Column("capacity", "Sức chứa (người)", "whole", needed=True, width=14),
            _LAST,
            Column("occupancy", "Đang ở (người)", "whole", width=14),
            Column("water", "Nước", "yesno", width=9),
            Column("power", "Điện", "yesno", width=9),
            Column("toilets", "Nhà vệ sinh", "yesno", width=12),
            Column("accessible", "Người khuyết tật vào được", "yesno", width=22),
            Column("lon", "Kinh độ", "lon", needed=True, width=12),
            Column("lat", "Vĩ độ", "lat", needed=True, width=12),
            _DATE,
            _NOTE,
        ),
    ),
)

ROLES: Final[Mapping[str, str]] = {
    "head": "Trưởng ban",
    "standing_deputy": "Phó Trưởng ban thường trực",
    "deputy": "Phó Trưởng ban",
    "member": "Thành viên",
}
YES, NO = "Có", "Không"


def fingerprint(commune_code: str, version: str = VERSION) -> str:
    """What the form of a commune carries: it changes with the version, the commune and every heading."""
    headings = "|".join(f"{sheet.title}:{column.heading}" for sheet in SHEETS for column in sheet.columns)
    return hashlib.sha256(f"{version}|{commune_code}|{headings}".encode()).hexdigest()[:32]
