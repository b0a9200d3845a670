"""Makes the Word template of the situation report anew: `python -m scripts.report_template`.

What offices edit is the file; this is how it came to be. Each part of the report has its own place in it, so that one
can be moved, reworded or taken out in Word.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

OUT = Path(__file__).resolve().parents[1] / "geoops/situation/report/templates/report.docx"
FONT = "Times New Roman"

CHAPTERS: dict[str, dict[str, dict[str, int]]] = {
    "threat": {
        "danger": {"official": 5, "reference": 4},
        "warnings": {"warnings": 4},
        "rain": {"communes": 5, "gauges": 5},
        "works": {"roads": 5, "reservoirs": 6},
    },
    "response": {
        "incidents": {"kinds": 3, "worst": 6},
        "evacuation": {"orders": 6},
        "dispatches": {"dispatches": 5},
        "readiness": {"short": 4},
    },
    "losses": {"losses": {"losses": 6}},
    "missing": {"feeds": {"feeds": 4}, "unknown": {"unknown": 3}},
}
"""Chapters, their sections, the tables of those and how many columns they have."""

WIDTHS = {
    ("danger", "reference"): [3, 2, 5, 2],
    ("warnings", "warnings"): [3, 4, 4, 2],
    ("works", "roads"): [3, 3, 2, 2, 4],
    ("incidents", "worst"): [3, 3, 2, 1, 2, 5],
    ("evacuation", "orders"): [4, 1, 1, 1, 2, 2],
    ("dispatches", "dispatches"): [4, 3, 3, 2, 2],
    ("readiness", "short"): [3, 2, 5, 3],
    ("losses", "losses"): [4, 1, 1, 2, 1, 2],
    ("unknown", "unknown"): [4, 1, 6],
}
"""Shares of the width; the other tables have equal columns."""
PAGE_CM = 17.2


def make() -> Any:
    """The template, to be saved."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.2), Cm(1.6)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.8)
    _styles(document)
    _line(section.header.paragraphs[0], "{{ page.mark }}", size=16, bold=True, centred=True)
    _footer(section.footer.paragraphs[0])
    document.add_paragraph("{{ page.title }}", style="Title")
    _line(document.add_paragraph(), "{{ page.area }}", size=14, bold=True)
    document.add_paragraph("{{ page.as_of }}")
    document.add_paragraph("{{ page.made }}")
    _each(document, "page.notices", "List Bullet")
    figures = _table(document, 2)
    _row(figures.rows[0], ["{%tr for figure in page.figures %}", ""])
    _row(figures.add_row(), ["{{ figure[0] }}", "{{ figure[1] }}"])
    _row(figures.add_row(), ["{%tr endfor %}", ""])
    for chapter, sections in CHAPTERS.items():
        document.add_heading(f"{{{{ chapter.{chapter} }}}}", level=1)
        for key, tables in sections.items():
            _section(document, key, tables)
    document.add_heading("{{ remarks[0] }}", level=1)
    document.add_paragraph("{{ remarks[1] }}")
    document.core_properties.author = "GeoOps"
    document.core_properties.comments = ""
    return document


def _section(document: Any, key: str, tables: dict[str, int]) -> None:
    document.add_heading(f"{{{{ section.{key}.title }}}}", level=2)
    _each(document, f"section.{key}.lines", "Normal")
    for name, columns in tables.items():
        whole = f"section.{key}.tables.{name}"
        document.add_paragraph(f"{{%p if {whole} %}}")
        table = _table(document, columns)
        _row(table.rows[0], [f"{{{{ {whole}.head[{column}] }}}}" for column in range(columns)], bold=True)
        _repeat(table.rows[0])
        _row(table.add_row(), [f"{{%tr for row in {whole}.rows %}}"] + [""] * (columns - 1))
        _row(table.add_row(), [f"{{{{ row[{column}] }}}}" for column in range(columns)])
        _row(table.add_row(), ["{%tr endfor %}"] + [""] * (columns - 1))
        _widen(table, WIDTHS.get((key, name), [1] * columns))
        document.add_paragraph()  # Word joins two tables that nothing keeps apart
        document.add_paragraph("{%p endif %}")


def _each(document: Any, several: str, style: str) -> None:
    document.add_paragraph(f"{{%p for line in {several} %}}")
    document.add_paragraph("{{ line }}", style=style)
    document.add_paragraph("{%p endfor %}")


def _table(document: Any, columns: int) -> Any:
    table = document.add_table(rows=1, cols=columns)
    table.style = "Table Grid"
    table.autofit = True
    return table


def _widen(table: Any, shares: list[int]) -> None:
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        for cell in column.cells:
            cell.width = Cm(PAGE_CM * share / sum(shares))


def _row(row: Any, texts: list[str], *, bold: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.bold = bold
        run.font.size = Pt(10)


def _repeat(row: Any) -> None:
    """Have the row stand on top of every page that the table goes on to."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _line(paragraph: Any, text: str, *, size: int, bold: bool, centred: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _footer(paragraph: Any) -> None:
    paragraph.add_run("{{ page.area }} · {{ page.as_of }} · ").font.size = Pt(9)
    for name in ("PAGE", "NUMPAGES"):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        paragraph._p.append(field)
        if name == "PAGE":
            paragraph.add_run("/").font.size = Pt(9)


def _styles(document: Any) -> None:
    sizes = {"Normal": 11, "Title": 16, "Heading 1": 13, "Heading 2": 12, "List Bullet": 11}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            if attribute.endswith("Theme"):
                del fonts.attrib[attribute]
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
        style.paragraph_format.space_after = Pt(4)
        if name.startswith(("Title", "Heading")):
            style.font.bold = True


if __name__ == "__main__":
    make().save(OUT)
    print(OUT.name)
