"""Proves the layering of docs/architecture.md on the syntax trees: exit status 1 and a line per fault.

- Imports run one way: kit < settings, migrations, embedded, runtime < domains < joining rooms < app and commands.
- Nobody imports another domain's store or models; routes do not import stores.
- Only stores (and the kit's own table modules) execute SQL; only the request, the command or the job commits.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "geoops"

FOUNDATION = {"kit", "settings", "migrations", "embedded", "runtime"}
DOMAINS = {
    "accounts",
    "communes",
    "layers",
    "hydromet",
    "hazards",
    "incidents",
    "resources",
    "works",
    "indicators",
}
JOINING = {"situation", "live", "reports", "maps"}
OUTSIDE = {"client"}
"""What runs on other machines and asks over HTTP: it imports nothing of ours."""
TOP = {
    "app",
    "cli",
    "commands",
    "running",
    "database_commands",
    "domains",
    "startup",
    "serving",
    "stopping",
    "health",
    "backup",
    "__main__",
}

RANK = (
    dict.fromkeys(FOUNDATION, 0)
    | dict.fromkeys(DOMAINS, 1)
    | dict.fromkeys(JOINING, 2)
    | dict.fromkeys(OUTSIDE, -2)
    | dict.fromkeys(TOP, 3)
)
RANK["kit"] = -1

PRIVATE = {"store", "models"}
EXECUTES = {"execute", "scalar", "scalars", "stream", "stream_scalars", "executemany"}
COMMITS = {"commit"}
MAY_QUERY_FILES = {"store", "stores"}
MAY_QUERY_PACKAGES = {"kit", "migrations", "embedded"}
MAY_QUERY_MODULES = {"health", "backup"}  # they ask the server about itself, not about a domain
MAY_COMMIT = {("kit", "db")}


@dataclass(frozen=True)
class Fault:
    """One line that breaks the layering."""

    path: Path
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT.parent)}:{self.line}: {self.why}"


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module of ours that a file imports, with names imported from packages taken as modules too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def check_imports(path: Path, room: str, tree: ast.AST) -> Iterator[Fault]:
    """The direction of imports, and the privacy of stores and models."""
    inside = path.relative_to(ROOT).parts
    for line, name in imported(tree):
        parts = name.split(".")
        if parts[0] != "geoops" or len(parts) < 2 or parts[1] not in RANK:
            continue
        other = parts[1]
        if room == "migrations" and other == "kit":
            continue
        if RANK[other] > RANK[room]:
            yield Fault(path, line, f"{room} must not import {other}: imports run one way")
        if other != room and other in DOMAINS and len(parts) > 2 and PRIVATE & set(parts[2:4]):
            yield Fault(path, line, f"{name} is private to {other}: ask its service")
        if inside[-1] == "routes.py" and other == room and len(parts) > 2 and parts[2] == "store":
            yield Fault(path, line, "a route parses, calls and answers: the store is the service's")


def check_calls(path: Path, room: str, tree: ast.AST) -> Iterator[Fault]:
    """Who executes SQL and who commits."""
    relative = path.relative_to(ROOT).with_suffix("").parts
    may_query = (
        room in MAY_QUERY_PACKAGES
        or room in MAY_QUERY_MODULES
        or bool(MAY_QUERY_FILES & set(relative))
        or relative[-1].endswith("_store")
    )
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name = node.func.attr
        if name in EXECUTES and not may_query and _is_session(node.func.value):
            yield Fault(path, node.lineno, f".{name}(): only a store queries")
        if name in COMMITS and (room, relative[-1]) not in MAY_COMMIT:
            yield Fault(path, node.lineno, ".commit(): only the request, the command or the job commits")


def _is_session(node: ast.expr) -> bool:
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name in {"session", "connection", "conn", "cursor"} or name.endswith("_session")


def check(path: Path) -> list[Fault]:
    """Every fault of one file."""
    relative = path.relative_to(ROOT).parts
    room = relative[0].removesuffix(".py")
    if room == "__init__":
        return []
    if room not in RANK:
        return [Fault(path, 1, f"the room {room} is not in docs/architecture.md and scripts/lint_layers.py")]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [*check_imports(path, room, tree), *check_calls(path, room, tree)]


def main() -> int:
    """Check every Python file of the package."""
    faults = [
        fault for path in sorted(ROOT.rglob("*.py")) if "static" not in path.parts for fault in check(path)
    ]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
