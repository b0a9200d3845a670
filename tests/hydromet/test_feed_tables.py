"""Tables of any department's logger, read by a mapping: encodings, commas, zones, markers of missing values, and lies."""

import gzip
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.base import Decoding
from geoops.hydromet.feeds.config import ConfigRefused, read_config
from geoops.hydromet.feeds.configured import ConfiguredFeed
from geoops.hydromet.feeds.decoded import NotThisFormat, ReadingBatch

READ_AT = datetime(2026, 7, 21, 4, 0, tzinfo=UTC)
HEADER = "Mã trạm;Tên;Kinh độ;Vĩ độ;Thời gian;Mưa 10 phút;Mực nước\n"
ROW = "TD01;Tả Van;103,890;22,305;21/07/2026 10:20;12,5;1234\n"
MAPPING: dict[str, Any] = {
    "station": "Mã trạm",
    "name": "Tên",
    "lon": "Kinh độ",
    "lat": "Vĩ độ",
    "time": "Thời gian",
    "time_format": "%d/%m/%Y %H:%M",
    "zone": "Asia/Ho_Chi_Minh",
    "decimal": ",",
    "values": [
        {"column": "Mưa 10 phút", "variable": "rain", "unit": "mm", "minutes": 10},
        {"column": "Mực nước", "variable": "water_level", "unit": "cm"},
    ],
}


def config(kind: str = "delimited", mapping: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "name": "so-nnmt",
        "title": {"vi": "Sở", "en": "Department"},
        "kind": kind,
        "address": "http://127.0.0.1/x.csv",
        "rhythm_minutes": 10,
        "mapping": mapping or MAPPING,
        **more,
    }


def decode(body: bytes, kind: str = "delimited", encoding: str | None = None, **mapping: Any) -> ReadingBatch:
    feed = ConfiguredFeed(read_config(config(kind, {**MAPPING, **mapping})), "file")
    decoded: Decoding = feed.decode(Answer.of(body, encoding=encoding), READ_AT)
    assert isinstance(decoded, ReadingBatch)
    return decoded


def test_a_table_becomes_readings_with_their_stations() -> None:
    batch = decode((HEADER + ROW).encode())
    rain, level = batch.readings
    assert (rain.station_id, rain.variable, rain.value, rain.unit) == ("so-nnmt:TD01", "rain", 12.5, "mm")
    assert rain.ends_at == datetime(2026, 7, 21, 3, 20, tzinfo=UTC)
    assert rain.ends_at - rain.starts_at == timedelta(minutes=10)
    assert (level.variable, level.value, level.unit) == ("water_level", 12.34, "m")
    (group,) = batch.stations
    (station,) = group.listed
    assert (station.name, station.lon, station.lat) == ("Tả Van", 103.89, 22.305)
    assert not batch.faults


@pytest.mark.parametrize(
    ("encode", "stated", "configured"),
    [
        ("utf-8", None, None),
        ("utf-8-sig", None, None),
        ("utf-16", None, None),
        ("utf-16-le", None, "utf-16-le"),
        ("utf-16-le", "utf-16-le", None),
    ],
)
def test_encodings_that_are_stated_or_marked(encode: str, stated: str | None, configured: str | None) -> None:
    batch = decode_encoded(encode, stated, configured)
    assert len(batch.readings) == 2 and batch.stations[0].listed[0].name == "Tả Van"


def decode_encoded(encode: str, stated: str | None, configured: str | None) -> ReadingBatch:
    mapping = {**MAPPING, **({"encoding": configured} if configured else {})}
    feed = ConfiguredFeed(read_config(config("delimited", mapping)), "file")
    decoded = feed.decode(Answer.of((HEADER + ROW).encode(encode), encoding=stated), READ_AT)
    assert isinstance(decoded, ReadingBatch)
    return decoded


def test_windows_1258_is_read_where_it_is_configured_and_refused_by_name_where_not() -> None:
    import unicodedata

    plain = unicodedata.normalize("NFC", HEADER + ROW)
    # windows-1258 writes a vowel with its mark, then the tone as a character of its own
    body = b"".join(_cp1258(character) for character in plain)
    batch = decode_body(body, "windows-1258")
    assert batch.stations[0].listed[0].name == "Tả Van", "composed again"
    with pytest.raises(NotThisFormat) as refused:
        decode_body(body, None)
    assert "encoding" in str(refused.value) and refused.value.faults[0].row == 1


def decode_body(body: bytes, encoding: str | None) -> ReadingBatch:
    mapping = {**MAPPING, **({"encoding": encoding} if encoding else {})}
    decoded = ConfiguredFeed(read_config(config("delimited", mapping)), "file").decode(
        Answer.of(body), READ_AT
    )
    assert isinstance(decoded, ReadingBatch)
    return decoded


