"""Ending in order, and in time, when a person or the system says stop."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

LATE_AFTER_S = 3.5
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(KeyboardInterrupt):
    """The program was told to stop while it was not serving. No handler of ordinary errors catches it."""


class Ending:
    """While this context is open, SIGINT, SIGTERM and SIGHUP all mean the same, once: ``gently`` is called
    where it is set, else `Stopped` is raised and the clean-up on the way out runs. Further signals are
    ignored, so that an impatient second Ctrl-C does not cut the clean-up short.

    Work in a thread (a large geometry, say) cannot be interrupted: where the end has not come 3.5 seconds
    after the signal, ``when_late`` is called from another thread and the process ends at once with status 1.
    """

    def __init__(self, when_late: Callable[[], None] = lambda: None) -> None:
        self.gently: Callable[[], None] | None = None
        self._when_late = when_late
        self._watchdog = threading.Timer(LATE_AFTER_S, self._late)
        self._watchdog.daemon = True
        self._kept: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            before = signal.getsignal(number)
            # A hang-up that is ignored was meant so (nohup); an interrupt is ignored only because a shell
            # started us in the background, and then still means stop.
            if number != signal.SIGHUP or before is not signal.SIG_IGN:
                self._kept[number] = signal.signal(number, self._stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watchdog.cancel()
        for number, before in self._kept.items():
            signal.signal(number, before)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        for other in self._kept:
            signal.signal(other, signal.SIG_IGN)
        self._watchdog.start()
        if self.gently is None:
            raise Stopped
        self.gently()

    def _late(self) -> None:
        with contextlib.suppress(Exception):
            self._when_late()
        os._exit(1)
