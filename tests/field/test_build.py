"""What the first visit to the field app costs, as it is built: the whole page with its styles and fonts."""

import gzip
import json
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "geoops" / "static"
LIMIT_BYTES = 150_000


@pytest.fixture
def files() -> dict[str, list[str]]:
    listed = STATIC / "field" / "files.json"
    if not listed.is_file():
        pytest.fail("the browser side is not built: run make test")
    return dict(json.loads(listed.read_text()))


def sent(name: str) -> int:
    """Bytes over the line: fonts are compressed already, all else as the server does it."""
    body = (STATIC / name).read_bytes()
    return len(body) if name.endswith((".woff2", ".png")) else len(gzip.compress(body, 4))


def test_the_first_load_is_small(files: dict[str, list[str]]) -> None:
    total = sum(sent(name) for name in files["first"])
    assert total < LIMIT_BYTES, {name: sent(name) for name in files["first"]}


def test_the_map_is_not_in_it(files: dict[str, list[str]]) -> None:
    for name in files["all"]:
        if name.endswith(".js"):
            text = (STATIC / name).read_text(encoding="utf-8")
            assert "maplibre" not in text.lower() or len(text) < 30_000, name
            assert "openstreetmap" not in text.lower()


def test_the_page_asks_for_nothing_that_is_not_counted(files: dict[str, list[str]]) -> None:
    page = (STATIC / "field" / "index.html").read_text(encoding="utf-8")
    asked = set(re.findall(r'(?:src|href)="/([^"]+)"', page))
    assert asked <= {*files["all"]}, asked - {*files["all"]}
    styles = "".join(
        (STATIC / name).read_text(encoding="utf-8") for name in files["first"] if name.endswith(".css")
    )
    fonts = set(re.findall(r"url\(([^)]+\.woff2)\)", styles))
    assert {font.rsplit("/", 1)[-1] for font in fonts} <= {name.rsplit("/", 1)[-1] for name in files["first"]}


def test_the_worker_keeps_every_file_of_the_app(files: dict[str, list[str]]) -> None:
    worker = (STATIC / "field" / "sw.js").read_text(encoding="utf-8")
    for name in files["all"]:
        address = "/field/" if name == "field/index.html" else f"/{name}"
        assert json.dumps(address)[1:-1] in worker, name
        assert (STATIC / name).is_file(), name
