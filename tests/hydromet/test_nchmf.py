"""The national warnings, with everything that was seen to be odd in them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from geoops.hydromet.feeds.decoded import CommuneName, NotThisFormat
from geoops.hydromet.feeds.nchmf import decode, dotnet_time
from geoops.hydromet.warnings import levels
from tests.hydromet.recorded import nchmf_body

NOW = datetime(2026, 7, 21, 9, 0, tzinfo=UTC)


def test_dotnet_times_are_milliseconds_utc() -> None:
    assert dotnet_time("/Date(1784620800000)/") == datetime.fromisoformat("2026-07-21T15:00:00+07:00")
    assert dotnet_time("/Date(1784620800000+0700)/") == datetime.fromisoformat("2026-07-21T15:00:00+07:00")
    for bad in ("2026-07-21", "/Date()/", "/Date(99999999999999999999)/", None, 1784620800000):
        assert dotnet_time(bad) is None


def test_a_warning_is_read_with_its_validity_and_words() -> None:
    (warning,) = decode(nchmf_body(), NOW).warnings
    assert warning.id == "nchmf-29988444-5897"
    assert warning.valid_from == datetime.fromisoformat("2026-07-21T15:00:00+07:00")
    assert warning.valid_to - warning.valid_from == timedelta(hours=6)
    assert warning.issued_at == datetime.fromisoformat("2026-07-21T15:51:02.347+07:00")
    assert (warning.landslide, warning.flash_flood, warning.level) == ("Trung bình", "Cao", 2)
    assert warning.communes == (CommuneName("Khun Há", "Lai Châu"),)
    assert warning.old_commune == "Xã Bản Hon"


def test_an_old_commune_that_went_to_two_is_one_warning() -> None:
    listed = decode(nchmf_body({}, {"commune_name_2cap": "Tân Uyên", "commune_id_2cap": 390}), NOW)
    (warning,) = listed.warnings
    assert [commune.name for commune in warning.communes] == ["Khun Há", "Tân Uyên"]


def test_either_hazard_may_be_empty() -> None:
    (warning,) = decode(nchmf_body({"nguycosatlo": None}), NOW).warnings
    assert (warning.landslide, warning.flash_flood, warning.level) == (None, "Cao", 2)
    (warning,) = decode(nchmf_body({"nguycoluquet": ""}), NOW).warnings
    assert (warning.landslide, warning.flash_flood, warning.level) == ("Trung bình", None, 1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"nguycosatlo": "Khủng khiếp"}, "nguycosatlo"),
        ({"nguycoluquet": 3}, "nguycoluquet"),
        ({"nguycosatlo": None, "nguycoluquet": None}, "nguycosatlo"),
        ({"thoigian": "2026-07-21"}, "thoigian"),
        ({"thoigian": "/Date(-2208988800000)/"}, "thoigian"),
        ({"id": None}, "id"),
        ({"commune_name_2cap": ""}, "commune_name_2cap"),
        ({"provinceName_2cap": None}, "provinceName_2cap"),
        ({"luongmuatd_db": -1}, "luongmuatd_db"),
        ({"sogiodubao": 600}, "sogiodubao"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_kept(change: dict[str, Any], field: str) -> None:
    listed = decode(nchmf_body({}, {"id": 1, **change}), NOW)
    assert len(listed.warnings) == 1
    assert [(fault.row, fault.field) for fault in listed.faults] == [(2, field)]


def test_a_point_that_cannot_be_is_left_out_and_the_warning_kept() -> None:
    (warning,) = decode(nchmf_body({"lat": 1.0, "lon": 2.0}), NOW).warnings
    assert warning.lon is None and warning.lat is None


def test_an_empty_list_says_that_there_are_none() -> None:
    assert decode(b"[]", NOW).warnings == []


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"[{}]", nchmf_body()[:-9]])
def test_what_is_no_list_of_warnings_is_refused_whole(body: bytes) -> None:
    with pytest.raises(NotThisFormat):
        decode(body, NOW)


def test_the_words_have_an_order_and_are_no_legal_level() -> None:
    assert levels.levels() == {"Thấp": 0, "Trung bình": 1, "Cao": 2, "Rất cao": 3}
    assert "cấp độ rủi ro" not in levels.label().vi
    assert levels.rule()["certainty"] == "verified"


def test_the_recorded_answer(shared_data: Path) -> None:
    listed = decode((shared_data / "hydromet" / "nchmf_canhbao_sllq_2026-07-21T15.json").read_bytes(), NOW)
    assert len(listed.warnings) == 17
    assert sum(len(warning.communes) for warning in listed.warnings) == 18
    assert not listed.faults
    # The rule that was read off the published rows holds for each of these too.
    for warning in listed.warnings:
        assert warning.rain_mm is not None
        assert levels.inferred_level(warning.rain_mm) == warning.level
