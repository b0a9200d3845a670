"""YAML from whoever wrote it: our own rules, an operator's settings, somebody's upload."""

from typing import Any, Final

import yaml

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader in C, where there is one, takes a tenth of the time."""
DEEPEST: Final = 50
"""Collections within each other: the C loader follows them on the C stack, and ends the process where that is full."""
MOST_ALIASES: Final = 100
"""A name for a collection stands for all of it: some of them within each other are more than any memory holds."""


def read_yaml(content: str | bytes) -> Any:
    """The document of one YAML text; None where it is empty.

    Raises `yaml.YAMLError` where it is none, or lies deeper than `DEEPEST`, or uses more than `MOST_ALIASES` aliases or
    any within what has itself a name, and UnicodeDecodeError where bytes are not UTF-8.
    """
    text = (content.decode("utf-8") if isinstance(content, bytes) else content).removeprefix("\ufeff")
    _refuse_bombs(text)
    return yaml.load(text, Loader=_LOADER)  # noqa: S506, TID251 - a safe one, and this is the place


def _refuse_bombs(text: str) -> None:
    depth = aliases = 0
    named: int | None = None
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise _refused("nested too deeply", event)
            if event.anchor and named is None:
                named = depth
        elif isinstance(event, yaml.CollectionEndEvent):
            if named == depth:
                named = None
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
            if aliases > MOST_ALIASES or named is not None:
                raise _refused("too many aliases", event)


def _refused(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    mark = event.start_mark
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)  # type: ignore[arg-type]  # C's has the same fields
