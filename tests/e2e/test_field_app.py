"""The field app without signal: what is written down arrives, whole and once, whatever happens on the way."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import mapbox_vector_tile
import mercantile
import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.conftest import PLACE, at_the_map, picture
from tests.e2e.phones import Phone, finish, ids, kept, photograph, report, ticks
from tests.e2e.program import Program
from tests.e2e.waiting import until_so
from tests.field.line import Line, Request, running

pytestmark = pytest.mark.slow
RECEIVED = {"received", "seen", "acted"}
MakePhone = Callable[[str], Phone]


@pytest.fixture(scope="module")
def line(program: Program) -> Iterator[Line]:
    """The line between all phones and the centre."""
    with running(Line(int(program.address.rsplit(":", 1)[1]))) as opened:
        yield opened


@pytest.fixture(autouse=True)
def clear_weather(line: Line) -> Iterator[None]:
    yield
    line.cut = False
    line.judge = lambda _: None
    line.rewrite = lambda _, answer: answer
    line.seen.clear()


@pytest.fixture
def make_phone(playwright: Playwright, line: Line, tmp_path: Path) -> Iterator[MakePhone]:
    made: list[Phone] = []

    def make(name: str) -> Phone:
        made.append(Phone(playwright, tmp_path / name, f"http://127.0.0.1:{line.port}"))
        return made[-1]

    yield make
    for phone in made:
        phone.switch_off()


class Centre:
    """What the centre has, as its administrator asks for it."""

    def __init__(self, page: Page, program: Program) -> None:
        self._page = page
        self._address = program.address
        self.space = str(page.request.get(f"{program.address}/api/config").json()["default_space"])

    def get(self, path: str) -> dict[str, object]:
        joint = "&" if "?" in path else "?"
        answer = self._page.request.get(f"{self._address}{path}{joint}space={self.space}")
        assert answer.status == 200, answer.text()
        return dict(answer.json())

    def reports(self, note: str) -> list[dict[str, object]]:
        """Every incident whose note begins so."""
        items = self.get("/api/incidents?limit=1000")["items"]
        return [item for item in items if str(item["note"] or "").startswith(note)]

    def photographs(self, incident: str) -> int:
        return len(self.get(f"/api/incidents/{incident}/attachments")["items"])

    def on_the_map(self) -> list[str]:
        """The incidents in the tile of the place."""
        tile = mercantile.tile(PLACE["longitude"], PLACE["latitude"], 10)
        path = f"/tiles/incidents/{tile.z}/{tile.x}/{tile.y}.mvt"
        answer = self._page.request.get(f"{self._address}{path}?space={self.space}")
        if answer.status == 204:
            return []
        layer = mapbox_vector_tile.decode(answer.body())["incidents"]
        return [feature["properties"].get("id") for feature in layer["features"]]


@dataclass(frozen=True)
class Team:
    """A team as the centre made it: the name that its reports carry, and where its QR code leads."""

    name: str
    join: str
    secret: str


class Teams:
    """The administrator's page of teams, without its screen."""

    def __init__(self, page: Page, program: Program) -> None:
        self._request = page.request
        self._tokens = f"{program.address}/api/tokens"
        csrf = page.request.get(f"{program.address}/api/session").json()["csrf"]
        self._headers = {"X-CSRF-Token": csrf}

    def make(self, label: str) -> Team:
        answer = self._request.post(self._tokens, data={"label": label, "scope": "15"}, headers=self._headers)
        assert answer.status == 201, answer.text()
        made = answer.json()
        return Team(f"token:{made['name']}", made["join"], made["secret"])

    def revoke(self, team: Team) -> None:
        name = team.name.removeprefix("token:")
        assert self._request.delete(f"{self._tokens}/{name}", headers=self._headers).status == 204


@pytest.fixture
def teams(admin_at_rest: Page, program: Program) -> Teams:
    return Teams(admin_at_rest, program)


@pytest.fixture
def centre(admin_at_rest: Page, program: Program) -> Centre:
    return Centre(admin_at_rest, program)


