"""The three forms of the report say the same, and what hostile hands wrote in the field stands there as text."""

import asyncio
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
from docx import Document as open_word
from fastapi import FastAPI
from pypdf import PdfReader

from geoops.situation.report.document import plain
from scripts import report_template
from tests.situation.night import HERE, HOSTILE, Night, report

TEMPLATES = Path(report_template.OUT).parent
WRITER = Path("/usr/lib/libreoffice/program/libswlo.so")


async def made(client: httpx.AsyncClient, format: str, **query: Any) -> bytes:
    answer = await client.get("/api/reports/situation", params={"format": format, **query})
    assert answer.status_code == 200, answer.text
    assert f".{format}" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    return answer.content


def words_of_word(data: bytes) -> str:
    document = open_word(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def words_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def fonts_of(data: bytes) -> set[str]:
    """The names of the fonts that a PDF's pages are set in."""
    pages = PdfReader(io.BytesIO(data)).pages
    return {
        font["/BaseFont"].partition("+")[2] for page in pages for font in page["/Resources"]["/Font"].values()
    }


def dense(text: str) -> str:
    """Without spaces: a PDF breaks lines where it likes."""
    return re.sub(r"\s", "", text)


async def hostile_night(night: Night) -> None:
    await night.incident(note=HOSTILE, landmark=HOSTILE[:150], road="QL{{4D}}", chainage="#105")
    event = await night.event()
    await night.damage(event, {"dead": 2})
    await night.reservoir(216.0, name="Hồ #emph[x] {{ y }} <b>đậm</b>")
    await night.threat({HERE: 3})


async def test_hostile_notes_are_text_in_all_three_forms(night: Night) -> None:
    await hostile_night(night)
    expected = dense(plain(HOSTILE))
    assert "\u202e" not in expected
    page = await report(night.duty)
    assert page.tree.xpath("//script | //img | //b") == []
    assert [one for one in page.rows("incidents-worst") if dense(one[5]) == expected]
    for name in ("<script>", "<img", "<b>"):
        assert name not in page.body
    answer = await night.duty.get("/api/reports/situation")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    word = await made(night.duty, "docx")
    pdf = await made(night.duty, "pdf")
    for text in (dense(words_of_word(word)), dense(words_of_pdf(pdf))):
        assert expected in text
        assert dense("Hồ #emph[x] {{ y }} <b>đậm</b>") in text
        assert "49" not in text.split("alert(1)")[1][:12]
    assert {"BeVietnamPro-Regular", "BeVietnamPro-Bold"} <= fonts_of(pdf)


async def test_all_forms_carry_the_same_words(night: Night) -> None:
    await hostile_night(night)
    page = await report(night.duty)
    word = dense(words_of_word(await made(night.duty, "docx")))
    pdf = dense(words_of_pdf(await made(night.duty, "pdf")))
    made_at = re.compile(r"\d\d:\d\d")
    said = [
        *page.tree.xpath("//td/text()"),
        *page.tree.xpath("//section//p/text()"),
        *page.tree.xpath("//h2/text()"),
    ]
    assert len(said) > 40
    for words in said:
        if made_at.search(words):
            continue
        assert dense(words) in word, words
        assert dense(words) in pdf, words


async def test_the_word_document_has_headings_tables_and_no_traces_of_its_template(night: Night) -> None:
    await night.incident()
    document = open_word(io.BytesIO(await made(night.duty, "docx")))
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert [one.split(".")[0] for one in headings] == ["I", "II", "III", "IV", "V"]
    assert next(row.cells[0].text for row in document.tables[1].rows) == "Loại"
    assert "{{" not in words_of_word(await made(night.duty, "docx"))
    assert "{%" not in words_of_word(await made(night.duty, "docx"))
    assert document.core_properties.title == "BÁO CÁO TÌNH HÌNH THIÊN TAI: Tỉnh Một"


async def test_the_shipped_template_has_a_place_for_every_part(night: Night) -> None:
    page = await report(night.duty)
    sections = page.tree.xpath("//section/@id")
    assert [key for parts in report_template.CHAPTERS.values() for key in parts] == sections
    shipped = words_of_word(report_template.OUT.read_bytes())
    made_anew = io.BytesIO()
    report_template.make().save(made_anew)
    assert words_of_word(made_anew.getvalue()) == shipped


@pytest.mark.skipif(not WRITER.exists(), reason="LibreOffice Writer is not on this machine")
async def test_the_word_document_opens_in_libreoffice(night: Night, tmp_path: Path) -> None:
    await hostile_night(night)
    source = tmp_path / "bao-cao.docx"
    source.write_bytes(await made(night.duty, "docx"))
    soffice = shutil.which("soffice")
    assert soffice is not None
    await asyncio.to_thread(
        subprocess.run,
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path / "out"), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = dense(words_of_pdf((tmp_path / "out" / "bao-cao.pdf").read_bytes()))
    assert dense("I. Tình hình thiên tai") in text and dense(plain(HOSTILE)) in text


async def test_a_pdf_is_set_with_the_font_that_comes_with_the_program(night: Night) -> None:
    pages = PdfReader(io.BytesIO(await made(night.duty, "pdf"))).pages
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"BeVietnamPro"}


async def test_an_offices_own_template_is_used_and_a_faulty_one_is_refused(
    night: Night, country_app: FastAPI, tmp_path: Path
) -> None:
    own = tmp_path / "mau.docx"
    paper = open_word()
    paper.add_paragraph("UBND {{ page.area }}: {{ section.incidents.lines[0] }}")
    paper.save(str(own))
    country_app.state.settings.report_template = own
    assert words_of_word(await made(night.duty, "docx")) == "UBND Tỉnh Một: Không có sự cố nào đang mở."
    paper.add_paragraph("{{ page.__class__.__mro__ }}")
    paper.save(str(own))
    answer = await night.duty.get("/api/reports/situation", params={"format": "docx"})
    assert (answer.status_code, answer.json()["code"]) == (500, "report_template_fault")
    assert str(tmp_path) not in answer.text
    assert (await made(night.duty, "pdf")).startswith(b"%PDF")
