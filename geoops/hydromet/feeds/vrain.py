"""VRain: the gauges of several networks in one JSON list, `sn` name, `lt` lat, `lg` lon, `d` mm since about 19:00."""

from datetime import datetime

import orjson

from geoops.hydromet import faults
from geoops.hydromet.feeds.decoded import GaugeSnapshot, NotThisFormat
from geoops.hydromet.feeds.numbers import gauge_total, number, once_per_gauge
from geoops.hydromet.gauges import GaugeTotal
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

SOURCE = "vrain"
_FIELDS = {"name": "sn", "lon": "lg", "lat": "lt", "mm": "d"}


def decode(body: bytes, read_at: datetime) -> GaugeSnapshot:
    """The totals in a recorded or fresh answer. Raises NotThisFormat where it is not a list of gauges at all."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise NotThisFormat(
            Text("Câu trả lời của VRain không phải JSON", "VRain's answer is not JSON"),
            faults=[Fault(Text(f"vị trí {error.pos}", f"position {error.pos}"))],
        ) from None
    if not isinstance(document, list) or not document:
        raise NotThisFormat(
            Text("Câu trả lời của VRain không phải danh sách trạm", "VRain's answer is not a list of gauges")
        )
    totals: list[GaugeTotal] = []
    refused: list[Fault] = []
    for row, entry in enumerate(document, 1):
        if not isinstance(entry, dict):
            refused.append(Fault(faults.NOT_AN_OBJECT, row))
            continue
        read = gauge_total(
            SOURCE,
            row,
            entry.get("sn"),
            number(entry.get("lg")),
            number(entry.get("lt")),
            number(entry.get("d")),
            _FIELDS,
        )
        if isinstance(read, Fault):
            refused.append(read)
        else:
            totals.append(read)
    if not totals:
        raise NotThisFormat(
            Text(
                "Không có trạm nào đọc được trong câu trả lời của VRain",
                "No gauge in VRain's answer can be read",
            ),
            faults=refused[:10],
        )
    once, twice = once_per_gauge(totals)
    return GaugeSnapshot(SOURCE, read_at, once, [*refused, *twice])
