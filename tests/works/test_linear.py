"""Linear referencing between posts: there and back within the stated error, and refusals where nothing is known."""

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from geoops.works.assembling import Branches, chained, in_order
from geoops.works.chainage import Chainage
from geoops.works.linear import Floats, Line, OffRoad, Post, Road, Unordered
from tests.works import lines


def road(
    line: Floats, posts: list[Post] | None = None, *, start_m: float | None = None, accuracy: float = 5.0
) -> Road:
    return Road(Line([line], accuracy_m=accuracy), posts or [], start_m=start_m, least_drift=0.02)


@st.composite
def roads(draw: st.DrawFn) -> tuple[Road, list[Post]]:
    """A winding road with posts at uneven kilometres, digitised in either direction, perhaps with pieces missing."""
    bend = draw(st.floats(0, 0.006))
    line = lines.winding(points=draw(st.integers(5, 300)), bend=bend)
    measured = Line([line], accuracy_m=0)
    count = draw(st.integers(2, 8))
    shares = sorted(draw(st.lists(st.integers(1, 99), min_size=count, max_size=count, unique=True)))
    kilometres = draw(st.lists(st.integers(1, 3), min_size=count, max_size=count))
    posts, km = [], draw(st.integers(0, 400))
    for share, step in zip(shares, kilometres, strict=True):
        km += step
        lon, lat = measured.at(measured.length_m * share / 100)
        posts.append(Post(km * 1000.0, lon, lat + draw(st.floats(-20, 20)) / 110_700, draw(st.floats(0, 10))))
    pieces = [line]
    if draw(st.booleans()) and len(line) > 20:
        cut = draw(st.integers(5, len(line) - 10))
        pieces = [line[:cut], line[cut + 3 :]]
    if draw(st.booleans()):
        pieces = [piece[::-1] for piece in reversed(pieces)]
    line_of = Line(pieces, accuracy_m=draw(st.floats(0, 20)))
    try:
        return Road(line_of, posts, start_m=None, least_drift=0.02), posts
    except Unordered:  # two posts beside a missing piece may fall on its one end
        reject()


