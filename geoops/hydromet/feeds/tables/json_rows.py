"""Rows of a JSON answer, or of one JSON object per line."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from geoops.hydromet import faults
from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.hydromet.feeds.tables.mapping import TableMapping
from geoops.hydromet.feeds.tables.rows import Row
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

_NOTHING = object()


def rows(text: str, mapping: TableMapping) -> Iterator[Row | Fault]:
    """Each object at `items` as a row, counted from 1. Raises NotThisFormat where it is no JSON or has no such list."""
    number = 0
    for chain in _walk(_document(text), (mapping.items or "[]").split("."), ()):
        number += 1
        if chain is None:
            yield Fault(faults.NOT_AN_OBJECT, number)
        else:
            yield Row(number, _Getter(chain))
    if number == 0:
        raise NotThisFormat(
            Text(
                f"không có dòng nào ở “{mapping.items or '[]'}”",
                f"there are no rows at “{mapping.items or '[]'}”",
            )
        )


def _document(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1:
            try:
                return [orjson.loads(line) for line in lines]
            except orjson.JSONDecodeError:
                pass
        raise NotThisFormat(
            Text("câu trả lời không phải JSON", "the answer is not JSON"),
            faults=[Fault(Text(f"vị trí {error.pos}", f"position {error.pos}"))],
        ) from None


def _walk(node: Any, steps: Sequence[str], outer: tuple[dict[str, Any], ...]) -> Iterator[Any]:
    """Each innermost object with all that it lies in, innermost first; None for what is no object."""
    if not steps:
        yield (node, *outer) if isinstance(node, dict) else None
        return
    step = steps[0]
    many = step.endswith("[]")
    name = step.removesuffix("[]")
    inner = outer
    if name:
        if not isinstance(node, dict):
            return
        inner = (node, *outer)
        node = node.get(name)
    if not many:
        yield from _walk(node, steps[1:], inner)
    elif isinstance(node, list):
        for entry in node:
            yield from _walk(entry, steps[1:], inner)


class _Getter:
    """The fields of an object, then of what it lies in, by dotted path."""

    __slots__ = ("_chain",)

    def __init__(self, chain: tuple[dict[str, Any], ...]) -> None:
        self._chain = chain

    def __call__(self, column: str) -> Any:
        for node in self._chain:
            found: Any = node
            for step in column.split("."):
                found = found.get(step, _NOTHING) if isinstance(found, dict) else _NOTHING
                if found is _NOTHING:
                    break
            else:
                return found
        return None
