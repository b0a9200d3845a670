"""The documentation does not lag behind the program."""

import re
from pathlib import Path

from scripts import reference

ROOT = Path(__file__).resolve().parents[1]


def test_the_reference_is_up_to_date() -> None:
    assert reference.OUT.read_text(encoding="utf-8") == reference.text(), "run python -m scripts.reference"


def test_links_between_documents_lead_somewhere() -> None:
    dead = []
    for file in [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8")):
            if "://" not in target and not (file.parent / target).exists():
                dead.append(f"{file.relative_to(ROOT)}: {target}")
    assert dead == []


def test_the_layering_holds() -> None:
    from scripts import lint_layers

    faults = [fault for path in sorted(lint_layers.ROOT.rglob("*.py")) for fault in lint_layers.check(path)]
    assert [str(fault) for fault in faults] == []
