"""Which files are taken: whole ones that were not taken before, oldest first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

_HALF = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~")
MOST_FILES = 200
"""In one run; the rest waits for the next."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file as its folder lists it: size in bytes, time of its last change in seconds since 1970."""

    name: str
    size: int
    changed: float

    @property
    def mark(self) -> str:
        """What names this very content: a file that is written anew under the same name is another."""
        return f"{self.name}|{self.size}|{self.changed:.0f}"


def choose(
    found: Iterable[Found], *, pattern: str, seen: Collection[str], now: float, settle_s: int
) -> list[Found]:
    """The files to take. One that changed within `settle_s` may still be written to; one with the ending of a transfer
    under way is; hidden ones are none of ours. A clock of the sender's that runs ahead counts as its distance."""
    return sorted(
        (
            file
            for file in found
            if not file.name.startswith(".")
            and not file.name.lower().endswith(_HALF)
            and PurePosixPath(file.name).match(pattern)
            and file.size > 0
            and abs(now - file.changed) >= settle_s
            and file.mark not in seen
        ),
        key=lambda file: (file.changed, file.name),
    )[:MOST_FILES]
