"""The quantities that a rule may ask for: what each is called, its unit, and of which places it is known."""

from dataclasses import dataclass
from typing import Literal

from geoops.kit.i18n import Text

Place = Literal["commune", "station"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity. `least` is the lowest it can be: what is not known lies between it and infinity.

    `windowed` says that it is asked for over a number of hours. `supplied` is false where this program has nothing
    that could supply it: a rule that needs it is shown and cannot be switched on.
    """

    name: str
    unit: str
    place: Place
    title: Text
    least: float
    windowed: bool = False
    supplied: bool = True


_ALL = (
    Quantity("rain", "mm", "commune", Text("Mưa đã đo", "Rain observed"), 0.0, windowed=True),
    Quantity("forecast_rain", "mm", "commune", Text("Mưa dự báo", "Rain forecast"), 0.0, windowed=True),
    Quantity(
        "antecedent_index", "mm", "commune", Text("Chỉ số mưa tích lũy 7 ngày", "Antecedent rain index"), 0.0
    ),
    Quantity(
        "antecedent_index_p95",
        "mm",
        "commune",
        Text("Phân vị 95 % của chỉ số mưa tích lũy tại chỗ", "Local 95th percentile of the antecedent index"),
        0.0,
    ),
    Quantity(
        "landslide_susceptibility",
        "class",
        "commune",
        Text("Lớp nhạy cảm sạt lở", "Landslide susceptibility class"),
        1.0,
    ),
    Quantity("water_level", "m", "station", Text("Mực nước", "Water level"), float("-inf")),
    Quantity("alarm_1", "m", "station", Text("Báo động I", "Alarm level I"), float("-inf")),
    Quantity("alarm_2", "m", "station", Text("Báo động II", "Alarm level II"), float("-inf")),
    Quantity("alarm_3", "m", "station", Text("Báo động III", "Alarm level III"), float("-inf")),
    Quantity("flood_zone", "class", "station", Text("Khu vực của trạm", "Zone of the station"), 1.0),
    Quantity(
        "historic_level", "m", "station", Text("Mực nước lũ lịch sử", "Historic flood level"), float("-inf")
    ),
    # What Decision 18/2021 asks for and nothing here supplies.
    Quantity("rainy_days", "days", "commune", Text("Số ngày mưa", "Days of rain"), 0.0, supplied=False),
    Quantity(
        "terrain",
        "class",
        "commune",
        Text("Địa hình (1 trung du, miền núi; 2 đồng bằng, ven biển)", "Terrain (1 uplands, 2 lowlands)"),
        1.0,
        supplied=False,
    ),
    Quantity(
        "extent",
        "class",
        "commune",
        Text("Phạm vi ảnh hưởng theo Điều 44", "Extent by Article 44"),
        1.0,
        supplied=False,
    ),
    Quantity(
        "hazard_zone",
        "class",
        "commune",
        Text(
            "Vùng nguy cơ (1 thấp, 2 trung bình, 3 cao, 4 rất cao)",
            "Hazard zone (1 low, 2 medium, 3 high, 4 very high)",
        ),
        1.0,
        supplied=False,
    ),
    Quantity(
        "landslide_region",
        "class",
        "commune",
        Text("Khu vực theo Phụ lục XII", "Region by Annex XII"),
        1.0,
        supplied=False,
    ),
    Quantity("warm_days", "days", "commune", Text("Số ngày nắng nóng", "Days of heat"), 0.0, supplied=False),
    Quantity(
        "highest_temperature",
        "°C",
        "commune",
        Text("Nhiệt độ cao nhất ngày", "Highest temperature of the day"),
        float("-inf"),
        supplied=False,
    ),
    Quantity("cold_days", "days", "commune", Text("Số ngày rét", "Days of cold"), 0.0, supplied=False),
    Quantity(
        "mean_temperature",
        "°C",
        "commune",
        Text("Nhiệt độ trung bình ngày", "Mean temperature of the day"),
        float("-inf"),
        supplied=False,
    ),
    Quantity(
        "climate_region",
        "class",
        "commune",
        Text("Vùng khí hậu của điều đó", "Region of that article"),
        1.0,
        supplied=False,
    ),
)

QUANTITIES = {quantity.name: quantity for quantity in _ALL}
