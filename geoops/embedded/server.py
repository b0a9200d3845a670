"""The running server process."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

LOG_LIMIT = 5_000_000


class ServerProcess:
    """A PostgreSQL server that ends when this process ends.

    The kernel's parent-death signal follows the *thread* that started the child, so one thread of our
    own starts it and stays until it is gone.
    """

    def __init__(
        self, command: Sequence[str], *, keep_open: Sequence[int], env: Mapping[str, str], log: Path
    ) -> None:
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.rename(log.with_suffix(".log.1"))
        self._log = log
        self._log_start = log.stat().st_size if log.exists() else 0
        self._started = threading.Event()
        self._failure: OSError | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.ended = threading.Event()
        arguments = (list(command), tuple(keep_open), dict(env))
        threading.Thread(target=self._keep, args=arguments, name="postgres", daemon=True).start()
        self._started.wait()
        if self._failure:
            raise self._failure

    def _keep(self, command: list[str], keep_open: tuple[int, ...], env: dict[str, str]) -> None:
        try:
            with self._log.open("ab") as log:
                # Its own session: a Ctrl-C in the terminal must reach us alone, so that the web
                # application ends before its database does.
                self._process = subprocess.Popen(  # noqa: S603 - our own words, no shell
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd="/",
                    env=env,
                    pass_fds=keep_open,
                    start_new_session=True,
                )
        except OSError as error:
            self._failure = error
            self._started.set()
            return
        self._started.set()
        self._process.wait()
        self.ended.set()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def log_since_start(self) -> str:
        """What the server said since this process started it (the last 4,000 characters)."""
        with self._log.open("rb") as file:
            file.seek(self._log_start)
            return file.read().decode("utf-8", "replace")[-4000:]

    def stop(self, patience_s: float = 3.0) -> None:
        """Stop in order; at once after ``patience_s`` seconds (its log makes the data whole again)."""
        for number, seconds in ((signal.SIGINT, patience_s), (signal.SIGQUIT, 1.0), (signal.SIGKILL, 5.0)):
            if self.ended.is_set():
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)
            give_up = time.monotonic() + seconds
            while time.monotonic() < give_up and not self.ended.wait(0.01):
                pass
