"""The catalogue proved against itself: codes, parents, units, offices, frequencies, dimensions, derived rows."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from geoops.indicators.catalogue import CatalogueFile, Node, nodes
from geoops.indicators.dimensions import known_dimensions, names_printed
from geoops.indicators.operational import sources
from geoops.indicators.shapes import Group, Row
from geoops.indicators.words import frequencies_of, offices_of, unit_of
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text


def check(read: Sequence[CatalogueFile]) -> list[Fault]:
    """What the catalogue gets wrong about itself: codes given twice, unknown units, frequencies, offices and
    dimensions, headings with values and rows without, derived rows that lead nowhere or in a circle, groups whose
    state does not fit, amendments that are not named, text not in composed Unicode."""
    faults: list[Fault] = []
    seen: dict[str, str] = {}
    for file in read:
        if file.content.set in seen:
            other = seen[file.content.set]
            faults.append(
                _fault(file, "set", f"bộ chỉ số đã có trong {other}", f"the set is in {other} already")
            )
        seen[file.content.set] = file.name
        faults.extend(_check_groups(file))
        by_code: dict[str, Node] = {}
        for node in nodes(file.content):
            if node.code in by_code:
                faults.append(_fault(file, node.code, "mã bị trùng", "the code is given twice"))
            by_code[node.code] = node
            faults.extend(_check_node(file, node))
        faults.extend(_check_derived(file, by_code))
    return faults


def _fault(file: CatalogueFile, field: str, vi: str, en: str) -> Fault:
    return Fault(Text(vi, en), field=field, file=file.name)


def _check_groups(file: CatalogueFile) -> Iterator[Fault]:
    codes: set[str] = set()
    for group in file.content.groups:
        if group.code in codes:
            yield _fault(file, group.code, "nhóm bị trùng mã", "the group's code is given twice")
        codes.add(group.code)
        if (group.state == "listed") != bool(group.rows):
            yield _fault(
                file, group.code, "trạng thái nhóm không khớp với các dòng", "state and rows disagree"
            )
        yield from _check_validity(file, group.code, group)


def _check_validity(file: CatalogueFile, field: str, part: Group | Row) -> Iterator[Fault]:
    known = {amendment.number for amendment in file.content.amendments}
    if part.decision is not None and part.decision not in known:
        yield _fault(
            file, field, f"quyết định sửa đổi lạ: {part.decision}", f"unknown amendment: {part.decision}"
        )
    if part.valid_from and part.valid_to and part.valid_to <= part.valid_from:
        yield _fault(
            file, field, "hết hiệu lực trước khi có hiệu lực", "valid_to is not later than valid_from"
        )


def _check_node(file: CatalogueFile, node: Node) -> Iterator[Fault]:
    row = node.row
    if node.holds_value and not row.value_kind:
        yield _fault(file, node.code, "thiếu loại giá trị", "the kind of value is missing")
    if not node.holds_value and (row.value_kind or row.unit or row.derived):
        yield _fault(file, node.code, "đề mục không có giá trị", "a heading holds no value")
    if (row.reading or row.printed) and not (row.notes or row.printed):
        yield _fault(file, node.code, "cách đọc khác bản in mà không ghi chú", "a reading without a note")
    yield from _check_validity(file, node.code, row)
    yield from _check_words(file, node)
    for name, text in _texts(row):
        if unicodedata.normalize("NFC", text).strip() != text:
            yield _fault(
                file, f"{node.code}.{name}", "chữ chưa ở dạng dựng sẵn NFC", "text is not composed (NFC)"
            )


def _texts(row: Row) -> Iterable[tuple[str, str]]:
    for name, value in row.model_dump(exclude_none=True, exclude={"rows", "items"}).items():
        if isinstance(value, str):
            yield name, value
        elif name in ("reading", "printed"):
            yield from value.items()


def _check_words(file: CatalogueFile, node: Node) -> Iterator[Fault]:
    unit, frequency = node.unit_meant, node.frequency_meant
    if unit is not None and unit_of(unit) is None:
        yield _fault(file, node.code, f"đơn vị lạ: {unit}", f"unknown unit: {unit}")
    if frequency is not None and frequencies_of(frequency) is None:
        yield _fault(file, node.code, f"tần suất lạ: {frequency}", f"unknown frequency: {frequency}")
    for office in (node.responsible_meant, node.coordinating, node.database_owner):
        if office is not None and offices_of(office) is None:
            yield _fault(file, node.code, f"cơ quan lạ: {office}", f"unknown office: {office}")
    if node.disaggregation_meant is not None and names_printed(node.disaggregation_meant) is None:
        yield _fault(
            file, node.code, f"phân tổ lạ: {node.disaggregation_meant}",
            f"unknown disaggregation: {node.disaggregation_meant}",
        )  # fmt: skip
    for code in node.row.dimensions:
        if code not in known_dimensions():
            yield _fault(file, node.code, f"phân tổ lạ: {code}", f"unknown dimension: {code}")
    for code in node.row.computed_from:
        if code not in sources():
            yield _fault(file, node.code, f"nguồn số liệu lạ: {code}", f"unknown operational data: {code}")


def _check_derived(file: CatalogueFile, by_code: Mapping[str, Node]) -> Iterator[Fault]:
    for node in by_code.values():
        derived, weight = node.row.derived, node.row.aggregate.weight
        needed = [*derived.of, *filter(None, [derived.over])] if derived else []
        for code in [*needed, *filter(None, [weight])]:
            if code not in by_code or not by_code[code].holds_value:
                yield _fault(
                    file, node.code, f"tính từ dòng không có: {code}", f"derived from no such row: {code}"
                )
        if (node.row.aggregate.places == "mean") != (weight is not None):
            yield _fault(
                file, node.code, "trung bình phải có trọng số", "a mean over places needs its weight"
            )
        if derived is not None and not _is_whole(node):
            yield _fault(file, node.code, "công thức tính không đủ", "the derivation is not complete")
        if _in_circle(node.code, by_code):
            yield _fault(file, node.code, "công thức tính vòng tròn", "derived from itself")


def _is_whole(node: Node) -> bool:
    derived = node.row.derived
    assert derived is not None
    match derived.kind:
        case "ratio" | "change":
            return len(derived.of) == 1 and derived.against is not None and derived.over is None
        case "rate":
            return len(derived.of) == 1 and derived.over is not None and derived.against is None
        case "cumulative" | "total":
            return bool(derived.of) and derived.over is None and derived.against is None
        case "supplied":
            return not derived.of and derived.over is None and derived.against is not None


def _in_circle(code: str, by_code: Mapping[str, Node]) -> bool:
    todo, seen = [code], set()
    while todo:
        node = by_code.get(todo.pop())
        derived = node.row.derived if node else None
        for part in [*derived.of, *filter(None, [derived.over])] if derived else []:
            if part == code:
                return True
            if part not in seen:
                seen.add(part)
                todo.append(part)
    return False
