"""The situation report: every figure against rows made up by hand, within scope, as it was known then."""

import uuid

import httpx
from sqlalchemy import text

from geoops.kit import changes
from geoops.kit.clock import VN, utc_now
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from geoops.kit.spaces import ensure
from tests.incidents.reports import act
from tests.situation.night import HERE, NEXT, Night, ago, report
from tests.works import bodies as built

UNKNOWN = "chưa có số liệu"


async def test_the_head_says_of_where_when_and_by_whom(night: Night) -> None:
    page = await report(night.duty)
    now = utc_now().astimezone(VN)
    assert "Tỉnh Một" in page.text and "Người lập: truc-ban" in page.text
    assert f"ngày {now:%d/%m/%Y}" in page.text and "Ranh giới tham khảo" in page.text
    assert "XEM LẠI" not in page.text and "DIỄN TẬP" not in page.text


async def test_an_empty_night_says_so_and_writes_no_zero_for_what_is_not_known(night: Night) -> None:
    page = await report(night.duty)
    assert page.tree.xpath("//table/@id") == ["feeds-feeds", "unknown-unknown"]
    assert "Không có sự cố nào đang mở" in page.section("incidents")
    assert "Không có lệnh sơ tán nào" in page.section("evacuation")
    assert "Chưa mở đợt thiên tai nào" in page.section("losses")
    assert "Chưa có số liệu mưa 24 giờ" in page.section("rain")
    assert "2 xã không có số đo mưa" in page.section("rain")
    assert "chưa khai báo hồ nào" in page.section("works")
    assert "không có nghĩa là an toàn" in page.section("unknown")
    assert page.figures["Mưa 24 giờ lớn nhất"] == UNKNOWN
    assert page.figures["Xã trên ngưỡng tham chiếu"] == UNKNOWN
    assert page.figures["Xã chưa biết mức nguy hiểm"] == "2"
    assert page.figures["Chết / mất tích / bị thương"] == "chưa có báo cáo"
    assert all(section.xpath("p") for section in page.tree.xpath("//section"))


async def test_danger_official_apart_from_reference(night: Night) -> None:
    await night.threat({HERE: 3, NEXT: 0})
    await night.warned()
    page = await report(night.duty)
    (official,) = page.rows("danger-official")
    assert official[0] == "Xã Nậm Kiểm" and "Cao" in official[1]
    (reference,) = page.rows("danger-reference")
    assert reference[0] == "Xã Mường Thử"
    assert "không phải cấp chính thức" in page.section("danger")
    assert "Cấp độ rủi ro do bản tin chính thức nêu: 0 xã" in page.section("danger")
    (row,) = page.rows("warnings-warnings")
    assert "Cao" in row[1] and row[2] == "Xã Nậm Kiểm"
    assert page.figures["Xã có cảnh báo đã phát"] == page.figures["Xã trên ngưỡng tham chiếu"] == "1"
    await night.threat({HERE: 0, NEXT: None})
    page = await report(night.duty)
    assert page.figures["Xã trên ngưỡng tham chiếu"] == "0 (tính được 1/2 xã)"
    await night.threat({HERE: None})
    page = await report(night.duty)
    assert page.figures["Xã trên ngưỡng tham chiếu"] == UNKNOWN
    assert "quy tắc chưa tính được mức nào" in page.section("danger")


async def test_rain_with_the_share_of_time_it_covers(night: Night) -> None:
    await night.rained(61.5, "a", HERE)
    page = await report(night.duty)
    (commune,) = page.rows("rain-communes")
    assert commune == ["Xã Mường Thử", "61,5", "61,5", "1", "50 %"]
    (gauge,) = page.rows("rain-gauges")
    assert gauge[:4] == ["Trạm a", "Xã Mường Thử", "61,5", "50 %"]
    assert "1 xã không có số đo mưa" in page.section("rain")
    assert page.figures["Mưa 24 giờ lớn nhất"] == "61,5 mm"


async def test_incidents_by_kind_and_state_the_worst_first(night: Night) -> None:
    mild = await night.incident(severity=1, kind="road_cut", note="cây đổ")
    grave = await night.incident(NEXT, severity=5, note="nhà bị vùi", fields={"people_trapped": 3})
    done = await night.incident(severity=2)
    for action in ("verify", "resolve"):
        assert (await act(night.duty, done, action)).status_code == 200
    assert (await act(night.duty, mild, "verify")).status_code == 200
    await night.incident(NEXT, severity=5, occurred_at=ago(26 * 60).isoformat())
    page = await report(night.duty)
    worst = page.rows("incidents-worst")
    assert [row[5] for row in worst] == ["nhà bị vùi", "Sạt lở taluy dương", "cây đổ"]
    assert "3 người đang gặp nguy" in worst[0][0] and worst[0][3] == "5/5"
    assert grave["kind_label"]["vi"] in worst[0][0]
    assert {row[0]: row[1] for row in page.rows("incidents-kinds")} == {
        grave["kind_label"]["vi"]: "2",
        mild["kind_label"]["vi"]: "1",
    }
    assert "3 sự cố đang mở: Mới báo 2; Đã xác minh 1" in page.section("incidents")
    assert "1 sự cố đã xử lý xong" in page.section("incidents")
    assert "theo tin báo tại các sự cố này: 3" in page.section("incidents")


