"""Ending in order, and in time, when a person or the system says stop."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

LATE_AFTER_S = 3.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(KeyboardInterrupt):
    """The program was told to stop while it was not serving. No handler of ordinary errors catches it."""


class Ending:
    """While this context is open, SIGINT, SIGTERM and SIGHUP all mean the same, once: ``gently`` is called
    where it is set, else `Stopped` is raised and the clean-up on the way out runs. Further signals are
    ignored, so that an impatient second Ctrl-C does not cut the clean-up short.

    Work in a thread (a large geometry, say) cannot be interrupted: where the process has not ended three
    seconds after the signal, it is ended from another thread, after ``when_late``, with status 1; with
    status 0 where all but the interpreter's own clean-up was done.
    """

    def __init__(self, when_late: Callable[[], None] = lambda: None) -> None:
        self.gently: Callable[[], None] | None = None
        self._when_late = when_late
        self._watchdog = threading.Timer(LATE_AFTER_S, self._late)
        self._watchdog.daemon = True
        self._told = False
        self._done = False
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
        self._done = kind is None
        if not self._told:
            self._watchdog.cancel()
        for number, before in self._kept.items():
            signal.signal(number, before)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        for other in self._kept:
            signal.signal(other, signal.SIG_IGN)
        self._told = True
        self._watchdog.start()
        if self.gently is None:
            raise Stopped
        self.gently()

    def _late(self) -> None:
        done = self._done
        with contextlib.suppress(Exception):
            self._when_late()
        os._exit(0 if done else 1)
