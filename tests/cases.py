"""Many cases of one test on one database."""

import functools
import inspect
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import pytest

Test = Callable[..., Awaitable[None]]


def cases(
    names: str | Sequence[str], values: Iterable[Any], *, ids: Sequence[str] | None = None
) -> Callable[[Test], Test]:
    """As `pytest.mark.parametrize`, for cases that leave nothing behind, such as refusals: they stand on one database
    instead of one each, one after the other, and each that fails is told by itself."""
    called = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    rows = [tuple(value) if len(called) > 1 else (value,) for value in values]

    def made(test: Test) -> Test:
        given = [one for one in inspect.signature(test).parameters.values() if one.name not in called]
        given.append(inspect.Parameter("subtests", inspect.Parameter.KEYWORD_ONLY))

        @functools.wraps(test)
        async def all_of_them(subtests: pytest.Subtests, **fixtures: Any) -> None:
            for number, row in enumerate(rows):
                with subtests.test(
                    ids[number] if ids else None, **dict(zip(called, map(repr, row), strict=True))
                ):
                    await test(**fixtures, **dict(zip(called, row, strict=True)))

        all_of_them.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in given]
        )
        return all_of_them

    return made