def test_three_reports_outlive_a_killed_browser_and_a_line_that_breaks(
    line: Line, make_phone: MakePhone, teams: Teams, centre: Centre, admin_at_rest: Page, program: Program
) -> None:
    phone = make_phone("thao")
    phone.switch_on()
    phone.join(teams.make("Đội Bát Xát").join, "Thào A Sử")

    phone.offline()
    line.cut = True
    page = phone.page
    page.reload()
    expect(page.get_by_text("Ngoại tuyến")).to_be_visible()
    report(page, "Sạt lở đất", "Ba báo cáo: một", photograph(1))
    report(page, "Ngập lụt", "Ba báo cáo: hai", photograph(2))
    report(page, "Cháy", "Ba báo cáo: ba", photograph(3), send=False)
    page.wait_for_timeout(800)
    phone.kill()

    page = phone.switch_on(offline=True)
    phone.open()
    expect(page.get_by_text("Ngoại tuyến: 2 báo cáo chờ gửi")).to_be_visible()
    page.get_by_role("button", name=re.compile("Viết tiếp báo cáo dở")).click()
    expect(page.get_by_label("Ghi chú")).to_have_value("Ba báo cáo: ba")
    expect(page.get_by_role("img", name=re.compile("Ảnh 1"))).to_be_visible()
    finish(page)
    expect(page.locator("[data-tick=here]")).to_have_count(3)
    picture(page, "field-offline-night" if _is_night(page) else "field-offline-day")
    numbers = ids(page)
    assert len(set(numbers)) == 3

    # The first answer is lost, the second report arrives twice, and a photograph breaks off in its middle.
    troubles = {"text": 0, "piece": 0}

    def judge(request: Request) -> str | None:
        if request.method == "POST" and request.path.startswith("/api/incidents?"):
            troubles["text"] += 1
            return {1: "lost_back", 2: "twice"}.get(troubles["text"])
        if request.method == "PATCH":
            troubles["piece"] += 1
            return {2: "broken_off", 4: "lost_back"}.get(troubles["piece"])
        return None

    line.judge = judge
    line.cut = False
    phone.offline(False)
    until_so(lambda: troubles["piece"] >= 2)
    line.cut = True
    page.wait_for_timeout(1500)
    line.cut = False
    until_so(lambda: page.locator("[data-report]", has_text="trung tâm đã nhận 1/1").count() == 3)
    assert set(ticks(page)) <= RECEIVED
    found = centre.reports("Ba báo cáo")
    assert sorted(str(item["id"]) for item in found) == sorted(numbers)
    assert [centre.photographs(number) for number in numbers] == [1, 1, 1]
    on_map = centre.on_the_map()
    assert [on_map.count(number) for number in numbers] == [1, 1, 1]
    with at_the_map(admin_at_rest, program.address) as screen:
        expect(screen.get_by_text("Ba báo cáo: ba").first).to_be_visible()


