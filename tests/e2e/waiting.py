"""Waiting for a state of the program, never for a time: a slow machine takes longer and sees the same."""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

Seen = TypeVar("Seen")
PATIENCE_S = 240.0
"""What is waited for comes at once, or late on a busy machine."""
_LOOK_MS = 500


def until(
    page: Page, look: Callable[[], Seen], holds: Callable[[Seen], bool], patience_s: float = PATIENCE_S
) -> Seen:
    """Look again until it holds; what was seen last is in the failure. The page goes on living meanwhile."""
    deadline = time.monotonic() + patience_s
    while not holds(seen := look()):
        assert time.monotonic() < deadline, f"not within {patience_s} s; last seen: {seen}"
        page.wait_for_timeout(_LOOK_MS)
    return seen


def until_so(holds: Callable[[], Seen], what: str = "what was waited for") -> Seen:
    """What `holds` gives as soon as it is true of the server or of another program; no page is looked after."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := holds()):
        assert time.monotonic() < deadline, f"still not so: {what}"
        time.sleep(_LOOK_MS / 1000)
    return found
