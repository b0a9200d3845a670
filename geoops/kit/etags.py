"""Entity tags: who changes a record says which state of it was read, so that nobody overwrites what they never saw
(RFC 9110, section 13.1.1)."""

import hashlib

from geoops.kit.errors import PreconditionFailed
from geoops.kit.i18n import Text

ANY_STATE = "*"
"""The `If-Match` of whoever changes a record whatever its state: a file that says all of it."""


def of_version(version: int) -> str:
    """The tag of a record that counts its changes."""
    return f'"{version}"'


def of_content(*kept: object) -> str:
    """The tag of a record that counts none: another one whenever something of what is given here is another. What is
    sealed is given as it is kept, so that an address or a secret that was put in anew counts, and neither is told."""
    return f'"{hashlib.sha256(repr(kept).encode()).hexdigest()[:16]}"'


def check(if_match: str | None, now: str, **standing: object) -> None:
    """Raises PreconditionFailed where nothing was read, or another state than that of the tag `now`; it carries the tag,
    and what is `standing`."""
    if not matches(given(if_match), now):
        raise PreconditionFailed(extra={**standing, "etag": now})


def given(if_match: str | None) -> str:
    """The tag that was read. Raises PreconditionFailed where the caller does not say it."""
    if if_match is None:
        raise PreconditionFailed(Text("Thiếu tiêu đề If-Match", "The header If-Match is missing"))
    return if_match.strip()


def matches(read: str, now: str) -> bool:
    """Whether the state of the tag `now` is the one that was read; `*` is any."""
    return read in (ANY_STATE, now)
