"""Writes web/src/i18n/units.json, the names of units, from the program's table (geoops/kit/units.yaml).

`python -m scripts.units` writes it; with `--check` it says whether the file is up to date (the tests do).
"""

import json
import sys
from pathlib import Path

from geoops.kit.units import names

OUT = Path(__file__).resolve().parents[1] / "web" / "src" / "i18n" / "units.json"


def text() -> str:
    """The file: `{unit: {vi, en}}`, without units that are written the same everywhere."""
    lines = [
        f'  {_quoted(unit)}: {{ "vi": {_quoted(name.vi)}, "en": {_quoted(name.en)} }}'
        for unit, name in sorted(names().items())
        if {name.vi, name.en} != {unit}
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if OUT.read_text("utf-8") == text() else f"{OUT.name} is not up to date")
    OUT.write_text(text(), "utf-8")
