"""What a report of an earlier moment says of the feeds and of illustrative data: as known then, or that it is of now."""

from datetime import datetime, timedelta

from sqlalchemy import text

from geoops.hydromet.feeds.registry import FEEDS
from geoops.kit.clock import utc_now
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.resources import demo
from geoops.settings import Settings
from tests.places import centre
from tests.situation.night import HERE, Night, ago, report

FEED = "open_meteo"
OF_THEN, OF_NOW = "như đã biết lúc đó; nguồn nào", "là lúc lập báo cáo"
MADE_UP = "số liệu bốn tại chỗ minh họa"
RUN = text(
    "INSERT INTO feed_runs (feed, started_at, finished_at, decoded, newest_at, error)"
    " VALUES (:feed, :at, :at, 10, :newest, CAST(:error AS jsonb))"
)


async def ran(database: Database, at: datetime, *, failed: bool = False) -> None:
    run = {
        "feed": FEED,
        "at": at,
        "newest": None if failed else at,
        "error": '{"code": "x", "vi": "máy chủ không trả lời", "en": "no answer"}' if failed else None,
    }
    async with database.transaction(SYSTEM) as session:
        await session.execute(RUN, run)


async def test_feeds_are_as_they_stood_then(night: Night) -> None:
    title = FEEDS[FEED].title.vi
    await ran(night.database, ago(300))
    await ran(night.database, ago(120), failed=True)

    async def row(minutes: float | None) -> list[str]:
        when = {} if minutes is None else {"at": ago(minutes), "known_at": ago(minutes)}
        page = await report(night.duty, **when)
        assert (OF_THEN in page.section("feeds"), OF_NOW in page.section("feeds")) == (
            minutes is not None,
            False,
        )
        return next((cells for cells in page.rows("feeds-feeds") if cells[0] == title), [])

    assert (await row(None))[1] == "lỗi"
    assert (await row(100))[1] == "lỗi"
    assert await row(295) == [], "it was on time then"
    assert (await row(310))[1:3] == ["chưa từng có số liệu", "chưa có số liệu"]


async def test_of_a_time_that_is_kept_no_longer_the_feeds_are_of_now(
    night: Night, settings: Settings
) -> None:
    long_ago = utc_now() - timedelta(days=settings.feeds_runs_days, hours=1)
    page = await report(night.duty, at=long_ago, known_at=long_ago)
    assert OF_NOW in page.section("feeds") and OF_THEN not in page.section("feeds")


async def test_illustrative_data_are_told_of_where_they_were_there(night: Night) -> None:
    async with night.database.transaction(SYSTEM) as session:
        await demo.fill(session, [(HERE, *centre(HERE))])
    assert MADE_UP in (await report(night.duty)).text
    before = ago(60 * 24 * 60)  # its rows tell of 47 days at most
    assert MADE_UP not in (await report(night.duty, at=before, known_at=before)).text
    assert MADE_UP in (await report(night.duty, at=before)).text, "known now of that moment"
