"""Catalogue files: read, flattened into the tree's nodes, and checked against themselves. No database here."""

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from geoops.indicators.words import frequencies_of, offices_of, unit_of
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text

RowKind = Literal["section", "heading", "indicator", "sub_indicator", "dash", "data_item"]
ValueKind = Literal[
    "count", "rate", "amount", "text", "bulletin", "file", "map_layer", "points", "observations", "register"
]
GroupState = Literal["listed", "not_entered", "awaiting_guidance", "appendix_not_seen"]

HEADINGS: frozenset[RowKind] = frozenset({"section", "heading"})

EXPORT_COLUMNS = (
    "set", "group", "section", "stt", "item", "name_vi", "unit", "scope", "frequency", "disaggregation",
    "responsible", "coordinating", "database", "database_owner", "data_source", "value_kind",
)  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Row(_Strict):
    """A row as printed. What a child does not state (frequency, office, database …) it takes from its parent."""

    stt: str | None = None
    key: str | None = None
    kind: RowKind = "data_item"
    name_vi: str
    name_en: str
    unit: str | None = None
    scope: str | None = None
    frequency: str | None = None
    disaggregation: str | None = None
    responsible: str | None = None
    coordinating: str | None = None
    database: str | None = None
    database_owner: str | None = None
    data_source: str | None = None
    value_kind: tuple[ValueKind, ...] = ()
    open: bool = False
    computed_from: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rows: tuple["Row", ...] = ()
    items: tuple["Row", ...] = ()


class Group(_Strict):
    """A group of a set. It may exist without rows: waiting for guidance, or its appendix was never seen."""

    code: str
    name_vi: str
    name_en: str
    state: GroupState
    emergency: bool = False
    open: bool = False
    scope: str | None = None
    notes: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


