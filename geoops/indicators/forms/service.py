"""Excel forms handed out and taken back. Takes a session, never commits."""

import asyncio
import secrets
from dataclasses import dataclass, field, replace

from openpyxl import Workbook
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.indicators import service as indicators
from geoops.indicators.dimensions import STANDINGS
from geoops.indicators.forms import store
from geoops.indicators.forms.errors import AnotherForm
from geoops.indicators.forms.models import IndicatorTemplate
from geoops.indicators.forms.reading import CellFault, Filled, Reading, identity_of, opened, read
from geoops.indicators.forms.sheet import PLACE, Line, Sheet, build, mark, structure_of
from geoops.indicators.models import IndicatorNode
from geoops.indicators.periods import parse_period
from geoops.indicators.reporting import analyses, owing
from geoops.indicators.reporting import service as reporting
from geoops.indicators.reporting.breakdowns import RULE, Part, PartKey
from geoops.indicators.reporting.checks import is_numeric, rules
from geoops.indicators.reporting.errors import ReportClosed
from geoops.indicators.reporting.owing import Place
from geoops.indicators.reporting.service import Form
from geoops.indicators.reporting.states import EDITABLE
from geoops.indicators.words import by_code
from geoops.kit import changes
from geoops.kit.clock import VN
from geoops.kit.context import Caller
from geoops.kit.i18n import Text

_LETTER = {name: chr(ord("A") + number - 1) for name, number in PLACE.items()}


