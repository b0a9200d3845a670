"""A question as it comes over HTTP, as the service takes it; the same for a saved one."""

from dataclasses import replace
from typing import Any

from geoops.indicators.compare.errors import BadBreaks
from geoops.indicators.compare.ground import ACCEPTABLE, Wanted
from geoops.indicators.compare.multiples import MOST_PANELS
from geoops.indicators.compare.schemas import CompareQuery, MultiplesQuery
from geoops.indicators.compare.service import Asked
from geoops.indicators.dimensions import written_dimensions
from geoops.kit.errors import InputRefused
from geoops.kit.http import read_time
from geoops.kit.i18n import Text


def asked_of(query: CompareQuery) -> Asked:
    """The question; raises BadBreaks and InputRefused."""
    second = denominator = None
    if query.second is not None:
        second = Wanted(
            query.second,
            query.second_period or query.period,
            query.second_nature,
            written_dimensions(query.second_dimensions),
            query.second_against,
        )
    if query.denominator is not None:
        denominator = Wanted(query.denominator, query.denominator_period or query.period)
    return Asked(
        first=Wanted(
            query.indicator,
            query.period,
            query.nature,
            written_dimensions(query.dimensions),
            query.against,
            query.from_kind,
        ),
        second=second,
        province=query.province,
        method=query.method,
        classes=query.classes,
        breaks=_numbers(query.breaks),
        second_breaks=_numbers(query.second_breaks),
        basis=(query.basis or "").strip() or None,
        accept=frozenset(one for one in ACCEPTABLE if one in (query.accept or "").split(",")),
        known_at=read_time(query.known_at, "known_at"),
        hot_spots=query.hot_spots,
        alpha=query.alpha,
        denominator=denominator,
        per=query.per,
        shrink=query.shrink,
        with_ranks=query.ranks,
    )


def panels_of(query: MultiplesQuery) -> list[Wanted]:
    """What each of several maps shows; raises InputRefused for none, too many, or one twice."""
    first = asked_of(query).first
    if query.periods is not None:
        panels = [replace(first, period=period.strip()) for period in query.periods.split(",")]
    else:
        panels = [
            first,
            *(replace(first, key=key.strip()) for key in (query.also or "").split(",") if key.strip()),
        ]
    if not 2 <= len(panels) <= MOST_PANELS or len({(one.key, one.period) for one in panels}) < len(panels):
        raise InputRefused(
            Text(
                f"Cần 2 đến {MOST_PANELS} kỳ hoặc chỉ số khác nhau",
                f"From 2 to {MOST_PANELS} different periods or indicators are needed",
            ),
            extra={"parameter": "periods" if query.periods is not None else "also"},
        )
    return panels


def question_out(query: CompareQuery) -> dict[str, Any]:
    """The question as parameters: without what was left at its default."""
    return query.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


def _numbers(written: str | None) -> tuple[float, ...] | None:
    if written is None:
        return None
    try:
        return tuple(float(part) for part in written.split(","))
    except ValueError:
        raise BadBreaks from None