class CatalogueSet(_Strict):
    """One indicator set: a provincial decision, or the reference indicators that this system computes."""

    set: str
    kind: Literal["decision", "reference"]
    title_vi: str
    title_en: str
    level: Literal["province", "commune"]
    province_code: str | None
    decision_number: str | None
    decision_date: date | None
    issuer: str
    valid_from: date | None
    valid_to: date | None = None
    text_seen: str
    notes: tuple[str, ...] = ()
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A row of the catalogue in its place in the tree. `code` is its identity: names repeat among siblings."""

    code: str
    set: str
    group: str
    parent: str | None
    position: int
    kind: RowKind
    section: str | None
    stt: str | None
    item: int | None
    row: Row
    scope: str | None
    frequency: str | None
    responsible: str | None
    coordinating: str | None
    database: str | None
    database_owner: str | None
    data_source: str | None

    @property
    def holds_value(self) -> bool:
        """A heading groups what follows and holds no value of its own."""
        return self.kind not in HEADINGS

    def as_export(self) -> dict[str, str]:
        """The row of the contract's export: printed words, an empty text where nothing is printed."""
        values = (
            self.set, self.group, self.section, self.stt, self.item, self.row.name_vi, self.row.unit, self.scope,
            self.frequency, self.row.disaggregation, self.responsible, self.coordinating, self.database,
            self.database_owner, self.data_source, "/".join(self.row.value_kind),
        )  # fmt: skip
        return {
            name: "" if value is None else str(value)
            for name, value in zip(EXPORT_COLUMNS, values, strict=True)
        }


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A catalogue file as read: its content and the checksum by which a reload knows it."""

    name: str
    sha256: str
    content: CatalogueSet


def catalogue_files(folder: Path | None = None) -> list[tuple[str, bytes]]:
    """Name and bytes of every catalogue file, of the package or of a folder, in the order of their names."""
    root = folder if folder is not None else files("geoops.indicators").joinpath("catalogue")
    found = [(entry.name, entry.read_bytes()) for entry in root.iterdir() if entry.name.endswith(".yaml")]
    return sorted(found)


def read_catalogue(folder: Path | None = None) -> list[CatalogueFile]:
    """All catalogue files, checked one by one and together.

    Raises InputRefused with every fault found (file, place in the file, reason).
    """
    faults: list[Fault] = []
    read: list[CatalogueFile] = []
    for name, content in catalogue_files(folder):
        try:
            read.append(parse_file(name, content))
        except InputRefused as refused:
            faults.extend(refused.faults)
    if not read and not faults:
        faults.append(
            Fault(Text("không có tệp danh mục .yaml nào", "no catalogue .yaml file"), file=str(folder))
        )
    faults.extend(check(read))
    if faults:
        raise InputRefused(
            Text("Danh mục chỉ số không hợp lệ", "The indicator catalogue was refused"), faults=faults
        )
    return read


def parse_file(name: str, content: bytes) -> CatalogueFile:
    """One catalogue file; raises InputRefused where it is no such file."""
    try:
        loaded: Any = yaml.safe_load(content.decode("utf-8"))
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        reason = Text(
            "tệp không đọc được (cần YAML mã UTF-8)", f"unreadable file (UTF-8 YAML is needed): {error}"
        )
        raise InputRefused(faults=[Fault(reason, file=name)]) from error
    try:
        parsed = CatalogueSet.model_validate(loaded)
    except ValidationError as error:
        raise InputRefused(
            faults=[
                Fault(
                    Text("giá trị không hợp lệ", str(entry["msg"])),
                    field=".".join(str(part) for part in entry["loc"]),
                    file=name,
                )
                for entry in error.errors()
            ]
        ) from error
    return CatalogueFile(name, hashlib.sha256(content).hexdigest(), parsed)


def nodes(content: CatalogueSet) -> Iterator[Node]:
    """The rows of a set from top to bottom, each with its place and what it takes from above."""
    for group in content.groups:
        rows = _walk(content.set, group, group.rows, None, None, None)
        for position, node in enumerate(rows, start=1):
            yield replace(node, position=position)


def _walk(
    set_code: str,
    group: Group,
    rows: Sequence[Row],
    parent: Node | None,
    section: str | None,
    items_of: str | None,
) -> Iterator[Node]:
    for index, row in enumerate(rows, start=1):
        own = row.key or row.stt or str(index)
        prefix = parent.code if parent else f"{set_code}.{group.code}"
        inside = row.stt if row.kind == "section" else section
        code = f"{prefix}.{_local(own, parent)}"
        node = Node(
            code=code,
            set=set_code,
            group=group.code,
            parent=parent.code if parent else None,
            position=0,
            kind=row.kind,
            section=inside,
            stt=items_of if items_of is not None else row.stt,
            item=index if items_of is not None else None,
            row=row,
            scope=row.scope or (parent.scope if parent else group.scope),
            frequency=row.frequency or (parent.frequency if parent else None),
            responsible=row.responsible or (parent.responsible if parent else None),
            coordinating=row.coordinating or (parent.coordinating if parent else None),
            database=row.database or (parent.database if parent else None),
            database_owner=row.database_owner or (parent.database_owner if parent else None),
            data_source=row.data_source or (parent.data_source if parent else None),
        )
        yield node
        yield from _walk(set_code, group, row.rows, node, inside, None)
        yield from _walk(set_code, group, row.items, node, inside, row.stt or own)


def _local(own: str, parent: Node | None) -> str:
    """`16.1` below `16` adds only `1` to the code."""
    if parent and parent.stt and own.startswith(parent.stt + "."):
        return own[len(parent.stt) + 1 :]
    return own


def check(read: Sequence[CatalogueFile]) -> list[Fault]:
    """What the catalogue gets wrong about itself: codes given twice, unknown units, frequencies and offices,
    headings with values and rows without, groups whose state does not fit, text not in composed Unicode."""
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
        codes: set[str] = set()
        for node in nodes(file.content):
            if node.code in codes:
                faults.append(_fault(file, node.code, "mã bị trùng", "the code is given twice"))
            codes.add(node.code)
            faults.extend(_check_node(file, node))
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


def _check_node(file: CatalogueFile, node: Node) -> Iterator[Fault]:
    row = node.row
    if node.holds_value and not row.value_kind:
        yield _fault(file, node.code, "thiếu loại giá trị", "the kind of value is missing")
    if not node.holds_value and (row.value_kind or row.unit):
        yield _fault(file, node.code, "đề mục không có giá trị", "a heading holds no value")
    if row.unit is not None and unit_of(row.unit) is None:
        yield _fault(file, node.code, f"đơn vị lạ: {row.unit}", f"unknown unit: {row.unit}")
    if node.frequency is not None and frequencies_of(node.frequency) is None:
        yield _fault(
            file, node.code, f"tần suất lạ: {node.frequency}", f"unknown frequency: {node.frequency}"
        )
    for office in (node.responsible, node.coordinating):
        if office is not None and offices_of(office) is None:
            yield _fault(file, node.code, f"cơ quan lạ: {office}", f"unknown office: {office}")
    for name, value in row.model_dump(exclude_none=True).items():
        if isinstance(value, str) and unicodedata.normalize("NFC", value).strip() != value:
            yield _fault(
                file, f"{node.code}.{name}", "chữ chưa ở dạng dựng sẵn NFC", "text is not composed (NFC)"
            )
