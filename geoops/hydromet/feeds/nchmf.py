"""The national met service's warnings of flash floods and landslides by commune, as its web page is fed.

One row per old commune and present commune it went to: the same `id` and `commune_id` again and again, one warning.
`commune_id_2cap` is the service's own number and no statistical code; the coordinates are the old commune's.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from geoops.hydromet import faults
from geoops.hydromet.feeds.commune_warnings import Gathering, Names, WarningRow
from geoops.hydromet.feeds.decoded import NotThisFormat, WarningList
from geoops.hydromet.feeds.numbers import number, words
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

SOURCE = "NCHMF"
_DOTNET = re.compile(r"^/Date\((-?\d{1,16})(?:[+-]\d{4})?\)/$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAMES = Names(
    id="id",
    observed_at="thoigian",
    hours="sogiodubao",
    landslide="nguycosatlo",
    flash_flood="nguycoluquet",
    old_commune="commune_name",
    commune="commune_name_2cap",
    province="provinceName_2cap",
    rain_mm="luongmuatd_db",
)


def dotnet_time(raw: Any) -> datetime | None:
    """`/Date(1784620800000)/` (milliseconds UTC; an offset behind them is only a note) as a time, or None."""
    match = _DOTNET.match(raw) if isinstance(raw, str) else None
    if match is None:
        return None
    try:
        return _EPOCH + timedelta(milliseconds=int(match[1]))
    except OverflowError:
        return None


def decode(body: bytes, read_at: datetime) -> WarningList:
    """The warnings in a recorded or fresh answer. Raises NotThisFormat where it is no list of warnings."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise NotThisFormat(
            Text("Câu trả lời của Trung tâm KTTV không phải JSON", "The met service's answer is not JSON")
        ) from None
    if not isinstance(document, list):
        raise NotThisFormat(
            Text(
                "Câu trả lời của Trung tâm KTTV không phải danh sách",
                "The met service's answer is not a list",
            )
        )
    gathering = Gathering(_NAMES)
    for row, entry in enumerate(document, 1):
        if isinstance(entry, dict):
            gathering.add(row, _row(entry))
        else:
            gathering.refused.append(Fault(faults.NOT_AN_OBJECT, row))
    if document and not gathering.warnings:
        raise NotThisFormat(
            Text("Không có cảnh báo nào đọc được", "Not one warning can be read"),
            faults=gathering.refused[:10],
        )
    return gathering.as_list(SOURCE, read_at)


def _row(entry: Mapping[str, Any]) -> WarningRow:
    record, place = entry.get("id"), entry.get("commune_id")
    observed = dotnet_time(entry.get("thoigian"))
    return WarningRow(
        id=f"nchmf-{record}-{place}" if isinstance(record, int) and isinstance(place, int) else None,
        source=SOURCE,
        observed_at=observed,
        issued_at=dotnet_time(entry.get("ngay_capnhat")),
        hours=number(entry.get("sogiodubao")),
        landslide=_word(entry.get("nguycosatlo")),
        flash_flood=_word(entry.get("nguycoluquet")),
        old_commune=words(entry.get("commune_name")),
        old_district=words(entry.get("district_name")),
        commune=words(entry.get("commune_name_2cap")),
        province=words(entry.get("provinceName_2cap")),
        lon=number(entry.get("lon")),
        lat=number(entry.get("lat")),
        rain_mm=number(entry.get("luongmuatd_db")),
        rain_observed_mm=number(entry.get("luongmuatd")),
        rain_forecast_mm=number(entry.get("luongmuadb")),
        raw=entry,
    )


def _word(raw: Any) -> str | None:
    """The word of a level; null and empty mean no warning of that hazard, anything that is no text stays visible."""
    return words(raw) if raw is None or isinstance(raw, str) else str(raw)
