"""Writes docs/reference.md from the program itself: settings, commands, routes, layers, error codes.

`python -m scripts.reference` writes it; with `--check` it says whether the file is up to date (the tests do).
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from geoops.app import create_app
from geoops.cli import app as commands
from geoops.domains import registry
from geoops.kit.db import Database
from geoops.kit.errors import Problem
from geoops.settings import Settings

OUT = Path(__file__).resolve().parents[1] / "docs" / "reference.md"


def settings() -> Iterator[str]:
    """Every environment variable."""
    yield "## Settings\n\nEnvironment variables; all may be left out.\n"
    yield "| variable | default | what it does |\n| --- | --- | --- |"
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        yield f"| `GEOOPS_{name.upper()}` | {default} | {field.description} |"


def all_commands() -> Iterator[str]:
    """Every command with its first line of help."""
    yield "\n## Commands\n\n| command | does |\n| --- | --- |"

    def walk(command: Any, words: list[str]) -> Iterator[str]:
        children = getattr(command, "commands", None)
        if children:
            for name in sorted(children):
                yield from walk(children[name], [*words, name])
        else:
            line = (command.help or "").strip().split("\n")[0]
            arguments = " ".join(p.name.upper() for p in command.params if p.param_type_name == "argument")
            yield f"| `{' '.join(words)}{' ' + arguments if arguments else ''}` | {line} |"

    yield from walk(typer.main.get_command(commands), ["geoops"])


def routes() -> Iterator[str]:
    """Every route of the HTTP API."""
    yield "\n## HTTP\n\nThe full description with bodies is at `/api/openapi.json`.\n"
    yield "| method | path | what |\n| --- | --- | --- |"
    app = create_app(Settings(), Database("postgresql://nobody@/nothing"))
    rows = [
        (path, method.upper(), (operation.get("description") or "").split("\n")[0])
        for path, operations in app.openapi()["paths"].items()
        for method, operation in operations.items()
    ]
    rows += [
        ("/metrics", "GET", "Prometheus."),
        (
            "/tiles/{layer}/{z}/{x}/{y}.mvt",
            "GET",
            "A vector tile; `at`, `known_at`, `space`, `v`; 204 where it is empty.",
        ),
        ("/tiles/{layer}/{z}/{x}/{y}.png", "GET", "A raster tile; the same parameters."),
        (
            "/ogc/",
            "GET",
            "OGC API Features and Tiles of the layers that are open to the public; described at `/ogc/api`.",
        ),
    ]
    for path, method, line in sorted(rows):
        yield f"| {method} | `{path}` | {line} |"


def layers() -> Iterator[str]:
    """Every declared layer."""
    yield "\n## Layers\n\nRisk maps that are loaded add a layer each, `hazard_<id>`.\n"
    yield "| layer | domain | kind | title |\n| --- | --- | --- | --- |"
    for layer in sorted(registry().declared, key=lambda item: item.id):
        yield f"| `{layer.id}` | {layer.domain} | {layer.kind} | {layer.title.vi} / {layer.title.en} |"


def errors() -> Iterator[str]:
    """Every error code."""
    yield "\n## Error codes\n\nThe `code` of a problem document (RFC 9457).\n"
    yield "| code | status | meaning |\n| --- | --- | --- |"
    seen: dict[str, type[Problem]] = {}

    def walk(kind: type[Problem]) -> None:
        seen.setdefault(kind.code, kind)
        for child in kind.__subclasses__():
            walk(child)

    walk(Problem)
    for code, kind in sorted(seen.items()):
        yield f"| `{code}` | {kind.status} | {kind.title.vi} / {kind.title.en} |"


def text() -> str:
    """The whole file."""
    parts = [
        "# Reference",
        "",
        "Made from the program by `python -m scripts.reference`; do not edit.",
        "",
        *settings(),
        *all_commands(),
        *routes(),
        *layers(),
        *errors(),
    ]
    return "\n".join(parts) + "\n"


def main() -> int:
    """Write the file, or check it."""
    wanted = text()
    if "--check" in sys.argv[1:]:
        if OUT.read_text(encoding="utf-8") != wanted:
            print("docs/reference.md is out of date: run python -m scripts.reference")
            return 1
        return 0
    OUT.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
