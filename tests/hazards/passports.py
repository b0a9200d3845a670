"""Passports for tests."""

from collections.abc import Sequence
from itertools import pairwise

from geoops.hazards.passport import Passport, parse_passport

HEAD = """
id: {id}
hazard: landslide
title_vi: Bản đồ thử
title_en: Test map
date: 2024-05-01
author: Người thử
method: Phân lớp để thử
licence: CC0
version: "1"
"""
COLOURS = ("#ffffcc", "#fed976", "#fd8d3c", "#e31a1c", "#800026")


def by_breaks(breaks: Sequence[float], *, id_: str = "thu_lien_tuc", extra: str = "") -> Passport:
    """Classes `c1` … with these inner bounds, open at both ends."""
    edges = [None, *breaks, None]
    lines = []
    for index, (low, high) in enumerate(pairwise(edges), start=1):
        bounds = ", ".join(
            f"{name}: {value}" for name, value in (("min", low), ("max", high)) if value is not None
        )
        lines.append(_line(index, bounds))
    return parse_passport(
        "passport.yaml", (HEAD.format(id=id_) + extra + "classes:\n" + "".join(lines)).encode()
    )


def by_values(values: Sequence[object], *, id_: str = "thu_phan_lop", extra: str = "") -> Passport:
    """Classes `c1` … with these values."""
    lines = [_line(index, f"value: {value}") for index, value in enumerate(values, start=1)]
    return parse_passport(
        "passport.yaml", (HEAD.format(id=id_) + extra + "classes:\n" + "".join(lines)).encode()
    )


def _line(index: int, rest: str) -> str:
    return f'  - {{class: c{index}, label_vi: Lớp {index}, label_en: Class {index}, color: "{COLOURS[index - 1]}", {rest}}}\n'
