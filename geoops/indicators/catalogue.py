"""Catalogue files: read, and flattened into the nodes of their tree. No database here."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from geoops.indicators.shapes import HEADINGS, CatalogueSet, Group, Row, RowKind
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml

EXPORT_COLUMNS = (
    "set", "group", "section", "stt", "item", "name_vi", "unit", "scope", "frequency", "disaggregation",
    "responsible", "coordinating", "database", "database_owner", "data_source", "value_kind",
)  # fmt: skip


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
    disaggregation: str | None
    responsible: str | None
    coordinating: str | None
    database: str | None
    database_owner: str | None
    data_source: str | None

    @property
    def holds_value(self) -> bool:
        """A heading groups what follows and holds no value of its own."""
        return self.kind not in HEADINGS

    @property
    def unit_meant(self) -> str | None:
        """The unit as printed, or as read where the print is odd."""
        return self.row.reading.get("unit") or self.row.unit

    @property
    def frequency_meant(self) -> str | None:
        """The frequency as printed, or as read where the print is odd."""
        return self.row.reading.get("frequency") or self.frequency

    @property
    def responsible_meant(self) -> str | None:
        """The office as printed, or as read where the cell is empty."""
        return self.row.reading.get("responsible") or self.responsible

    @property
    def disaggregation_meant(self) -> str | None:
        """The disaggregation as printed, or as read where the cell breaks off."""
        return self.row.reading.get("disaggregation") or self.disaggregation

    def as_export(self) -> dict[str, str]:
        """The row of the contract's export: printed words, an empty text where nothing is printed."""
        values = (
            self.set, self.group, self.section, self.stt, self.item, self.row.name_vi, self.row.unit, self.scope,
            self.frequency, self.disaggregation, self.responsible, self.coordinating, self.database,
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
    from geoops.indicators.checking import check  # which reads nodes itself

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
        loaded: Any = read_yaml(content)
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
        for position, node in enumerate(_walk(content.set, group, group.rows, None, None), start=1):
            yield replace(node, position=position)


def _walk(
    set_code: str, group: Group, rows: Sequence[Row], parent: Node | None, section: str | None
) -> Iterator[Node]:
    for index, row in enumerate(rows, start=1):
        inside = row.stt if row.kind == "section" else section
        node = _node(set_code, group, row, index, parent, inside, (None, None))
        yield node
        yield from _walk(set_code, group, row.rows, node, inside)
        if row.items:
            under = row.stt or row.key or str(index)
            for ordinal, item in enumerate(_walk_items(set_code, group, row.items, node, under), start=1):
                yield replace(item, item=ordinal)


def _walk_items(set_code: str, group: Group, items: Sequence[Row], parent: Node, stt: str) -> Iterator[Node]:
    """Unnumbered rows below a numbered one: `stt` is that of the numbered row, the ordinal is given by the caller."""
    for index, row in enumerate(items, start=1):
        node = _node(set_code, group, row, index, parent, parent.section, (stt, index))
        yield node
        yield from _walk_items(set_code, group, row.items, node, stt)


def _node(
    set_code: str,
    group: Group,
    row: Row,
    index: int,
    parent: Node | None,
    section: str | None,
    place: tuple[str | None, int | None],
) -> Node:
    stt, item = place
    own = row.key or row.stt or str(index)
    prefix = parent.code if parent else f"{set_code}.{group.code}"
    return Node(
        code=f"{prefix}.{_local(own, parent)}",
        set=set_code,
        group=group.code,
        parent=parent.code if parent else None,
        position=0,
        kind=row.kind,
        section=section,
        stt=stt if item is not None else row.stt,
        item=item,
        row=row,
        scope=row.scope or (parent.scope if parent else group.scope),
        frequency=row.frequency or (parent.frequency if parent else None),
        disaggregation=row.disaggregation or (parent.disaggregation if parent and item is not None else None),
        responsible=row.responsible or (parent.responsible if parent else None),
        coordinating=row.coordinating or (parent.coordinating if parent else None),
        database=row.database or (parent.database if parent else None),
        database_owner=row.database_owner or (parent.database_owner if parent else None),
        data_source=row.data_source or (parent.data_source if parent else None),
    )


def _local(own: str, parent: Node | None) -> str:
    """`16.1` below `16` adds only `1` to the code."""
    if parent and parent.stt and own.startswith(parent.stt + "."):
        return own[len(parent.stt) + 1 :]
    return own