def _cp1258(character: str) -> bytes:
    import unicodedata

    try:
        return character.encode("cp1258")
    except UnicodeEncodeError:
        whole = unicodedata.normalize("NFD", character)
        for split in range(1, len(whole)):
            base = unicodedata.normalize("NFC", whole[:-split] + "".join(whole[len(whole) - split + 1 :]))
            try:
                return base.encode("cp1258") + whole[len(whole) - split].encode("cp1258")
            except UnicodeEncodeError:
                continue
        raise


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"<!DOCTYPE html><html><body>B\xe1\xba\xa3o tr\xc3\xac</body></html>", "web page"),
        ("a;b\n1;2\n".encode("utf-16-le"), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\xfa", "not utf-8"),
        (gzip.compress((HEADER + ROW * 500).encode())[:-20], "cut off"),
        (gzip.compress(b"x" * 100)[:10] + b"\xff" * 40, "damaged"),
        (b"a,b,c\n1,2,3\n", "missing"),
        (HEADER.encode() + b"TD01;x;y\n", "not one row"),
    ],
    ids=["empty", "blank", "html", "utf-16", "png", "cut gzip", "bad gzip", "columns", "no row"],
)
def test_an_answer_that_is_none(body: bytes, said: str) -> None:
    with pytest.raises(NotThisFormat) as refused:
        decode(body)
    assert said in str(refused.value)


def test_a_packed_table_is_unpacked() -> None:
    assert len(decode(gzip.compress((HEADER + ROW).encode())).readings) == 2


def test_missing_values_are_no_zeros_and_no_faults() -> None:
    rows = [
        ROW.replace("12,5", mark).replace("10:20", f"10:{20 + n}")
        for n, mark in enumerate(["-9999", "-9999,0", "NaN", "", "///", "-", "null"])
    ]
    batch = decode((HEADER + "".join(rows)).encode())
    assert [reading.variable for reading in batch.readings] == ["water_level"] * 7
    assert not batch.faults
    kept = decode((HEADER + ROW.replace("12,5", "99")).encode(), missing=[99])
    assert [reading.variable for reading in kept.readings] == ["water_level"]


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ("12,5", "12.5", "Mưa 10 phút", "not a number"),
        ("12,5", "nhiều", "Mưa 10 phút", "not a number"),
        ("12,5", "1_2", "Mưa 10 phút", "not a number"),
        ("12,5", "inf", "Mưa 10 phút", "infinite"),
        ("12,5", "-3", "Mưa 10 phút", "negative"),
        ("12,5", "9999999", "Mưa 10 phút", "possible"),
        ("21/07/2026", "31/02/2026", "Thời gian", "unreadable"),
        ("21/07/2026", "21/07/2031", "Thời gian", "future"),
        ("21/07/2026", "21/07/1900", "Thời gian", "1950"),
        ("TD01", "", "Mã trạm", "missing"),
        ("103,890", "22,305", "Vĩ độ", "outside"),
        ("103,890;22,305", "22,305;103,890", "Vĩ độ", "swapped"),
    ],
)
def test_a_bad_row_is_refused_by_row_and_field(old: str, new: str, field: str, said: str) -> None:
    good = ROW.replace("TD01", "TD02")
    batch = decode((HEADER + good + ROW.replace(old, new)).encode())
    fault = batch.faults[0]
    assert (fault.row, fault.field) == (2, field) and said in fault.reason.en
    assert all(
        reading.station_id.endswith("TD02") for reading in batch.readings if reading.variable == "rain"
    )


def test_a_decimal_comma_is_never_taken_for_a_decimal_point() -> None:
    batch = decode((HEADER + ROW.replace("103,890;22,305", "103.890;22.305")).encode(), decimal=".")
    assert [fault.field for fault in batch.faults] == ["Mưa 10 phút"], "12,5 is not 125"
    (level,) = batch.readings
    thousand = decode((HEADER + ROW.replace("1234", "1.234,0")).encode())
    assert thousand.readings[1].value == level.value == 12.34


def test_a_time_without_zone_is_refused_unless_the_mapping_says_which() -> None:
    with pytest.raises(NotThisFormat) as refused:
        decode((HEADER + ROW).encode(), zone=None)
    assert refused.value.faults[0].field == "Thời gian" and "zone" in refused.value.faults[0].reason.en
    own = decode(
        (HEADER + ROW.replace("21/07/2026 10:20", "2026-07-21T03:20:00Z")).encode(),
        zone=None,
        time_format=None,
    )
    assert own.readings[0].ends_at == datetime(2026, 7, 21, 3, 20, tzinfo=UTC)
    unix = decode((HEADER + ROW.replace("21/07/2026 10:20", "1784604000")).encode(), time_format="unix")
    assert unix.readings[0].ends_at == datetime(2026, 7, 21, 3, 20, tzinfo=UTC)


def test_a_running_total_since_an_hour() -> None:
    values = [{"column": "Mưa 10 phút", "variable": "rain_total", "unit": "mm", "since_hour": 19}]
    (total,) = decode((HEADER + ROW).encode(), values=values).readings
    assert total.starts_at == datetime(2026, 7, 20, 12, 0, tzinfo=UTC)


