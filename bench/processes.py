"""Servers started for a measurement, and ended by their own ids."""

import contextlib
import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path


class NotReady(RuntimeError):
    """A server did not answer in time; the message ends with what it wrote."""


def free_port() -> int:
    """A port on 127.0.0.1 that was free a moment ago."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextlib.contextmanager
def running(
    name: str,
    command: Sequence[str],
    folder: Path,
    *,
    env: Mapping[str, str] | None = None,
    stdin: int = subprocess.DEVNULL,
) -> Iterator[subprocess.Popen[bytes]]:
    """The process for the length of the block; its words go to `<name>.log` in the folder."""
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            stdin=stdin,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def wait_for(
    process: subprocess.Popen[bytes], port: int, path: str, log: Path, *, patience_s: float = 60
) -> None:
    """Wait until a GET of the path is answered with a status under 500. Raises NotReady."""
    give_up = time.monotonic() + patience_s
    while time.monotonic() < give_up and process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path)
            status = connection.getresponse().status
            connection.close()
            if status < 500:
                return
        time.sleep(0.1)
    raise NotReady(f"{path} on port {port} did not answer:\n{log.read_text(errors='replace')[-3000:]}")


def family_cpu_seconds(pid: int) -> float:
    """Processor time of a process and its children, living or over: of a database server with its backends."""
    total = cpu_seconds(pid)
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, IndexError):
            if entry.name.isdigit() and int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                total += cpu_seconds(int(entry.name))
    return total


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and its children that are over, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(value) for value in fields[11:15]) / os.sysconf("SC_CLK_TCK")
