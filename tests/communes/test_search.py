"""Finding a commune by what a person types, and matching the names that others write."""

import unicodedata
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service
from geoops.communes.boundaries import lineage
from geoops.communes.loading import pipeline
from geoops.communes.loading import service as loading
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.conftest import TestCluster


@pytest.fixture(scope="module")
async def loaded(cluster: TestCluster) -> AsyncIterator[Database]:
    """All communes by name; approximate boundaries are enough to be found."""
    database = Database(cluster.new_database(), pool_size=2)
    async with database.transaction(SYSTEM) as session:
        await loading.load_boundaries(session, pipeline.prepare_approximate())
        await loading.load_lineage(session, lineage.from_package())
    yield database
    await database.close()


@pytest.fixture
async def country(loaded: Database) -> AsyncIterator[AsyncSession]:
    """A session that only reads."""
    async with loaded.transaction(SYSTEM) as session:
        yield session


QUERIES = [
    ("sapa", "Phường Sa Pa"),
    ("sa pa", "Phường Sa Pa"),
    ("SA PA", "Phường Sa Pa"),
    ("phường sapa", "Phường Sa Pa"),
    ("sa pa lao cai", "Phường Sa Pa"),
    ("Sa Pa, Lào Cai", "Phường Sa Pa"),
    ("bat xat", "Xã Bát Xát"),
    (unicodedata.normalize("NFD", "Bát Xát"), "Xã Bát Xát"),
    ("đăk rve", "Xã Đăk Rve"),
    ("dak rve", "Xã Đăk Rve"),
    ("quy nhon gia lai", "Phường Quy Nhơn"),
    ("ea h'leo", "Xã Ea H'Leo"),
    ("ea hleo", "Xã Ea H'Leo"),
    ("dac khu truong sa", "Đặc khu Trường Sa"),
    ("02671", "Phường Cam Đường"),
    ("bát xats", "Xã Bát Xát"),
    ("yen binh yen bai", "Xã Yên Bình"),
]


async def test_what_is_typed_finds_what_is_meant(country: AsyncSession) -> None:
    for typed, meant in QUERIES:
        found = await service.search(country, typed, 5)
        assert found, typed
        assert found[0].full_name_vi == meant, typed
    [yen_binh] = await service.search(country, "yen binh yen bai", 5)  # a province of before 2025
    assert yen_binh.code == "04714"
    assert {unit.province_code for unit in await service.search(country, "yen binh", 9)} >= {"15", "20"}
    assert {unit.province_code for unit in await service.search(country, "yen binh lao cai", 9)} == {"15"}


async def test_tones_as_typed_come_first(country: AsyncSession) -> None:
    for typed in ("Cẩm Giàng", "Cẩm Giang"):
        found = await service.search(country, typed, 2)
        assert found[0].name_vi == typed
        assert len(found) == 2


@pytest.mark.parametrize("typed", ["zzzzzz", "%", "_", "'; DROP TABLE communes; --", "   ", "😀", "99999"])
async def test_what_finds_nothing_breaks_nothing(country: AsyncSession, typed: str) -> None:
    assert await service.search(country, typed, 5) == []


async def test_names_that_others_write(country: AsyncSession) -> None:
    places: list[tuple[str, str | None]] = [
        ("Phường Sa Pa", "Tỉnh Lào Cai"),
        ("Sa Pa", "lào cai"),
        ("sapa", "15"),
        ("Xã Hoà Lạc", "TP. Hà Nội"),
        ("xã hòa lạc", "Thành phố Hà Nội"),
        ("Cẩm Giàng", "Hải Phòng"),
        ("Cam Giang", "Hải Phòng"),  # without marks it may be either
        ("Bát Xát", "Lai Châu"),
        ("Yên Bình", "Yên Bái"),
        ("Trường Sa", None),
        ("Yên Bình", None),  # three provinces have one
        (unicodedata.normalize("NFD", "Phường Quy Nhơn"), "Gia Lai"),
        ("Thị trấn Sa Pa", "Lào Cai"),
        ("", "Lào Cai"),
    ]
    found = await service.match_names(country, places)
    hoa_lac = "09988"
    assert found == [
        "03006", "03006", "03006", hoa_lac, hoa_lac, "10903", None, None, "04714", "22736", None, "21583", "03006", None,
    ]  # fmt: skip


async def test_names_of_codes(country: AsyncSession) -> None:
    found = await service.names(country, ["03006", "00000", "03006"])
    assert set(found) == {"03006"}
    assert (found["03006"].full_name_vi, found["03006"].province_name) == ("Phường Sa Pa", "Lào Cai")


async def test_the_old_commune_of_a_warning(country: AsyncSession) -> None:
    place = service.OldPlace("Xã Quang Kim", "Bát Xát", "Lào Cai")
    assert [unit.code for unit in (await service.old_to_new(country, [place]))[0]] == ["02683"]