@dataclass(slots=True)
class Taken:
    """What became of a form: cells written, or (then none is) the faults; `marked` is the copy that shows them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    texts: int = 0
    errors: list[CellFault] = field(default_factory=list)
    notices: list[CellFault] = field(default_factory=list)
    marked: bytes | None = None


async def hand_out(session: AsyncSession, place: Place, caller: Caller) -> tuple[str, bytes]:
    """A form of a report, with what is known already: its file name and the workbook."""
    form = await reporting.form(session, place, caller)
    fingerprint = secrets.token_urlsafe(24)
    sheet = await _sheet(session, form, fingerprint)
    structure = structure_of(sheet.lines)
    duty = form.duty
    await store.keep(
        session,
        {
            "id": fingerprint, "set_code": duty.set_code, "office": duty.office, "period": duty.period.id,
            "province_code": form.province_code, "commune_code": form.commune_code, "structure": structure,
        },
    )  # fmt: skip
    await changes.record(
        session,
        domain="indicators",
        entity="template",
        entity_id=fingerprint,
        op="hand_out",
        commune_code=form.commune_code,
        payload={"set": duty.set_code, "office": duty.office, "period": duty.period.id},
    )
    where = form.commune_code or form.province_code
    name = f"{duty.set_code}-{duty.office}-{where}-{duty.period.id}.xlsx"
    return name, await asyncio.to_thread(build, sheet)


async def take_back(
    session: AsyncSession, place: Place, data: bytes, caller: Caller, *, source: str
) -> Taken:
    """Take in a form: all of it, or nothing and every fault by its cell.

    A check that ends in an error is a fault of the cell; one that warns is a notice, and asks for the explanation
    that the report needs before it goes up. Raises NotAForm, AnotherForm, ReportClosed, NotAssigned, NothingOwed.
    """
    form = await reporting.form(session, place, caller)
    await reporting.check_may_report(session, form, caller)
    if form.state not in EDITABLE:
        raise ReportClosed(extra={"state": form.state})
    book = await asyncio.to_thread(opened, data)
    template = await _template(session, book)
    _check_same(template, form)
    sheet = await _sheet(session, form, template.id)
    if template.structure != structure_of(sheet.lines):
        raise AnotherForm(
            Text(
                "Danh mục đã thay đổi từ khi tải biểu này: hãy tải biểu mới",
                "The catalogue has changed since this form was made: get a new one",
            )
        )
    reading = read(book, sheet)
    rows = {row.code: row for row in reading.rows}
    _check_figures(form, rows, reading)
    if not reading.faults:
        return await _write(session, form, place, caller, reading, source)
    return Taken(
        errors=_in_order(reading.faults),
        notices=_in_order(reading.notices),
        marked=await asyncio.to_thread(mark, book, _reasons(reading.faults)),
    )


async def place_in(session: AsyncSession, data: bytes) -> tuple[Place, str]:
    """Which report a form is for and who it was handed out to, by its fingerprint alone. Raises NotAForm,
    AnotherForm."""
    template = await _template(session, await asyncio.to_thread(opened, data))
    place = Place(
        template.set_code,
        template.office,
        template.period,
        None if template.commune_code else template.province_code,
        template.commune_code,
    )
    return place, template.made_by


async def _template(session: AsyncSession, book: Workbook) -> IndicatorTemplate:
    identity = identity_of(book)
    parse_period(identity.get("period", ""))
    found = await store.template(session, identity.get("fingerprint", ""))
    if found is None:
        raise AnotherForm(
            Text(
                "Biểu này không do hệ thống phát ra cho địa bàn của bạn",
                "This form was not handed out by the system for your place",
            )
        )
    said = (identity.get("set"), identity.get("office"), identity.get("period"), identity.get("place"))
    kept = (found.set_code, found.office, found.period, found.commune_code or found.province_code)
    if said != kept:
        raise AnotherForm(Text("Dấu của biểu đã bị sửa", "The form's mark was changed"))
    return found


def _check_same(template: IndicatorTemplate, form: Form) -> None:
    office = by_code("offices")[template.office]
    if (template.set_code, template.office) != (form.duty.set_code, form.duty.office):
        raise AnotherForm(
            Text(f"Đây là biểu của “{office.vi}”", f"This is the form of “{office.en}”"),
            extra={"office": template.office, "set": template.set_code},
        )
    if (template.province_code, template.commune_code) != (form.province_code, form.commune_code):
        raise AnotherForm(
            Text("Đây là biểu của địa bàn khác", "This is the form of another place"),
            extra={"place": template.commune_code or template.province_code},
        )
    if template.period != form.duty.period.id:
        label = parse_period(template.period).label
        raise AnotherForm(
            Text(
                f"Đây là biểu của kỳ {label.vi}, không phải {form.duty.period.label.vi}",
                f"This is the form of {label.en}, not of {form.duty.period.label.en}",
            ),
            extra={"period": template.period},
        )


async def _sheet(session: AsyncSession, form: Form, fingerprint: str) -> Sheet:
    duty = form.duty
    one_set = await owing.set_of(session, duty.set_code)
    if form.commune_code is not None:
        place = (await communes.names(session, [form.commune_code]))[form.commune_code]
        where = f"{place.full_name_vi}, {place.province_name}"
    else:
        names = {one.code: one.name_vi for one in await communes.provinces(session)}
        where = names.get(form.province_code, form.province_code)
    return Sheet(
        title=one_set.title_vi,
        office=by_code("offices")[duty.office].vi,
        place=where,
        period=duty.period.label.vi,
        due=duty.due_at.astimezone(VN).strftime("%H:%M %d/%m/%Y"),
        identity={
            "fingerprint": fingerprint, "set": duty.set_code, "office": duty.office, "period": duty.period.id,
            "place": form.commune_code or form.province_code,
        },
        lines=[line for node in form.nodes for line in _lines(form, node)],
    )  # fmt: skip


def _lines(form: Form, node: IndicatorNode) -> list[Line]:
    """An indicator, and below it the parts that it is broken down into."""
    line = _line(form, node)
    return [
        line,
        *(
            replace(
                line,
                code=_part_code(node.code, part.key),
                stt="",
                name=_part_name(part),
                previous=part.before.value if part.before else None,
                value=part.row.value if part.row else None,
                note=part.row.note if part.row else None,
                explanation=None,
                analysis=None,
                forecast=None,
                part=True,
                barred=part.standing != "listed",
            )
            for part in form.parts.get(node.code, ())
        ),
    ]


def _part_name(part: Part) -> str:
    mark = "" if part.standing == "listed" else f" ({STANDINGS[part.standing].vi})"
    return f"{part.dimension.name.vi}: {part.name.vi}{mark}"


def _part_code(indicator: str, key: PartKey) -> str:
    return f"{indicator}|{key[0]}={key[1]}"


def _indicator_and_part(code: str) -> tuple[str, dict[str, str]]:
    """The indicator of a row, and the dimension and code where it is a part."""
    indicator, _, part = code.partition("|")
    name, _, value = part.partition("=")
    return indicator, {name: value} if part else {}


def _line(form: Form, node: IndicatorNode) -> Line:
    numeric = is_numeric(node)
    here, before = form.cells.get(node.code), form.previous.get(node.code)
    words = {one.kind: one.body for one in form.analyses if one.indicator == node.code}
    name, parent = node.reading.get("name_vi", node.name_vi), form.parents.get(node.parent_code or "")
    unit = by_code("units")[node.unit].vi if node.unit else (node.unit_printed or "")
    bounds = [rule for rule in rules() if rule.kind in ("range", "whole") and rule.is_for(node)]
    spans = [rule.given for rule in bounds if rule.kind == "range"]
    return Line(
        code=node.code,
        stt=node.stt or "",
        name=f"{parent.name_vi}: {name}" if parent else name,
        unit=unit,
        numeric=numeric,
        previous=(before.value if numeric else before.value_text) if before else None,
        value=(here.value if numeric else here.value_text) if here else None,
        note=here.note if here else None,
        explanation=form.report.explanations.get(node.code) if form.report else None,
        analysis=words.get("analysis"),
        forecast=words.get("forecast"),
        low=max((span["low"] for span in spans if "low" in span), default=None),
        high=min((span["high"] for span in spans if "high" in span), default=None),
        whole=any(rule.kind == "whole" for rule in bounds),
    )


def _check_figures(form: Form, rows: dict[str, Filled], reading: Reading) -> None:
    """The checks of the report on what the file would make of it."""
    values = {code: cell.value for code, cell in form.cells.items() if cell.value is not None}
    values |= {code: row.value for code, row in rows.items() if row.value is not None}
    parts = reporting.figures(form.parts)
    for code, own in parts.items():
        for key in own:
            part = rows.get(_part_code(code, key))
            if part is not None and part.value is not None:
                own[key] = part.value
    for finding in reporting.findings_of(form, values, parts):
        row = rows.get(finding.indicator)
        if row is None or (row.value is None and finding.rule != RULE):
            continue
        cell = f"{_LETTER['value']}{row.row}"
        if finding.severity == "error":
            reading.fault(cell, finding.reason, finding.indicator)
        elif not row.explanation:
            asked = Text(
                f"{finding.reason.vi}: cần giải trình ở cột “Giải trình” trước khi nộp",
                f"{finding.reason.en}: needs an explanation before the report goes up",
            )
            reading.notices.append(CellFault(cell, finding.indicator, asked))


async def _write(
    session: AsyncSession, form: Form, place: Place, caller: Caller, reading: Reading, source: str
) -> Taken:
    sent = [row for row in reading.rows if (row.value, row.value_text, row.note) != (None, None, None)]
    taken = Taken(notices=_in_order(reading.notices))
    if sent:
        outcome = await indicators.put_values(
            session,
            [
                indicators.ValueIn(
                    _indicator_and_part(row.code)[0],
                    form.duty.period.id,
                    form.commune_code,
                    None if form.commune_code else form.province_code,
                    dimensions=_indicator_and_part(row.code)[1],
                    value=row.value,
                    value_text=row.value_text,
                    note=row.note,
                )
                for row in sent
            ],
            method="imported",
            source=source,
        )
        taken.new, taken.changed, taken.unchanged = outcome.new, outcome.changed, outcome.unchanged
        if outcome.refused:
            raise reporting.refused(outcome.refused)
    if explanations := {row.code: row.explanation for row in reading.rows if row.explanation}:
        await reporting.explain(session, form, explanations)
    there = {(one.indicator, one.kind) for one in form.analyses}
    texts = [
        analyses.Words(row.code, kind, body)  # type: ignore[arg-type]  # the two kinds below
        for row in reading.rows
        for kind, body in (("analysis", row.analysis), ("forecast", row.forecast))
        if body or (row.code, kind) in there
    ]
    if texts:
        taken.texts = await analyses.write(session, place, texts, caller)
    return taken


def _reasons(faults: list[CellFault]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.cell, []).append(fault.reason.vi)
    return found


def _in_order(faults: list[CellFault]) -> list[CellFault]:
    return sorted(faults, key=lambda one: (int("".join(filter(str.isdigit, one.cell))), one.cell))