@settings(max_examples=60)
@given(st.data())
def test_there_and_back_within_the_stated_error(data: st.DataObject) -> None:
    made, _ = data.draw(roads())
    low, high = max(0.0, made.begin_m), made.end_m
    if high <= low + 1:
        return
    posted = data.draw(st.floats(low, high))
    chainage = Chainage(int(posted // 1000), posted % 1000)
    try:
        there = made.locate(chainage)
    except OffRoad as off:
        assert off.why == "gap"
        return
    back = made.reference(there.lon, there.lat)
    assert abs(back.posted_m - posted) <= back.error_m
    assert back.offset_m < 0.5
    again = made.locate(Chainage.of(max(0.0, back.posted_m)))
    assert lines.metres((there.lon, there.lat), (again.lon, again.lat)) <= there.error_m + again.error_m


@settings(max_examples=30)
@given(roads(), st.data())
def test_a_post_is_where_it_stands(made: tuple[Road, list[Post]], data: st.DataObject) -> None:
    found, posts = made
    post = data.draw(st.sampled_from(posts))
    try:
        place = found.locate(Chainage.of(post.posted_m))
    except OffRoad as off:
        assert off.why == "gap"
        return
    assert lines.metres((place.lon, place.lat), (post.lon, post.lat)) <= place.error_m


def test_evenly_posted_road_is_met_to_the_metre() -> None:
    line = lines.winding()
    made = road(line, lines.posts_along(line, first_km=100, off_m=0))
    place = made.locate(Chainage(105, 300))
    expected = Line([line], accuracy_m=0).at(5300)
    assert lines.metres((place.lon, place.lat), expected) < 0.5
    assert place.basis == "between_posts"
    assert place.error_m == pytest.approx(5 + 0.6 + 3, abs=0.1)


def test_digitised_backwards_gives_the_same() -> None:
    line = lines.winding()
    posts = lines.posts_along(line, first_km=100)
    forward, backward = road(line, posts), road(line[::-1], posts)
    a, b = forward.locate(Chainage(105, 300)), backward.locate(Chainage(105, 300))
    assert backward.turned and not forward.turned
    assert lines.metres((a.lon, a.lat), (b.lon, b.lat)) < 0.01
    assert a.error_m == pytest.approx(b.error_m, abs=0.01)


def test_a_long_kilometre_counts_on_from_its_post_and_a_short_one_says_so() -> None:
    line = lines.winding()
    measured = Line([line], accuracy_m=0)
    stations = [(100, 0), (101, 1000), (102, 2300), (103, 2900), (104, 3900)]  # 101 is long, 102 is short
    posts = [Post(km * 1000.0, *measured.at(m), 0.0) for km, m in stations]
    made = road(line, posts, accuracy=0)
    long = made.locate(Chainage(101, 1200))
    assert lines.metres((long.lon, long.lat), measured.at(2200)) < 0.5
    with pytest.raises(OffRoad) as refused:
        made.locate(Chainage(102, 1200))
    assert refused.value.why == "short"
    with pytest.raises(OffRoad):
        made.locate(Chainage(101, 1400))
    # spread evenly: counted from the post before, Km101+500 is 500 m on, not 650; the error admits the difference
    half = made.locate(Chainage(101, 500))
    assert lines.metres((half.lon, half.lat), measured.at(1500)) <= half.error_m
    assert half.error_m >= 150
    back = made.reference(long.lon, long.lat)
    assert abs(back.posted_m - 102_200) <= back.error_m


def test_beyond_the_ends_is_refused_and_beyond_the_posts_is_less_sure() -> None:
    line = lines.winding()
    measured = Line([line], accuracy_m=0)
    posts = lines.posts_along(line, first_km=100, off_m=0)[2:6]
    made = road(line, posts)
    inside, beyond = made.locate(Chainage(104, 0)), made.locate(Chainage(110, 0))
    assert beyond.basis == "beyond_posts" and (beyond.before, beyond.after) == (105_000, None)
    assert beyond.error_m - inside.error_m >= 0.02 * 4900
    last = 100_000 + measured.length_m
    for chainage, why in (
        (Chainage.of(last + 50), "beyond"),
        (Chainage(99, 900), "before"),
        (Chainage(0, 0), "before"),
    ):
        with pytest.raises(OffRoad) as refused:
            made.locate(chainage)
        assert refused.value.why == why
        assert refused.value.end_m == pytest.approx(last, abs=1)


def test_a_place_in_a_gap_is_not_answered_and_the_gap_is_in_the_error_beside_it() -> None:
    line = lines.winding()
    whole = road(line, lines.posts_along(line, first_km=0, every_m=2000))
    cut = [line[:100], line[120:]]
    made = Road(
        Line(cut, accuracy_m=5.0),
        lines.posts_along(line, first_km=0, every_m=2000)[::2],
        start_m=None,
        least_drift=0.02,
    )
    [(begin, end)] = made.line.gaps
    assert end - begin > 300
    with pytest.raises(OffRoad) as refused:
        made.locate(Chainage.of(made._posted((begin + end) / 2)))
    assert refused.value.why == "gap"
    beside = made.locate(Chainage.of(made._posted(end + 100)))
    assert beside.error_m > end - begin
    assert whole.line.gaps == []


def test_posts_out_of_order_name_the_culprit() -> None:
    line = lines.winding()
    posts = lines.posts_along(line, first_km=100)
    posts[3] = Post(250_000.0, posts[3].lon, posts[3].lat, 3.0)
    with pytest.raises(Unordered) as refused:
        road(line, posts)
    assert refused.value.index == 3


def test_without_posts_a_stated_beginning_is_needed_and_the_error_grows() -> None:
    line = lines.winding()
    with pytest.raises(ValueError, match="neither"):
        road(line)
    made = road(line, start_m=40_000)
    near, far = made.locate(Chainage(41, 0)), made.locate(Chainage(50, 0))
    assert near.basis == far.basis == "from_start"
    assert far.error_m - near.error_m == pytest.approx(0.02 * 9000, abs=1)


def test_hairpins_name_the_other_arm() -> None:
    there = np.column_stack([np.linspace(104.02, 104.05, 200), np.full(200, 22.05)])
    line = np.vstack([there, there[::-1] + np.array([0, 0.0003])])  # the arms are 33 m apart
    made = road(line, start_m=0.0)
    sure = made.reference(104.03, 22.05)
    unsure = made.reference(104.03, 22.05015, accuracy_m=20)
    assert sure.also == ()
    assert len(unsure.also) == 1
    assert abs(unsure.also[0] - unsure.posted_m) > 2000


@given(st.permutations(range(6)), st.lists(st.booleans(), min_size=6, max_size=6))
def test_pieces_in_any_order_and_direction_make_one_road(order: list[int], flips: list[bool]) -> None:
    line = lines.winding()
    cuts = [line[i * 100 : (i + 1) * 100 + 1] for i in range(6)]
    pieces = [cuts[i][::-1] if flips[i] else cuts[i] for i in order]
    run = np.vstack(chained(pieces))
    run = run if run[0, 0] < run[-1, 0] else run[::-1]
    assert np.array_equal(np.unique(run, axis=0), np.unique(line, axis=0))
    assert (np.diff(run[:, 0]) >= 0).all()


def test_the_way_most_of_it_was_digitised_is_kept() -> None:
    line = lines.winding()
    pieces = [line[300:601][::-1], line[:301][::-1], line[550:][::-1]][:2]
    run = np.vstack(chained(pieces))
    assert run[0, 0] > run[-1, 0]
    assert np.vstack(in_order([line[:301][::-1], line[300:]]))[0, 0] == line[0, 0]


def test_a_branch_is_refused() -> None:
    a = lines.winding(104.01, 22.05, 104.05)
    b = lines.winding(104.05, a[-1, 1], 104.09)
    c = np.column_stack([np.linspace(104.05, 104.08, 50), np.linspace(a[-1, 1], 22.1, 50)])
    with pytest.raises(Branches):
        chained([a, b, c])
