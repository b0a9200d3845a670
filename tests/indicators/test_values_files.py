"""A history loaded from a file: all of it or nothing, the fault named by row and column."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators import service
from geoops.indicators.values.files import indicators_of, read_values
from geoops.kit.errors import InputRefused
from tests import units

HEAD = "indicator,period,commune_code,value,note,dimensions\n"
ROW = "lao_cai.A.8.1,2026-07,01301,1.5,,\n"


async def load(session: AsyncSession, path: Path) -> service.Outcome:
    return await service.load_values(
        session, read_values(path), indicators_of(path), source="thử", file=path.name
    )


async def test_a_file_is_loaded_once(ready: AsyncSession, tmp_path: Path) -> None:
    path = tmp_path / "lịch sử.csv"
    rows = [f"lao_cai.A.8.1,2025-{month:02},{code},{month},," for month in (8, 9) for code in units.CODES]
    rows += ["lao_cai.A.8.1,2025-10,01301,,chưa báo cáo,", "lai_chau.A.II.7.1,2026-07,01301,3,,sex=female"]
    path.write_text("\ufeff" + HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    done = await load(ready, path)
    assert (done.new, done.changed, done.unchanged) == (20, 0, 0)
    again = await load(ready, path)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 20)
    kept = await ready.execute(
        text("SELECT method, count(*), count(value) FROM indicator_values GROUP BY method")
    )
    assert [tuple(row) for row in kept] == [("imported", 20, 19)]


@pytest.mark.parametrize(
    ("content", "row", "field", "words"),
    [
        ("", None, "indicator", "missing"),
        ("indicator,period,value,màu\n", None, "màu", "unknown column"),
        (HEAD + ROW + ROW.replace("1.5", '"1.234,5"'), 2, "value", "no number"),
        (HEAD + ROW + ROW.replace("1.5", "nan"), 2, "value", "no number"),
        (HEAD + ROW + ROW.replace("1.5", "1e400"), 2, "value", "finite"),
        (HEAD + ROW + "lao_cai.A.8.1,2026-07\n", 2, None, "cells"),
        (HEAD + ROW + ROW.replace("2026-07", "2026-13"), 2, "period", "no period"),
        (HEAD + ROW + ROW.replace("01301", "01399"), 2, "commune_code", "no commune"),
        (HEAD + ROW + ROW.replace("1.5,,", "2.5,,"), 1, None, "several values"),
        (HEAD + ROW + "lao_cai.A.8.1,2026-08,01301,,a\u0001b,\n", 2, "note", "control"),
    ],
)
async def test_a_fault_refuses_the_whole_file(
    ready: AsyncSession, tmp_path: Path, content: str, row: int | None, field: str | None, words: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        await load(ready, path)
    fault = refused.value.faults[0]
    assert (fault.file, fault.row) == ("x.csv", row)
    assert field is None or fault.field == field
    assert words in fault.reason.en
    assert await ready.scalar(text("SELECT count(*) FROM indicator_values")) == 0


async def test_what_is_no_text_is_refused(ready: AsyncSession, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(HEAD.encode() + b"\xff\xfe\x00")
    with pytest.raises(InputRefused) as refused:
        await load(ready, path)
    assert "UTF-8" in refused.value.faults[0].reason.en
