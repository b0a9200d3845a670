"""Forms that arrive as files: taken in for whoever they were handed out to, and put away with what became of them."""

import json
from pathlib import Path

import pytest

from geoops.indicators.forms.watching import take_all
from geoops.kit.db import Database
from tests.indicators.forms.test_forms import download, edited, filled
from tests.indicators.reporting.people import People, form


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "mail"
    made.mkdir()
    return made


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_a_form_that_arrives_is_taken_in_once_for_its_person(
    people: People, fresh_db: Database, folder: Path
) -> None:
    (folder / "Biểu tháng.xlsx").write_bytes(edited(await download(people["officer"]), filled))
    (folder / "~$Biểu tháng.xlsx").write_bytes(b"lock")
    (folder / "thư.txt").write_text("kính gửi")
    assert await take_all(fresh_db, folder, settled_s=60) == 0
    assert await take_all(fresh_db, folder, settled_s=-1) == 1
    assert await take_all(fresh_db, folder, settled_s=-1) == 0
    cells = (await form(people["officer"]))["cells"]
    assert {(one["value"], one["entered_by"]) for one in cells} == {(3, "officer")}
    said = [json.loads(path.read_text()) for path in (folder / "done").glob("*.json")]
    assert [one["new"] for one in said] == [9]
    assert names(folder) == {"done", "~$Biểu tháng.xlsx", "thư.txt"}


async def test_a_form_with_faults_is_put_away_with_its_marked_copy(
    people: People, fresh_db: Database, folder: Path
) -> None:
    wrong = edited(await download(people["officer"]), lambda page: filled(page, "nhiều"))
    (folder / "sai.xlsx").write_bytes(wrong)
    (folder / "lạ.xlsx").write_bytes(b"PK nothing")
    assert await take_all(fresh_db, folder, settled_s=-1) == 2
    assert all(one["value"] is None for one in (await form(people["officer"]))["cells"])
    assert len(list((folder / "refused").glob("*-loi.xlsx"))) == 1
    said = sorted(
        (json.loads(path.read_text()) for path in (folder / "refused").glob("*.json")),
        key=lambda one: len(one),
    )
    assert sorted(len(one.get("errors", [])) for one in said)[-1] == 9
    assert "not_a_form" in {one.get("code") for one in said}
