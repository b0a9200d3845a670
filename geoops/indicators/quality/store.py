"""Queries of data quality."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession


@lru_cache
def _cells() -> TextClause:
    return text(files("geoops.indicators.quality").joinpath("cells.sql").read_text(encoding="utf-8"))


async def cells(
    session: AsyncSession,
    *,
    indicators: Collection[str],
    added: Collection[str],
    period: str,
    before: Sequence[str],
    province: str,
    commune: str | None,
) -> list[tuple[Any, ...]]:
    """What is in the cells of a province's reports for a period (of one commune where it is given).

    `before` are the periods whose figures come along as history, the oldest first; `added` the indicators whose
    breakdowns may be summed.
    """
    asked = {
        "indicators": list(indicators),
        "added": list(added),
        "period": period,
        "before": list(before),
        "province": province,
        "commune": commune,
    }
    return [tuple(row) for row in await session.execute(_cells(), asked)]
