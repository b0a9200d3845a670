"""Scores kept in memory by the version of what they are made of: an entry is never wrong, only old."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Final

from geoops.indicators.quality.service import Measured

DEPENDS_ON: Final = (
    ("indicators", "value"), ("indicators", "report"), ("indicators", "catalogue"), ("indicators", "component"),
)  # fmt: skip
"""What alters a score, as the change log names it."""

MOST: Final = 64


class Kept:
    """The scores of the questions asked last."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, Sequence[Measured]] = OrderedDict()

    async def get(
        self, key: Hashable, make: Callable[[], Awaitable[Sequence[Measured]]]
    ) -> Sequence[Measured]:
        """The scores of a question, measured if they are not there."""
        found = self._found.get(key)
        if found is None:
            found = await make()
            self._found[key] = found
            while len(self._found) > MOST:
                self._found.popitem(last=False)
        else:
            self._found.move_to_end(key)
        return found
