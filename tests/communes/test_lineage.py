"""Old units and what they became: read, refused, asked."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service
from geoops.communes.boundaries import lineage
from geoops.communes.loading import service as loading
from geoops.communes.service import Became, OldPlace

HEAD = (
    "old_code,old_unit,old_district_code,old_district,old_province_code,old_province,new_code,old_unit_split"
)
ROWS = (
    "01500,Thị trấn Hoà An,051,Huyện Hoà An,04,Tỉnh Cao Bằng,01301,False",
    "01501,Xã Bình Dương,051,Huyện Hoà An,04,Tỉnh Cao Bằng,01301,True",
    "01501,Xã Bình Dương,051,Huyện Hoà An,04,Tỉnh Cao Bằng,01302,True",
    "01502,Xã Bình Dương,052,Huyện Thạch An,04,Tỉnh Cao Bằng,01303,False",
    ",,318,Huyện Bạch Long Vĩ,31,Thành phố Hải Phòng,01304,False",
)


def table(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "cu_moi.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def test_a_unit_that_was_not_split_went_wholly_and_shares_are_not_invented(tmp_path: Path) -> None:
    pairs, report = lineage.read_lineage(table(tmp_path, *ROWS))
    assert not report.failed
    whole, part = pairs[0], pairs[1]
    assert (whole.share_area, whole.share_population) == (1.0, 1.0)
    assert (part.share_area, part.share_population, part.decision) == (None, None, None)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (ROWS[0].replace("01301", "1301"), "new_code"),
        (ROWS[0].replace("01500", "abc"), "old_code"),
        (ROWS[0].replace("False", "có"), "old_unit_split"),
        (ROWS[0].replace(",04,", ",4,"), "old_province_code"),
        (ROWS[0].replace("Tỉnh Cao Bằng", ""), "old_province"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, field: str) -> None:
    pairs, report = lineage.read_lineage(table(tmp_path, ROWS[3], row))
    assert [(finding.row, finding.field) for finding in report.errors] == [(2, field)]
    assert len(pairs) == 1


@pytest.mark.parametrize(
    ("day", "share", "field"),
    [
        ("1900-01-01", "", "changed_on"),
        ("2100-01-01", "", "changed_on"),
        ("hôm qua", "", "changed_on"),
        ("", "1.5", "share_area"),
    ],
)
def test_dates_and_shares_that_cannot_be(tmp_path: Path, day: str, share: str, field: str) -> None:
    path = table(tmp_path, f"{ROWS[0]},{day},{share}", head=HEAD + ",changed_on,share_area")
    _, report = lineage.read_lineage(path)
    assert [finding.field for finding in report.errors] == [field]


def test_files_that_are_not_a_table(tmp_path: Path) -> None:
    empty = tmp_path / "rong.csv"
    empty.write_bytes(b"")
    assert {finding.field for finding in lineage.read_lineage(empty)[1].errors} >= {"old_code", "new_code"}
    assert lineage.read_lineage(table(tmp_path))[1].failed
    assert lineage.read_lineage(table(tmp_path, ROWS[0], ROWS[0]))[1].errors[0].kind == "lineage_duplicate"
    binary = tmp_path / "nhi_phan.csv"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    assert lineage.read_lineage(binary)[1].failed
    assert lineage.read_lineage(tmp_path / "khong_co.csv")[1].failed


@pytest.mark.usefixtures("grid_loaded")
async def test_old_names_lead_to_the_communes_of_today(session: AsyncSession, tmp_path: Path) -> None:
    pairs, _ = lineage.read_lineage(table(tmp_path, *ROWS))
    assert await loading.load_lineage(session, pairs) == 5
    found = await service.old_to_new(
        session,
        [
            OldPlace("TT. Hòa An", "Hòa An", "Cao Bằng"),
            OldPlace("xã Bình Dương", "H. Hòa An", "04"),
            OldPlace("Bình Dương", None, "Cao Bằng"),
            OldPlace("Bình Dương", "Thạch An"),
            OldPlace("Bạch Long Vĩ"),
            OldPlace("Không Có", "Hòa An", "Cao Bằng"),
        ],
    )
    assert found == [
        [Became("01301", False)],
        [Became("01301", True), Became("01302", True)],
        [],  # two old communes of that name: not for us to choose
        [Became("01303", False)],
        [Became("01304", False)],
        [],
    ]
    await loading.load_lineage(session, pairs)
    assert await session.scalar(text("SELECT count(*) FROM commune_lineage")) == 5


@pytest.mark.usefixtures("grid_loaded")
async def test_the_crosswalk_and_its_filters(session: AsyncSession, tmp_path: Path) -> None:
    pairs, _ = lineage.read_lineage(table(tmp_path, *ROWS))
    await loading.load_lineage(session, pairs)
    assert len(await service.crosswalk(session)) == 5
    assert len(await service.crosswalk(session, split=True)) == 2
    assert len(await service.crosswalk(session, old_province="31")) == 1
    assert len(await service.crosswalk(session, province="04")) == 5
    assert [row.old_code for row in await service.crosswalk(session, new="01301")] == ["01500", "01501"]
    [row] = await service.crosswalk(session, old="01500")
    assert (row.new_unit, row.new_province_code) == ("Phường Hoà An", "04")
