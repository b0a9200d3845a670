"""Decoding what strangers send, in a child process that may crash, hang or eat memory without harm to the service.

`run` starts a fresh interpreter (nothing is forked from a loop with threads), which bounds itself before it reads a
byte: address space, processor time, wall time, size of what it writes, no core file. It gets none of the program's
environment, so no secret is in its reach. What it answers is made of plain values alone and read as such: a decoder
that was taken over can send wrong numbers, but no code.
"""

import io
import os
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from importlib import import_module
from math import ceil, prod
from typing import Any, BinaryIO, Literal, ParamSpec, TypeVar

from geoops.kit.errors import Fault, InputRefused, Problem
from geoops.kit.i18n import Text

Cause = Literal["crash", "memory", "time", "size", "unreadable"]
P = ParamSpec("P")
Result = TypeVar("Result")

_MIB = 2**20
_GRACE_S = 5
"""A child whose parent is gone ends itself this long after its time is over."""
_SAID = 300
_AT_ONCE = threading.BoundedSemaphore(2)
_ARRAY_KINDS = "biufMmSU"
_PLAIN = {
    ("datetime", "datetime"): datetime,
    ("datetime", "timedelta"): timedelta,
    ("datetime", "timezone"): timezone,
}
_START = "from geoops.kit.sandbox import answer; answer()"


class Undecodable(InputRefused):
    """Data that cannot be decoded, or not within bounds; `cause` in the document says which."""

    code = "undecodable"
    title = Text("Không giải mã được dữ liệu", "The data cannot be decoded")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use. `memory_mib` is address space: the libraries alone map about 500 MiB."""

    memory_mib: int = 3072
    cpu_s: float = 60
    wall_s: float = 90
    result_mib: int = 512


DEFAULT = Limits()


def run(
    function: Callable[P, Result],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Result:
    """`function(*args, **kwargs)` in a child, within the default limits. See `within`."""
    return within(DEFAULT, function, *args, **kwargs)


def within(limits: Limits, function: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
    """Call a function of a module's top level in a child process. Waits: call it in a thread.

    Takes anything that can be pickled; answers None, bool, int, float, str, bytes, datetime, timedelta, lists, tuples,
    dicts and numpy arrays of numbers, times or text. Raises Undecodable where the child crashed (whatever the signal),
    ran out of memory or time, answered too much or could not read the data; a Problem of the function's own comes back
    as Undecodable with the same words and faults. At most two children run at once.
    """
    reference = (function.__module__, function.__qualname__)
    if "<" in reference[1] or reference[0] == "__main__":
        raise TypeError(f"{reference[1]} is not a function of a module's top level")
    with (
        tempfile.TemporaryFile() as asked,
        tempfile.TemporaryFile() as told,
        tempfile.TemporaryFile() as said,
    ):
        pickle.dump((limits, reference, args, kwargs), asked, protocol=5)
        asked.seek(0)
        with _AT_ONCE:
            status = _wait(limits, asked, told, said)
        return _read(told, status, _last_line(said))  # type: ignore[no-any-return]  # made of what the function returned


def _wait(limits: Limits, asked: BinaryIO, told: BinaryIO, said: BinaryIO) -> int | None:
    """The child's exit status, negative for a signal; None where its time was over."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", _START],
        stdin=asked,
        stdout=told,
        stderr=said,
        env=_environment(),
        start_new_session=True,
        close_fds=True,
    )
    try:
        return child.wait(limits.wall_s)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _environment() -> dict[str, str]:
    """What a decoder needs to find itself, and nothing else: no settings, no addresses, no passwords."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(part or str(os.curdir) for part in sys.path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "HDF5_USE_FILE_LOCKING": "FALSE",
    }


def _read(told: BinaryIO, status: int | None, said: str) -> Any:
    if status is None or status in (-signal.SIGALRM, -signal.SIGXCPU):
        raise _refusal("time", Text("giải mã quá thời gian cho phép", "decoding took longer than it may"))
    if status == -signal.SIGXFSZ:
        raise _refusal("size", Text("kết quả giải mã quá lớn", "what was decoded is too large"))
    if status != 0:
        name = signal.Signals(-status).name if status < 0 else f"exit {status}"
        raise _refusal(
            "crash",
            Text(
                f"bộ giải mã bị hỏng giữa chừng ({name}); tệp có thể bị lỗi hoặc quá lớn",
                f"the decoder broke down ({name}); the file may be damaged or too large{said and ': ' + said}",
            ),
        )
    told.seek(0)
    try:
        kind, value = _Reader(told).load()
    except Exception as error:
        raise _refusal(
            "crash", Text("bộ giải mã trả lời không đọc được", "the decoder's answer is unreadable")
        ) from error
    if kind == "result":
        return value
    cause, vi, en, faults = value
    raise Undecodable(
        Text(vi, en),
        faults=[Fault(Text(*reason), row, field, file) for reason, row, field, file in faults],
        extra={"cause": cause},
    )


def _refusal(cause: Cause, detail: Text) -> Undecodable:
    return Undecodable(detail, extra={"cause": cause})


def _last_line(said: BinaryIO) -> str:
    said.seek(0, os.SEEK_END)
    said.seek(max(0, said.tell() - 4096))
    lines = said.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:_SAID] if lines else ""


class _Writer(pickle.Pickler):
    """Writes plain values; arrays as dtype, shape and bytes."""

    def persistent_id(self, obj: Any) -> Any:
        """Arrays, and numpy's own numbers as arrays without a dimension."""
        import numpy as np

        if isinstance(obj, (np.ndarray, np.generic)):
            array = np.asarray(obj)
            if array.dtype.kind not in _ARRAY_KINDS:
                raise TypeError(f"arrays of {array.dtype} cannot be sent")
            return (array.dtype.str, array.shape, array.tobytes(), isinstance(obj, np.generic))
        return None


