"""What can be wrong with a question about communes, or with a file of them."""

from collections.abc import Sequence
from datetime import date

from geoops.communes.boundaries.findings import FileReport
from geoops.kit.errors import Fault, InputRefused, NotFound
from geoops.kit.i18n import Text


class BoundaryFileRefused(InputRefused):
    """A boundary file failed its checks; nothing of it was written."""

    code = "boundary_file_refused"
    title = Text("Tệp ranh giới không đạt kiểm tra, không nạp gì", "The boundary file failed its checks")

    def __init__(self, reports: Sequence[FileReport]) -> None:
        faults = [
            Fault(reason=finding.reason, row=finding.row, field=finding.field, file=report.name)
            for report in reports
            for finding in report.errors
        ]
        count = len(faults)
        super().__init__(
            detail=Text(f"{count} lỗi trong tệp ranh giới", f"{count} errors in the boundary files"),
            faults=faults[:100],
        )
        self.reports = tuple(reports)


class ProvincesLost(InputRefused):
    """The new boundaries lack provinces that are shown now."""

    code = "provinces_lost"
    title = Text("Tệp mới thiếu các tỉnh đang hiển thị", "The new file lacks provinces that are shown now")

    def __init__(self, provinces: Sequence[str]) -> None:
        listed = ", ".join(provinces)
        super().__init__(
            detail=Text(
                f"Nếu nạp, các tỉnh {listed} sẽ mất ranh giới. Nạp mọi tệp trong một lệnh, "
                "hoặc thêm --only nếu thật sự chỉ cần các tỉnh trong tệp",
                f"Provinces {listed} would lose their boundaries. Load all files in one command, "
                "or add --only if just the provinces of the file are wanted",
            )
        )


class OlderBoundaries(InputRefused):
    """Boundaries that held before those shown now."""

    code = "older_boundaries"
    title = Text("Ranh giới cũ hơn ranh giới đang hiển thị", "Older than the boundaries shown now")

    def __init__(self, shown: date) -> None:
        super().__init__(
            detail=Text(
                f"Đang hiển thị ranh giới có hiệu lực từ {shown:%d/%m/%Y}",
                f"The boundaries shown now hold from {shown.isoformat()}",
            )
        )


class UnknownCommune(NotFound):
    """No commune has this code (on this day)."""

    code = "unknown_commune"
    title = Text("Không có xã, phường nào mang mã này", "No commune has this code")


class DayBeforeUnits(InputRefused):
    """A day for which the units are not known."""

    code = "day_before_units"
    title = Text("Chưa có danh mục đơn vị cho ngày này", "The units of that day are not known")

    def __init__(self, earliest: date) -> None:
        super().__init__(
            detail=Text(
                f"Danh mục có từ ngày {earliest:%d/%m/%Y}; đơn vị cũ hơn xem bảng cũ-mới "
                "(geoops communes crosswalk)",
                f"Units are known from {earliest.isoformat()} on; for older ones see "
                "`geoops communes crosswalk`",
            )
        )


class OutsideCountry(NotFound):
    """A point outside Vietnam, or at sea."""

    code = "outside_country"
    title = Text(
        "Điểm nằm ngoài lãnh thổ có ranh giới xã", "The point lies outside the communes of the country"
    )


class BoundaryGap(NotFound):
    """A point inside the country that no commune's boundary covers."""

    code = "boundary_gap"
    title = Text(
        "Điểm nằm trong khoảng trống giữa các ranh giới xã", "The point lies in a gap between communes"
    )


class LonLatSwapped(InputRefused):
    """Longitude and latitude in each other's place."""

    code = "lon_lat_swapped"
    title = Text("Kinh độ và vĩ độ bị đảo", "Longitude and latitude are swapped")


class NoBoundaries(NotFound):
    """No boundary version is active."""

    code = "no_boundaries"
    title = Text("Chưa nạp ranh giới xã", "No boundaries are loaded")
