"""The lint of the layering sees what it is there to see."""

import ast
from pathlib import Path

import pytest

from scripts import lint_layers

ROOT = lint_layers.ROOT


def faults(where: str, code: str) -> list[str]:
    """What the lint says of that code in that file."""
    path = ROOT / where
    room = path.relative_to(ROOT).parts[0].removesuffix(".py")
    tree = ast.parse(code)
    found = [*lint_layers.check_imports(path, room, tree), *lint_layers.check_calls(path, room, tree)]
    return [fault.why for fault in found]


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("kit/db.py", "from geoops.communes import service"),
        ("incidents/service.py", "from geoops.situation import service"),
        ("situation/service.py", "import geoops.app"),
        ("incidents/service.py", "from geoops.communes import store"),
        ("incidents/service.py", "from geoops.communes.models import Commune"),
        ("incidents/routes.py", "from geoops.incidents import store"),
        ("incidents/service.py", "async def f(session):\n    await session.execute('SELECT 1')"),
        ("incidents/routes.py", "async def f(session):\n    await session.scalar('SELECT 1')"),
        ("incidents/store.py", "async def f(session):\n    await session.commit()"),
    ],
)
def test_what_breaks_the_layering_is_seen(where: str, code: str) -> None:
    assert faults(where, code)


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("incidents/service.py", "from geoops.communes import service"),
        ("incidents/service.py", "from geoops.incidents import store"),
        ("incidents/store.py", "async def f(session):\n    await session.execute('SELECT 1')"),
        ("hydromet/observations/store.py", "async def f(session):\n    await session.scalars('SELECT 1')"),
        ("situation/service.py", "from geoops.hydromet import service"),
        ("app.py", "from geoops.live import routes"),
    ],
)
def test_what_keeps_to_it_is_not(where: str, code: str) -> None:
    assert faults(where, code) == []


def test_a_room_that_nobody_knows_of_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint_layers, "ROOT", tmp_path / "geoops")
    stray = tmp_path / "geoops" / "misc" / "helpers.py"
    stray.parent.mkdir(parents=True)
    stray.write_text("x = 1\n")
    assert lint_layers.check(stray)
