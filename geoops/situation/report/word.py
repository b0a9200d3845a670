"""A report as a Word document, made from a template that an office edits in Word."""

import io
from importlib.resources import files
from pathlib import Path
from typing import Any

from structlog import get_logger

from geoops.kit.errors import Problem
from geoops.kit.i18n import Text
from geoops.situation.report.document import Document


class TemplateFault(Problem):
    """The office's own template cannot be used; the other forms of the report can."""

    status = 500
    code = "report_template_fault"
    title = Text(
        "Mẫu Word của báo cáo (GEOOPS_REPORT_TEMPLATE) có lỗi; hãy tải bản PDF hoặc sửa mẫu",
        "The report's Word template (GEOOPS_REPORT_TEMPLATE) is faulty; take the PDF, or mend the template",
    )


def word(page: Document, template: Path | None) -> bytes:
    """The report in the office's template, or in the one that the program brings. Raises TemplateFault.

    Words go in as text; a template can only show what it is given.
    """
    from docxtpl import DocxTemplate
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    shipped = Path(str(files("geoops.situation.report"))) / "templates" / "report.docx"
    out = io.BytesIO()
    try:
        document = DocxTemplate(template or shipped)
        document.render(_context(page), ImmutableSandboxedEnvironment(autoescape=True), autoescape=True)
        properties = document.docx.core_properties
        properties.title, properties.author = f"{page.title}: {page.area}"[:255], "GeoOps"
        document.save(out)
    except Exception as fault:
        if template is None:
            raise
        get_logger().exception("report_template_fault", template=str(template))
        raise TemplateFault from fault
    return out.getvalue()


def _context(page: Document) -> dict[str, Any]:
    return {
        "page": page,
        "chapter": {chapter.key: chapter.title for chapter in page.chapters},
        "section": {one.key: one for chapter in page.chapters for one in chapter.sections},
        "remarks": page.remarks,
    }
