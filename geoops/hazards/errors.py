"""Faults of risk maps, each with a sentence that the person who loads the map can act on."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class BadRiskMap(InputRefused):
    """A file that cannot be taken as a risk map; nothing of it is kept."""

    code = "bad_risk_map"
    title = Text("Tệp bản đồ rủi ro không hợp lệ", "The file cannot be taken as a risk map")


class RiskMapExists(Conflict):
    """Another file is loaded under that id already."""

    code = "risk_map_exists"
    title = Text(
        "Đã có bản đồ khác mang mã này; dùng --replace để thay hoặc đặt mã khác trong hộ chiếu",
        "Another map has this id; use --replace, or give it another id in the passport",
    )


class UnknownRiskMap(NotFound):
    """No loaded risk map has that id."""

    code = "unknown_risk_map"
    title = Text("Không có bản đồ rủi ro mang mã này", "No risk map has this id")