async def test_damage_reported_and_confirmed_and_what_was_known_before_a_correction(night: Night) -> None:
    event = await night.event()
    first = await night.damage(event, {"dead": 3, "injured": 4})
    second = await night.damage(event, {"injured": 2}, commune_code=NEXT)
    before = utc_now().isoformat()
    await night.damage(event, {"dead": 2, "injured": 4}, replaces=first["id"], reason="đếm hai lần")
    page = await report(night.duty)
    rows = {row[0]: row[1:5] for row in page.rows("losses-losses")}
    assert rows == {
        "Người chết": ["người", "2", "chưa xác nhận", "1"],
        "Người bị thương": ["người", "6", "6", "2"],
    }
    assert page.figures["Chết / mất tích / bị thương"] == "2 / chưa có báo cáo / 6"
    assert "2 trong 2 xã đã có báo cáo" in page.section("losses") and second["id"] != first["id"]
    then = await report(night.duty, known_at=before)
    assert {row[0]: row[2] for row in then.rows("losses-losses")} == {
        "Người chết": "3",
        "Người bị thương": "6",
    }
    assert "theo hiểu biết lúc" in then.text


async def test_evacuation_out_in_and_on_the_road(night: Night) -> None:
    await night.shelter(capacity=500)
    page = await report(night.duty)
    assert f"Chỗ còn trống tại điểm sơ tán: {UNKNOWN}" in page.section("evacuation")
    shelter = await night.shelter(capacity=100, occupancy=10)
    order = await night.order(120, shelter)
    page = await report(night.duty)
    assert page.rows("evacuation-orders")[0][1:] == ["120", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]
    await night.count("out", 80, evacuation_id=order)
    await night.count("in", 60, evacuation_id=order, shelter_id=shelter)
    before = utc_now().isoformat()
    await night.count("in", 20, evacuation_id=order, shelter_id=shelter)
    page = await report(night.duty)
    assert page.rows("evacuation-orders")[0][:5] == ["Thôn Nà Lặc, Xã Mường Thử", "120", "80", "80", "0"]
    assert "Chỗ còn trống tại điểm sơ tán: 10 (chưa tính 1 điểm chưa kiểm đếm)" in page.section("evacuation")
    assert page.figures["Sơ tán: phải đi / đã đến"] == "120 / 80"
    then = await report(night.duty, at=before, known_at=before)
    assert then.rows("evacuation-orders")[0][2:5] == ["80", "60", "20"]
    assert "Chỗ còn trống tại điểm sơ tán: 30" in then.section("evacuation")
    closed = await night.duty.post(
        f"/api/evacuations/{order}/actions/close", json={}, headers={"If-Match": "*"}
    )
    assert closed.status_code == 200, closed.text
    assert (await report(night.duty)).rows("evacuation-orders") == []
    assert len((await report(night.duty, at=before, known_at=before)).rows("evacuation-orders")) == 1


async def test_dispatches_and_what_is_short(night: Night) -> None:
    await night.threat({HERE: 3})
    sent = await night.boats(2)
    page = await report(night.duty)
    (row,) = page.rows("dispatches-dispatches")
    assert row[0].startswith("2 chiếc ") and row[1:4] == ["Xã Nậm Kiểm", "Xã Mường Thử", "Đã giao"]
    before = utc_now().isoformat()
    for action in ("depart", "arrive", "release", "return"):
        answer = await night.duty.post(
            f"/api/dispatches/{sent['id']}/actions/{action}", json={}, headers={"If-Match": "*"}
        )
        assert answer.status_code == 200, answer.text
    assert (await report(night.duty)).rows("dispatches-dispatches") == []
    assert len((await report(night.duty, at=before, known_at=before)).rows("dispatches-dispatches")) == 1
    readiness = page.section("readiness")
    assert "chưa rõ: 1" in readiness and "không phải đánh giá chính thức" in readiness


async def test_roads_cut_and_reservoirs_above_a_level(night: Night) -> None:
    lon_lat = {"lon": 104.05, "lat": 22.05}
    await night.post("/api/road-points", built.point(position=lon_lat, commune_code=HERE))
    await night.reservoir(216.0)
    await night.reservoir(None, name="Hồ Câm")
    await night.reservoir(200.0, name="Hồ Cạn")
    page = await report(night.duty)
    (road,) = page.rows("works-roads")
    assert road[0].startswith("QL4D") and road[1] == "Xã Mường Thử"
    (lake,) = page.rows("works-reservoirs")
    assert lake[0] == "Hồ Nậm Thử" and lake[3:5] == ["216", "215"]
    assert "1 trong 3 hồ không có mực nước mới, chưa biết: Hồ Câm" in page.section("works")
    assert page.figures["Điểm đường bị cắt (đã báo)"] == "1"