class _Reader(pickle.Unpickler):
    """Reads plain values and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        """Times alone; anything else is refused."""
        try:
            return _PLAIN[(module, name)]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no plain value") from None

    def persistent_load(self, pid: Any) -> Any:
        """An array, if its parts fit one another."""
        import numpy as np

        kind, shape, data, single = pid
        dtype = np.dtype(str(kind))
        if dtype.kind not in _ARRAY_KINDS or prod(shape) * dtype.itemsize != len(data):
            raise pickle.UnpicklingError("an array that does not fit its shape")
        array = np.frombuffer(bytearray(data), dtype).reshape(shape)
        return array[()].item() if single else array


def answer() -> None:
    """The child: read what to call from standard input, bound itself, call it, write the answer to standard output.

    Whatever libraries print goes to standard error.
    """
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limits, (module, name), args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    _bound(limits)
    try:
        function = import_module(module)
        for part in name.split("."):
            function = getattr(function, part)
        body = _written(("result", function(*args, **kwargs)))  # type: ignore[operator]
    except MemoryError:
        body = _written(("refused", _OUT_OF_MEMORY))
    except Problem as problem:
        body = _written(("refused", _own_words(problem)))
    except Exception as error:
        why = f"{type(error).__name__}: {error}"[:_SAID]
        body = _written(
            (
                "refused",
                (
                    "unreadable",
                    f"dữ liệu hỏng hoặc sai định dạng ({why})",
                    f"damaged or of another format ({why})",
                    [],
                ),
            )
        )
    out.write(body)
    out.flush()
    os._exit(0)  # what a library would still do at its end is of no use, and may hang


_OUT_OF_MEMORY: tuple[str, str, str, list[Any]] = (
    "memory",
    "dữ liệu cần nhiều bộ nhớ hơn mức cho phép",
    "the data need more memory than they may have",
    [],
)


def _own_words(problem: Problem) -> tuple[str, str, str, list[Any]]:
    text = problem.detail or problem.title
    faults = [((one.reason.vi, one.reason.en), one.row, one.field, one.file) for one in problem.faults]
    return "unreadable", text.vi, text.en, faults


def _written(told: Any) -> bytes:
    body = io.BytesIO()
    _Writer(body, protocol=5).dump(told)
    return body.getvalue()


def _bound(limits: Limits) -> None:
    def hold(kind: int, soft: int, hard: int | None = None) -> None:
        _, most = resource.getrlimit(kind)
        hard = soft if hard is None else hard
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(kind, (soft, hard))

    hold(resource.RLIMIT_CORE, 0)
    hold(resource.RLIMIT_AS, limits.memory_mib * _MIB)
    hold(resource.RLIMIT_CPU, ceil(limits.cpu_s), ceil(limits.cpu_s) + _GRACE_S)
    hold(resource.RLIMIT_FSIZE, limits.result_mib * _MIB)
    for kind in (
        signal.SIGALRM,
        signal.SIGXCPU,
        signal.SIGXFSZ,
    ):  # Python ignores SIGXFSZ: here it ends the child
        signal.signal(kind, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.wall_s + _GRACE_S)
