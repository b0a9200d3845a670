"""YAML is read by one safe loader, and no text of it takes the memory or the process."""

from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest
import yaml

from geoops.kit.yaml_files import DEEPEST, MOST_ALIASES, read_yaml


def _shipped(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _shipped(entry)
        elif entry.name.endswith(".yaml"):
            found.append(entry)
    return found


def test_what_is_shipped_reads_as_with_the_loader_in_python() -> None:
    shipped = _shipped(files("geoops"))
    assert len(shipped) > 30
    for file in shipped:
        text = file.read_text("utf-8")
        assert read_yaml(text) == yaml.safe_load(text), file.name


def test_text_and_bytes_with_or_without_a_mark_at_the_start() -> None:
    for content in ("tên: Bát Xát", "\ufefftên: Bát Xát"):
        assert read_yaml(content) == read_yaml(content.encode()) == {"tên": "Bát Xát"}
    assert read_yaml("") is None
    with pytest.raises(UnicodeDecodeError):
        read_yaml("tên: Bát Xát".encode("utf-16"))


@pytest.mark.parametrize("text", ["a: [", "a: !!python/object/apply:os.getcwd []", "a: \x07", "- a\nb"])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        read_yaml(text)


def test_a_million_lists_in_each_other_do_not_end_the_process() -> None:
    assert read_yaml("[" * DEEPEST + "]" * DEEPEST) is not None
    for levels in (DEEPEST + 1, 1_000_000):
        with pytest.raises(yaml.YAMLError, match="nested too deeply"):
            read_yaml("[" * levels + "]" * levels)


def test_names_within_names_are_refused() -> None:
    laughs = "a: &a [ha, ha]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(yaml.YAMLError, match="line 2"):
        read_yaml(laughs)
    with pytest.raises(yaml.YAMLError):
        read_yaml("a: &a [*a]")


def test_names_are_kept_where_they_stand_for_little() -> None:
    said = read_yaml("a: &a {vi: có, en: 'yes'}\nb: *a\nc: [*a, &d [1], *d]")
    assert said["b"] == said["a"] == said["c"][0]
    assert said["c"][1:] == [[1], [1]]
    many = "a: &a [1]\nb: [" + "*a, " * MOST_ALIASES + "]"
    assert len(read_yaml(many)["b"]) == MOST_ALIASES
    with pytest.raises(yaml.YAMLError, match="too many aliases"):
        read_yaml(many.replace("b: [", "b: [*a, "))
