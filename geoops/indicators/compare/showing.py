"""How a comparison goes out: arrays of thousands straight into JSON, without an object for each number."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import orjson

from geoops.indicators.compare.bivariate import COLOURS
from geoops.indicators.compare.colours import ramp
from geoops.indicators.compare.ground import Gap, Variable
from geoops.indicators.compare.hot_spots import HotSpots
from geoops.indicators.compare.multiples import Multiples
from geoops.indicators.compare.service import Comparison


def comparison_json(found: Comparison, question: Mapping[str, Any]) -> bytes:
    """The answer as `schemas.CompareOut` describes it. NaN goes out as null."""
    both = None
    if found.both is not None and found.both_numbers is not None:
        both = {**asdict(found.both), "colours": COLOURS, "numbers": found.both_numbers.astype(np.int64)}
    told: dict[str, Any] = {
        "question": question,
        "first": _variable(found.first, found.gaps),
        "second": _variable(found.second, found.second_gaps) if found.second else None,
        "ids": found.codes,
        "values": found.values,
        "numbers": found.numbers.astype(np.int64),
        "gaps": {code: gap_out(gap) for code, gap in found.gaps.items()},
        "second_values": found.second_values,
        "second_gaps": {code: gap_out(gap) for code, gap in found.second_gaps.items()},
        "classes": {
            **asdict(found.classes),
            "colours": ramp(len(found.classes.counts), found.classes.method),
        },
        "both": both,
        "correlation": asdict(found.correlation) if found.correlation else None,
        "summary": asdict(found.summary) if found.summary else None,
        "histogram": asdict(found.histogram) if found.histogram else None,
        "ranks": _ranks(found),
        "hot_spots": _spots(found.codes, found.spots) if found.spots else None,
        "rates": (
            {
                "method": found.rates.method,
                "low": found.rates.low,
                "high": found.rates.high,
                "few": found.rates.few,
                "shrunk": found.rates.shrunk,
            }
            if found.rates
            else None
        ),
        "notes": [note.as_dict() for note in found.notes],
        "boundary_version": found.boundary_version,
        "approximate": found.approximate,
        "known_at": found.known_at,
        "seq": found.seq,
        "digest": found.digest,
    }
    return orjson.dumps(told, option=orjson.OPT_SERIALIZE_NUMPY)


def multiples_json(found: Multiples) -> bytes:
    """The maps as `schemas.MultiplesOut` describes them."""
    told = {
        "ids": found.codes,
        "panels": [
            {
                "variable": _variable(panel.variable, panel.gaps),
                "values": panel.values,
                "numbers": panel.numbers.astype(np.int64),
                "gaps": {code: gap_out(gap) for code, gap in panel.gaps.items()},
            }
            for panel in found.panels
        ],
        "classes": {
            **asdict(found.classes),
            "colours": ramp(len(found.classes.counts), found.classes.method),
        },
        "summary": asdict(found.summary) if found.summary else None,
        "histogram": asdict(found.histogram) if found.histogram else None,
    }
    return orjson.dumps(told, option=orjson.OPT_SERIALIZE_NUMPY)


def gap_out(gap: Gap) -> dict[str, Any]:
    """Why a commune is not compared."""
    return {"kind": gap.kind, "cause": gap.cause, "text": gap.text.as_dict(), "value": gap.value}


def _variable(one: Variable, gaps: Mapping[str, Gap]) -> dict[str, Any]:
    causes: dict[str, int] = {}
    for gap in gaps.values():
        if gap.kind == "not_comparable":
            causes[gap.cause] = causes.get(gap.cause, 0) + 1
    return {
        "key": one.key,
        "kind": one.kind,
        "name": one.name.as_dict(),
        "unit": one.unit,
        "period": one.period.id if one.period else None,
        "period_label": one.period.label.as_dict() if one.period else None,
        "source": one.source.as_dict(),
        "known": len(one.values),
        "no_data": sum(gap.kind == "no_data" for gap in gaps.values()),
        "not_comparable": causes,
    }


def _ranks(found: Comparison) -> dict[str, Any] | None:
    if not found.ranks:
        return None
    placed = [found.ranks.get(code) for code in found.codes]
    return {
        "against": found.ranked_against,
        "ranks": [one.rank if one else None for one in placed],
        "changes": [one.change if one else None for one in placed],
    }


def _spots(codes: Iterable[str], spots: HotSpots) -> dict[str, Any]:
    by_code = {spot.code: spot for spot in spots.spots}
    placed = [by_code.get(code) for code in codes]
    return {
        "kinds": [one.kind if one else None for one in placed],
        "local_i": [one.local_i if one else None for one in placed],
        "p": [one.p if one else None for one in placed],
        "global_i": spots.global_i,
        "global_p": spots.global_p,
        "cut_off": spots.cut_off,
        "alpha": spots.alpha,
        "permutations": spots.permutations,
        "seed": spots.seed,
        "islands": spots.islands,
        "neighbours": {spot.code: spot.neighbours for spot in spots.spots if spot.neighbours},
    }