def test_a_long_table_says_what_each_row_is() -> None:
    mapping = {
        "station": "tram",
        "time": ["ngay", "gio"],
        "time_format": "%Y-%m-%d %H:%M",
        "zone": "Asia/Ho_Chi_Minh",
        "values": [],
        "long": {
            "variable": "bien",
            "value": "gia_tri",
            "names": {"RR": {"variable": "rain", "unit": "mm", "minutes": 60}},
        },
    }
    body = b"tram,ngay,gio,bien,gia_tri\nA,2026-07-21,10:00,RR,3.5\nA,2026-07-21,10:00,XX,1\n"
    feed = ConfiguredFeed(read_config(config("delimited", mapping)), "file")
    batch = feed.decode(Answer.of(body), READ_AT)
    assert isinstance(batch, ReadingBatch)
    assert [reading.value for reading in batch.readings] == [3.5]
    assert batch.faults[0].row == 2 and "XX" in batch.faults[0].reason.en


def test_json_with_readings_inside_stations() -> None:
    mapping = {
        "items": "data.stations[].readings[]",
        "station": "code",
        "lon": "place.lon",
        "lat": "place.lat",
        "name": "title",
        "time": "at",
        "values": [{"column": "mm", "variable": "rain", "unit": "mm", "minutes": 10}],
    }
    stations = [
        {
            "code": 7,
            "title": "Ý Tý",
            "place": {"lon": 103.6, "lat": 22.6},
            "readings": [
                {"at": "2026-07-21T10:00:00+07:00", "mm": 1.5},
                {"at": "2026-07-21T10:10:00+07:00", "mm": None},
                {"at": "2026-07-21T10:20:00+07:00", "mm": True},
                "hỏng",
            ],
        }
    ]
    feed = ConfiguredFeed(read_config(config("json", mapping)), "file")
    batch = feed.decode(Answer.of(orjson.dumps({"data": {"stations": stations}})), READ_AT)
    assert isinstance(batch, ReadingBatch)
    assert [(r.station_id, r.value) for r in batch.readings] == [("so-nnmt:7", 1.5)]
    assert [(fault.row, fault.field) for fault in batch.faults] == [(3, "mm"), (4, None)]
    lines = b"\n".join(orjson.dumps({"code": "A", **row}) for row in stations[0]["readings"][:2])
    feed = ConfiguredFeed(
        read_config(config("json", {**mapping, "items": "[]", "lon": None, "lat": None, "name": None})),
        "file",
    )
    assert len(feed.decode(Answer.of(lines), READ_AT).readings) == 1  # type: ignore[attr-defined]
    for bad in (b"{", b"[]", b'{"data": 1}', b"[1"):
        with pytest.raises(NotThisFormat):
            feed.decode(Answer.of(bad), READ_AT)


def test_one_bad_file_among_good_ones_is_named_and_harms_none() -> None:
    feed = ConfiguredFeed(read_config(config()), "file")
    answer = Answer(
        [
            Part("a.csv", (HEADER + ROW).encode()),
            Part("b.csv", b"<html></html>"),
            Part("c.csv", (HEADER + ROW.replace("12,5", "x")).encode()),
        ]
    )
    batch = feed.decode(answer, READ_AT)
    assert isinstance(batch, ReadingBatch)
    assert [(fault.file, fault.row) for fault in batch.faults] == [("b.csv", None), ("c.csv", 1)]
    assert len(batch.readings) == 3


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "ftp"}, "kind"),
        ({"name": "Số 1"}, "name"),
        ({"address": "file:///etc/passwd"}, "address"),
        ({"address": "http://user:pass@host/x"}, "address"),
        ({"address": "http://host/x?api_key=abc"}, "address"),
        ({"address": "http:///x"}, "address"),
        ({"rhythm_minutes": 0}, "rhythm_minutes"),
        ({"cron": "mỗi ngày"}, "cron"),
        ({"extra": 1}, "extra"),
        ({"title": {"vi": "a\x00b", "en": "x"}}, None),
        ({"owner": "\ud800"}, None),
        (
            {"mapping": {**MAPPING, "stations": {"A": {"name": "A", "lon": float("inf"), "lat": 1}}}},
            "mapping.stations.A.lon",
        ),
        ({"mapping": None}, "mapping"),
        ({"auth": {"kind": "bearer", "secret": "../../etc/passwd"}}, "auth.bearer.secret"),
        ({"auth": {"kind": "bearer", "token": "abc"}}, "auth.bearer.secret"),
        ({"address": "sftp://host/x.csv"}, "auth"),
        ({"mapping": {**MAPPING, "zone": "Hà Nội"}}, "mapping.zone"),
        ({"mapping": {**MAPPING, "values": []}}, "mapping"),
        (
            {"mapping": {**MAPPING, "values": [{"column": "x", "variable": "rain", "unit": "mm"}]}},
            "mapping.values.0",
        ),
        (
            {"mapping": {**MAPPING, "values": [{"column": "x", "variable": "bụi", "unit": "mm"}]}},
            "mapping.values.0",
        ),
    ],
)
def test_a_configuration_that_cannot_be_meant_is_refused_by_field(
    change: dict[str, Any], field: str | None
) -> None:
    with pytest.raises(ConfigRefused) as refused:
        read_config({**config(), **change})
    assert field in [fault.field for fault in refused.value.faults], refused.value.faults
