"""Faults of roads, road points and works, each with a sentence that the person can act on."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class BadLineFile(InputRefused):
    """A file that cannot be taken as roads; nothing of it is kept."""

    code = "bad_road_file"
    title = Text("Tệp đường không hợp lệ", "The file cannot be taken as roads")


class BadPostFile(InputRefused):
    """A file that cannot be taken as kilometre posts; nothing of it is kept."""

    code = "bad_post_file"
    title = Text("Tệp cột Km không hợp lệ", "The file cannot be taken as kilometre posts")


class UnknownRoad(NotFound):
    """No loaded road has that name."""

    code = "unknown_road"
    title = Text("Chưa nạp đường mang tên này", "No loaded road has this name")


class AmbiguousRoad(Conflict):
    """Several loaded roads have that name; `parts` lists them."""

    code = "ambiguous_road"
    title = Text(
        "Có nhiều đường trùng tên, hãy nêu tỉnh hoặc đoạn",
        "Several roads have this name: name the province or part",
    )


class ChainageUnreadable(InputRefused):
    """A text that is no chainage."""

    code = "chainage_unreadable"
    title = Text(
        "Lý trình không đọc được, viết như Km105+300", "The chainage cannot be read; write it like Km105+300"
    )


class ChainageOffRoad(InputRefused):
    """A chainage that is not on the road: before its beginning, beyond its end, in a gap of its line."""

    code = "chainage_off_road"
    title = Text("Lý trình nằm ngoài đường", "The chainage is not on the road")


class RoadNotCalibrated(Conflict):
    """A road without kilometre posts whose beginning has no stated chainage either."""

    code = "road_not_calibrated"
    title = Text(
        "Đường chưa có cột Km nào và chưa khai lý trình điểm đầu: nạp cột Km trước",
        "The road has no kilometre posts, and the chainage of its beginning is not stated: load posts first",
    )


class NoRoadNear(NotFound):
    """No loaded road lies near that position."""

    code = "no_road_near"
    title = Text("Không có đường đã nạp nào gần vị trí này", "No loaded road lies near this position")


class UnknownRoadPoint(NotFound):
    """No road point of the caller's scope has that id."""

    code = "unknown_road_point"
    title = Text("Không có điểm sạt lở, điểm ngập mang mã này", "No road point has this id")


class UnknownWork(NotFound):
    """No work of the caller's scope has that id."""

    code = "unknown_work"
    title = Text("Không có công trình mang mã này", "No work has this id")


class WorksIdTaken(Conflict):
    """The id belongs to another record: a repeat must send the same content."""

    code = "works_id_taken"
    title = Text(
        "Mã này đã dùng cho một bản ghi có nội dung khác", "This id belongs to a record with other content"
    )


class NoReservoir(InputRefused):
    """A reading of water for something that holds none."""

    code = "no_reservoir"
    title = Text("Công trình này không phải hồ chứa", "This work is no reservoir")


class BadSheet(InputRefused):
    """A workbook that is not the template, or whose rows cannot be taken; nothing of it is kept."""

    code = "bad_works_sheet"
    title = Text("Tệp Excel không hợp lệ, chưa ghi dòng nào", "The workbook was refused, nothing was written")
