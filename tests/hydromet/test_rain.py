"""Rain sums: never negative, never twice, never a number where nothing is known."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.gauges import day_start
from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.observations.service import ingest
from geoops.hydromet.rain import service
from geoops.hydromet.rain.service import CommuneRain
from tests.hydromet.places import add_stations

HOUR = timedelta(hours=1)
AT = datetime.fromisoformat("2026-07-22T22:00:00+07:00")
LATER = AT + 30 * HOUR
COMMUNE = "15001"


def vn(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-07-{text}:00+07:00")


def total(at: datetime, mm: float, station: str = "a", row: int = 1) -> Reading:
    return Reading(row, station, "rain_total", day_start(at), at, mm, "mm")


def amount(starts: str, ends: str, mm: float, station: str = "a", row: int = 1) -> Reading:
    return Reading(row, station, "rain", vn(starts), vn(ends), mm, "mm")


async def rain_of(
    session: AsyncSession,
    readings: Sequence[Reading],
    *,
    at: datetime = AT,
    hours: int = 24,
    known_at: datetime = LATER,
) -> CommuneRain:
    await add_stations(session, "a", "b", communes={"a": COMMUNE, "b": COMMUNE})
    for reading in readings:
        await ingest(session, [reading], source="test", known_at=reading.ends_at)
    (rain,) = await service.by_commune(session, [COMMUNE], at=at, known_at=known_at, hours=hours)
    return rain


async def test_a_total_counts_from_its_start(session: AsyncSession) -> None:
    rain = await rain_of(session, [total(vn("22T21:22"), 5.0)], hours=3)
    assert rain.mean_mm == 5.0
    assert rain.starts_at == vn("22T19:00") and rain.ends_at == vn("22T21:22")
    assert rain.covered == pytest.approx(142 / 180, abs=0.001)
    assert rain.age_minutes == 38 and rain.gauges == 1


async def test_the_reset_at_19_is_no_negative_rain(session: AsyncSession) -> None:
    readings = [total(vn("22T15:44"), 30.0), total(vn("22T18:50"), 42.0), total(vn("22T21:22"), 1.0)]
    rain = await rain_of(session, readings, hours=6)
    # 16:00 to 18:50 of what fell from 15:44 on, what fell after 19:00, and nothing for the ten minutes between.
    assert rain.mean_mm == pytest.approx(12.0 * 170 / 186 + 1.0, abs=0.05)
    assert rain.covered == pytest.approx((170 + 142) / 360, abs=0.001)


async def test_a_fall_at_another_hour_leaves_that_piece_out(session: AsyncSession) -> None:
    readings = [
        total(vn("22T02:51"), 39.6),
        total(vn("22T09:24"), 30.8),
        total(vn("22T11:24"), 33.0),
    ]
    rain = await rain_of(session, readings, at=vn("22T12:00"), hours=17)
    assert rain.mean_mm == pytest.approx(39.6 + 2.2)
    assert rain.covered == pytest.approx((7 * 60 + 51 + 120) / (17 * 60), abs=0.001)


async def test_a_total_that_goes_on_past_19_is_taken_as_the_new_days(session: AsyncSession) -> None:
    rain = await rain_of(session, [total(vn("22T15:44"), 1.8), total(vn("22T21:22"), 1.8)], hours=3)
    assert rain.mean_mm == pytest.approx(1.8)


async def test_a_piece_cut_by_the_window_counts_evenly_if_most_of_it_lies_inside(
    session: AsyncSession,
) -> None:
    readings = [total(vn("22T19:30"), 4.0), total(vn("22T21:30"), 14.0)]
    inside = await rain_of(session, readings, hours=2)
    assert inside.mean_mm == pytest.approx(10 * 0.75)
    assert inside.apportioned == pytest.approx(0.75)


async def test_a_piece_that_lies_mostly_outside_says_nothing(session: AsyncSession) -> None:
    rain = await rain_of(session, [total(vn("22T19:30"), 4.0), total(vn("22T21:30"), 14.0)], hours=1)
    assert (rain.mean_mm, rain.gauges, rain.covered) == (None, 0, 0.0)
    assert rain.age_minutes == 30
    assert rain.unknown_reason == service.NO_READING


async def test_what_ended_after_the_moment_is_not_known_at_it(session: AsyncSession) -> None:
    readings = [total(vn("22T20:00"), 4.0), total(vn("22T23:00"), 14.0)]
    rain = await rain_of(session, readings, hours=3)
    assert rain.mean_mm == 4.0


async def test_no_gauge_is_no_number(session: AsyncSession) -> None:
    (rain,) = await service.by_commune(session, ["15002"], at=AT, known_at=LATER, hours=24)
    assert (rain.mean_mm, rain.max_mm, rain.gauges, rain.age_minutes) == (None, None, 0, None)
    assert rain.unknown_reason == service.NO_GAUGE


async def test_dry_is_zero_and_not_unknown(session: AsyncSession) -> None:
    rain = await rain_of(session, [total(vn("22T21:22"), 0.0)], hours=3)
    assert (rain.mean_mm, rain.max_mm, rain.unknown_reason) == (0.0, 0.0, None)


async def test_mean_and_highest_over_the_communes_gauges(session: AsyncSession) -> None:
    rain = await rain_of(
        session, [total(vn("22T21:22"), 5.0), total(vn("22T21:52"), 60.0, station="b")], hours=24
    )
    assert (rain.mean_mm, rain.max_mm, rain.gauges) == (32.5, 60.0, 2)
    assert (rain.mean_class, rain.max_class) == ("moderate", "heavy")
    assert rain.age_minutes == 8, "that of the newest reading"


async def test_amounts_within_amounts_count_once_and_the_shortest_count(session: AsyncSession) -> None:
    readings = [
        amount("22T19:00", "22T20:00", 6.0),
        amount("22T19:00", "22T19:10", 1.0),
        amount("22T19:10", "22T19:20", 1.5),
        amount("22T20:00", "22T21:00", 3.0),
    ]
    rain = await rain_of(session, readings, hours=3)
    assert rain.mean_mm == pytest.approx(5.5)
    assert rain.covered == pytest.approx(80 / 180, abs=0.001)


async def test_amounts_that_overlap_in_part_count_once(session: AsyncSession) -> None:
    readings = [amount("22T19:00", "22T20:00", 6.0), amount("22T19:30", "22T20:30", 7.0)]
    assert (await rain_of(session, readings, hours=3)).mean_mm == pytest.approx(6.0)


async def test_amounts_win_over_totals_of_the_same_gauge(session: AsyncSession) -> None:
    readings = [total(vn("22T21:22"), 50.0), amount("22T20:00", "22T21:00", 3.0)]
    assert (await rain_of(session, readings, hours=3)).mean_mm == pytest.approx(3.0)


async def test_as_known_then(session: AsyncSession) -> None:
    await add_stations(session, "a", communes={"a": COMMUNE})
    end = vn("22T21:22")
    await ingest(session, [total(end, 5.0)], source="t", known_at=end)
    await ingest(session, [total(end, 7.0)], source="t", known_at=end + 2 * HOUR)
    for known_at, mm in (
        (end - HOUR, None),
        (end, 5.0),
        (end + HOUR, 5.0),
        (end + 2 * HOUR, 7.0),
        (end + 9 * HOUR, 7.0),
    ):
        (rain,) = await service.by_commune(session, [COMMUNE], at=AT, known_at=known_at, hours=3)
        assert rain.mean_mm == mm, known_at


async def test_a_late_reading_changes_the_sums_it_touches_and_no_other(session: AsyncSession) -> None:
    await add_stations(session, "a", communes={"a": COMMUNE})
    readings = [total(vn("22T20:00"), 4.0), total(vn("22T22:00"), 14.0, row=2)]
    await ingest(session, readings, source="t", known_at=AT)

    async def sums() -> list[float | None]:
        out = []
        for at in ("22T20:00", "22T21:00", "22T22:00"):
            (rain,) = await service.by_commune(session, [COMMUNE], at=vn(at), known_at=LATER, hours=1)
            out.append(rain.mean_mm)
        return out

    assert await sums() == [4.0, None, 5.0]
    await ingest(session, [total(vn("22T21:00"), 13.0)], source="t", known_at=AT)
    assert await sums() == [4.0, 9.0, 1.0]


# A gauge over two days: each reading so many minutes after the one before, having gained so much, or begun again.
STEPS = st.lists(
    st.tuples(st.integers(5, 400), st.floats(0, 40).map(lambda mm: round(mm, 1)), st.booleans()),
    min_size=1,
    max_size=14,
)


def play(steps: list[tuple[int, float, bool]]) -> tuple[list[Reading], float]:
    """The readings of a gauge, and how much rain fell in all."""
    readings: list[Reading] = []
    at, shown, fell, day = vn("21T19:00"), 0.0, 0.0, vn("21T19:00")
    for row, (minutes, gained, again) in enumerate(steps, 1):
        at += timedelta(minutes=minutes)
        if day_start(at) != day:
            day, shown = day_start(at), 0.0
        elif again:
            shown = 0.0
        shown, fell = round(shown + gained, 1), fell + gained
        readings.append(total(at, shown, row=row))
    return readings, fell


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, hours=st.sampled_from([1, 3, 6, 24, 48, 72]), after=st.integers(0, 300))
async def test_resets_never_make_negative_rain_nor_more_than_fell(
    session: AsyncSession, steps: list[tuple[int, float, bool]], hours: int, after: int
) -> None:
    readings, fell = play(steps)
    at = readings[-1].ends_at + timedelta(minutes=after)
    savepoint = await session.begin_nested()
    await add_stations(session, "a", communes={"a": COMMUNE})
    await ingest(session, readings, source="test", known_at=AT)
    (rain,) = await service.by_commune(session, [COMMUNE], at=at, known_at=LATER, hours=hours)
    await savepoint.rollback()
    assert 0 <= rain.covered <= 1
    assert 0 <= rain.apportioned <= rain.covered
    assert (rain.mean_mm is None) == (rain.covered == 0)
    if rain.mean_mm is not None:
        assert -1e-9 <= rain.mean_mm <= fell + 0.06
        assert rain.starts_at is not None and rain.ends_at is not None
        assert at - hours * HOUR <= rain.starts_at < rain.ends_at <= at
    plain = expected(readings, at, hours)
    assert rain.mean_mm == (plain if plain is None else pytest.approx(plain, abs=0.101))


def expected(readings: list[Reading], at: datetime, hours: int) -> float | None:
    """The same sum, written as plainly as can be."""
    begins = at - hours * HOUR
    pieces = []
    before: Reading | None = None
    for reading in sorted(readings, key=lambda reading: reading.ends_at):
        if before is not None and before.starts_at == reading.starts_at:
            start, gained = before.ends_at, reading.value - before.value
        else:
            start, gained = reading.starts_at, reading.value
        if gained > -0.05:
            pieces.append((start, reading.ends_at, max(gained, 0.0)))
        before = reading
    known = None
    for start, end, gained in pieces:
        if end <= begins or end > at:
            continue
        inside = end - max(start, begins)
        if inside * 2 >= end - start:
            known = (known or 0.0) + gained * (inside / (end - start))
    return None if known is None else round(known, 1)


async def test_hours_of_the_silhouette(session: AsyncSession) -> None:
    await add_stations(session, "a", "b", communes={"a": COMMUNE, "b": "12001"})
    await ingest(
        session,
        [
            total(vn("22T21:00"), 6.0),
            amount("22T20:00", "22T20:30", 2.0, station="b", row=2),
            amount("22T20:30", "22T21:00", 1.0, station="b", row=3),
        ],
        source="test",
        known_at=AT,
    )

    async def series(provinces: list[str] | None) -> list[tuple[float | None, int]]:
        hours = await service.series(
            session, from_at=vn("22T18:00"), to_at=AT, known_at=LATER, provinces=provinces
        )
        assert [hour.starts_at for hour in hours] == [vn("22T18:00") + n * HOUR for n in range(4)]
        return [(hour.mean_mm, hour.gauges) for hour in hours]

    assert await series(["15"]) == [(None, 0), (3.0, 1), (3.0, 1), (None, 0)]
    assert await series(None) == [(None, 0), (3.0, 1), (3.0, 2), (None, 0)]
    assert await series(["52"]) == [(None, 0)] * 4


def test_the_bar_shows_the_event_so_far() -> None:
    now = datetime(2026, 7, 22, tzinfo=UTC)
    assert service.default_span(now - HOUR, now) == (now - HOUR, now)
    assert service.default_span(None, now) == (now - timedelta(days=3), now)