def _is_night(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.dataset.theme === 'night'"))


def test_codes_and_files_give_the_same_as_sending(
    make_phone: MakePhone, teams: Teams, centre: Centre, tmp_path: Path
) -> None:
    author, carrier = make_phone("lan"), make_phone("giang")
    of_author, of_carrier = teams.make("Đội của Lan"), teams.make("Đội của Giàng")
    author.switch_on()
    author.join(of_author.join, "Lan")
    author.offline()
    report(author.page, "Người mất tích", "Mang hộ: bằng mã")
    report(author.page, "Đường bị chia cắt", "Mang hộ: bằng tệp", photograph(4))
    numbers = ids(author.page)
    author.page.get_by_role("button", name="Chuyển báo cáo").click()
    author.page.get_by_role("button", name="Hiện mã QR").click()
    codes = []
    how_many = int(re.findall(r"/(\d+)", author.page.get_by_role("heading").inner_text())[0])
    for i in range(how_many):
        path = tmp_path / f"code-{i}.png"
        author.page.get_by_role("img", name=f"Mã {i + 1}/{how_many}").screenshot(path=path)
        codes.append(path)
        author.page.get_by_role("button", name="Mã sau").click()
    assert how_many > 1, "a series, not one code"
    picture(author.page, "field-codes")
    author.page.get_by_role("button", name="Quay lại").click()
    with author.page.expect_download() as saving:
        author.page.get_by_role("button", name="Lưu thành tệp").click()
    saved = tmp_path / "reports.geoops"
    saving.value.save_as(saved)

    carrier.switch_on()
    page = carrier.join(of_carrier.join, "Giàng")
    page.goto(f"{carrier.address}/field/#carry")
    page.get_by_label("Chọn tệp hoặc ảnh mã QR").set_input_files([codes[-1], *reversed(codes), codes[0]])
    expect(page.get_by_text("Nhận 2 báo cáo")).to_be_visible()
    until_so(lambda: len(centre.reports("Mang hộ")) == 2)
    page.get_by_label("Chọn tệp hoặc ảnh mã QR").set_input_files(saved)
    expect(page.get_by_text("2 báo cáo máy này đã có")).to_be_visible()
    found = {str(item["id"]): item for item in centre.reports("Mang hộ")}
    assert sorted(found) == sorted(numbers)
    assert {item["reporter"] for item in found.values()} == {of_author.name}
    for number in numbers:
        carries = centre.get(f"/api/incidents/{number}/carried")["items"]
        assert [(item["author"], item["carrier"], item["proven"]) for item in carries] == [
            (of_author.name, of_carrier.name, True)
        ]

    author.offline(False)
    author.open()
    until_so(lambda: set(ticks(author.page)) <= RECEIVED and len(ticks(author.page)) == 2)
    expect(author.page.locator("[data-report]", has_text="trung tâm đã nhận 1/1")).to_have_count(1)
    assert len(centre.reports("Mang hộ")) == 2
    assert sum(centre.photographs(number) for number in numbers) == 1


def test_a_team_joins_by_its_code_and_is_told_when_it_is_taken_back(
    line: Line, make_phone: MakePhone, teams: Teams, centre: Centre
) -> None:
    team = teams.make("Đội xung kích Bát Xát")
    phone = make_phone("team")
    phone.switch_on()
    page = phone.join(team.join, "Vàng Thị Mỷ")
    assert "join" not in page.evaluate("location.href")
    assert team.secret not in json.dumps(line.seen)
    report(page, "Lũ quét", "Đội báo: nước lên")
    until_so(lambda: set(ticks(page)) <= RECEIVED)
    sent = centre.reports("Đội báo")[0]
    assert sent["reporter"] == team.name
    assert "Người báo: Vàng Thị Mỷ" in str(sent["note"])
    teams.revoke(team)
    report(page, "Lũ quét", "Đội báo: sau khi thu hồi")
    expect(page.get_by_text("Trung tâm đã thu hồi mã của máy này").first).to_be_visible()
    expect(page.locator("[data-tick=here]")).to_have_count(1)
    assert len(centre.reports("Đội báo")) == 1


def test_an_update_of_the_app_loses_no_report_and_no_draft(
    line: Line, make_phone: MakePhone, teams: Teams
) -> None:
    phone = make_phone("cap-nhat")
    phone.switch_on()
    page = phone.join(teams.make("Đội cập nhật").join, "Sùng")
    line.judge = lambda request: "lost_there" if request.path.startswith("/api/") else None
    report(page, "Cháy", "Cập nhật: chờ gửi")
    report(page, "Ngập lụt", "Cập nhật: đang viết", photograph(5), send=False)
    line.rewrite = lambda request, answer: _newer(answer) if request.path == "/field/sw.js" else answer
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
    page.get_by_text("Có bản mới của ứng dụng").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="Cập nhật").click()
    expect(page.get_by_label("Ghi chú")).to_have_value("Cập nhật: đang viết")
    expect(page.get_by_role("img", name=re.compile("Ảnh 1"))).to_be_visible()
    finish(page)
    expect(page.locator("[data-report]")).to_have_count(2)
    line.judge = lambda _: None
    page.get_by_role("button", name="Gửi ngay").click()
    until_so(lambda: set(ticks(page)) <= RECEIVED)


def _newer(answer: bytes) -> bytes:
    """The same worker with one more line: to the browser a new version."""
    head, _, body = answer.partition(b"\r\n\r\n")
    if b"content-encoding" in head.lower():
        body = gzip.decompress(body)
    lines = [
        row
        for row in head.split(b"\r\n")
        if not row.lower().startswith((b"content-length", b"content-encoding", b"etag"))
    ]
    body += b"\n// newer\n"
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(body)]) + b"\r\n\r\n" + body


def test_two_tabs_send_a_report_once(line: Line, make_phone: MakePhone, teams: Teams, centre: Centre) -> None:
    phone = make_phone("hai-the")
    phone.switch_on()
    page = phone.join(teams.make("Đội hai thẻ").join, "Ly")
    assert phone.context is not None
    second = phone.context.new_page()
    second.goto(phone.address + "/field/")
    kept(second)
    phone.offline()
    for i in range(3):
        report(page, "Việc khác", f"Hai thẻ {i}")
    expect(second.locator("[data-report]")).to_have_count(3)
    line.seen.clear()
    phone.offline(False)
    for tab in (page, second):
        tab.evaluate("dispatchEvent(new Event('online'))")
    until_so(lambda: set(ticks(page)) <= RECEIVED and set(ticks(second)) <= RECEIVED)
    posts = [path for method, path, _ in line.seen if method == "POST" and path.startswith("/api/incidents?")]
    assert len(posts) == 3
    assert len(centre.reports("Hai thẻ")) == 3
