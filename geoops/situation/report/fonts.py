"""The font of printed reports: the parts that come with the web side, joined for typst, which reads no WOFF."""

import tempfile
from functools import lru_cache
from pathlib import Path

from geoops.kit.errors import NotFound
from geoops.kit.i18n import Text

PARTS = Path(__file__).parents[2] / "static" / "fonts"
WEIGHTS = (400, 700)
_SUBSETS = ("latin", "latin-ext", "vietnamese")
_LAYOUT = ["GSUB", "GPOS", "GDEF", "kern", "STAT"]
"""Tables of a part that speak of its own glyphs alone."""
_NOT_BUILT = Text(
    "Giao diện web chưa được dựng nên thiếu phông chữ; chạy make run",
    "The web side is not built yet, so the font is missing; run make run",
)

_folders: list[tempfile.TemporaryDirectory[str]] = []
"""Taken away at the end of the process."""


@lru_cache
def font_folder() -> Path:
    """A folder with one TrueType file for each weight, made once a process. Raises NotFound."""
    kept = tempfile.TemporaryDirectory(prefix="geoops-fonts-")
    _folders.append(kept)
    folder = Path(kept.name)
    for weight in WEIGHTS:
        _join([PARTS / f"{subset}-{weight}.woff" for subset in _SUBSETS], folder / f"{weight}.ttf")
    return folder


def _join(parts: list[Path], out: Path) -> None:
    from fontTools.merge import Merger, Options
    from fontTools.ttLib import TTFont

    if not all(part.is_file() for part in parts):
        raise NotFound(_NOT_BUILT)
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for part in parts:
            font = TTFont(part)
            font.flavor = None
            plain.append(str(Path(folder) / f"{part.stem}.ttf"))
            font.save(plain[-1])
        Merger(options=Options(drop_tables=_LAYOUT)).merge(plain).save(out)