async def test_an_incident_is_in_the_state_that_was_known(night: Night) -> None:
    one = await night.incident()
    before = utc_now().isoformat()
    for action in ("verify", "resolve"):
        assert (await act(night.duty, one, action)).status_code == 200
    assert (await report(night.duty)).rows("incidents-worst") == []
    (row,) = (await report(night.duty, at=before, known_at=before)).rows("incidents-worst")
    assert row[2] == "Mới báo"
    early = ago(60).isoformat()
    assert (await report(night.duty, at=early, known_at=early)).rows("incidents-worst") == []


async def test_only_what_lies_in_the_scope_and_outside_it_is_refused(
    night: Night, neighbour: httpx.AsyncClient, commune_officer: httpx.AsyncClient
) -> None:
    await night.incident(note="của tỉnh Một")
    await night.order(50, await night.shelter())
    theirs = await report(neighbour)
    assert "Tỉnh Hai" in theirs.text and "Tỉnh Một" not in theirs.text
    assert theirs.rows("incidents-worst") == theirs.rows("evacuation-orders") == []
    for client, query in (
        (neighbour, {"province": "91"}),
        (neighbour, {"commune": HERE}),
        (commune_officer, {"commune": "90004"}),
    ):
        answer = await client.get("/api/reports/situation", params=query)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed"), query
    assert "Xã Tả Mẫu, Tỉnh Hai" in (await report(commune_officer)).text
    mine = await report(night.duty, commune=NEXT)
    assert mine.rows("incidents-worst") == []
    answer = await night.duty.get("/api/reports/situation", params={"commune": "99999"})
    assert answer.status_code == 404


async def test_a_drill_and_a_replay_say_so_and_see_only_their_own(night: Night, country_db: Database) -> None:
    await night.incident(note="thật")
    async with country_db.transaction(SYSTEM) as session:
        for kind in ("drill", "replay"):
            await ensure(
                session,
                f"thu-{kind}",
                kind=kind,  # type: ignore[arg-type]
                title=Text("Thử", "Trial"),
                starts_at=ago(600),
                ends_at=ago(-600),
                speed=1,
            )
    for kind, mark in (("drill", "DIỄN TẬP"), ("replay", "XEM LẠI")):
        page = await report(night.duty, space=f"thu-{kind}")
        assert [one.text for one in page.tree.xpath("//p[@class='mark']")] == [mark, mark]
        assert page.rows("incidents-worst") == []
    answer = await night.duty.get("/api/reports/situation", params={"space": f"x{uuid.uuid4()}"})
    assert answer.status_code == 404


async def test_in_english_and_with_other_hours(night: Night) -> None:
    await night.rained(10, "a", HERE, hours=4)
    page = await report(night.duty, lang="en", hours=6)
    assert "SITUATION REPORT" in page.text and page.figures["Most rain in 6 h"].endswith(" mm")
    answer = await night.duty.get("/api/reports/situation", headers={"Accept-Language": "en"})
    assert "SITUATION REPORT" in answer.text
    for query in ({"hours": 0}, {"format": "odt"}, {"lang": "fr"}, {"at": "hôm qua"}, {"province": "9"}):
        answer = await night.duty.get("/api/reports/situation", params=query)
        assert answer.status_code == 422, query


async def test_the_first_and_the_last_moment_there_are(night: Night) -> None:
    for moment, status in (
        ("0001-01-01T00:00:00Z", 422),
        ("1950-01-01T00:00:00Z", 200),
        ("9999-12-31T23:59:59Z", 422),
    ):
        for name in ("at", "known_at"):
            answer = await night.duty.get("/api/reports/situation", params={name: moment})
            assert answer.status_code == status, (name, moment, answer.text)


async def test_what_has_no_commune_is_told_to_the_province(night: Night) -> None:
    one = await night.incident(note="giữa sông")
    async with night.database.transaction(SYSTEM) as session:
        await session.execute(
            text("UPDATE incidents SET commune_code = NULL WHERE id = :id"), {"id": one["id"]}
        )
    for query in ({}, {"province": "91"}):
        ((_, place, *_),) = (await report(night.duty, **query)).rows("incidents-worst")
        assert place == "chưa rõ xã"
    assert (await report(night.duty, commune=HERE)).rows("incidents-worst") == []


async def test_all_figures_are_of_one_moment(country_db: Database) -> None:
    """What is committed after the first query of a frozen transaction is not seen by its later ones."""
    async with country_db.transaction(SYSTEM, frozen=True) as reading:
        count = text("SELECT count(*) FROM changes")
        first = await reading.scalar(count)
        async with country_db.transaction(SYSTEM) as writing:
            await changes.record(writing, domain="test", entity="test", entity_id="1", op="create")
        assert await reading.scalar(count) == first
    async with country_db.transaction(SYSTEM) as reading:
        assert await reading.scalar(count) == (first or 0) + 1
