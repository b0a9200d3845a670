"""A decoder may crash, hang, eat memory or lie: the caller gets a clear refusal, in bounded time, and lives on."""

import ctypes
import os
import pickle
import resource
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geoops.kit import sandbox
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text
from geoops.kit.sandbox import Limits, Undecodable

SMALL = Limits(memory_mib=1024, cpu_s=20, wall_s=20, result_mib=8)


def give_back(value: Any) -> Any:
    return value


def make_arrays(rows: int) -> dict[str, Any]:
    return {
        "values": np.arange(rows * 3, dtype="float32").reshape(rows, 3)[::-1],
        "flags": np.array([True, False]),
        "names": np.array(["Sa Pa", "Bát Xát"]),
        "at": datetime(2026, 7, 22, 15, tzinfo=UTC),
        "one": np.float32(1.5),
    }


def crash() -> None:
    ctypes.string_at(0)


def spin() -> None:
    while True:
        pass


def sleep_in_c() -> None:
    ctypes.CDLL(None).sleep(600)


def eat() -> int:
    held = []
    while True:
        held.append(bytearray(64 << 20))


def flood() -> bytes:
    return b"x" * (64 << 20)


def fill_the_disk(path: str) -> None:
    with Path(path).open("wb") as out:
        while True:
            out.write(b"x" * (1 << 20))


def refuse() -> None:
    raise InputRefused(
        Text("biến lạ", "a strange variable"), faults=[Fault(Text("lạ", "strange"), 3, "value", "a.nc")]
    )


def fail() -> None:
    raise ValueError("not a HDF5 file")


def talk() -> str:
    print("libraries print")
    os.write(1, b"even in C")
    return "said"


def environment() -> dict[str, str]:
    return dict(os.environ)


def core_limit() -> int:
    return resource.getrlimit(resource.RLIMIT_CORE)[0]


def end_early() -> None:
    os._exit(7)


class Evil:
    """What a decoder that was taken over would send."""

    def __reduce__(self) -> Any:
        return (os.system, ("touch /tmp/geoops-sandbox-broken-out",))


def send_code() -> Any:
    return Evil()


def cause_of(limits: Limits, function: Any, *args: Any) -> tuple[str, Undecodable]:
    with pytest.raises(Undecodable) as raised:
        sandbox.within(limits, function, *args)
    problem = raised.value
    assert problem.detail is not None
    assert problem.detail.vi
    return str(problem.extra["cause"]), problem


def test_plain_values_and_arrays_come_back_as_they_were() -> None:
    value = {"a": [1, 2.5, None, True], "b": (b"\x00", "Lào Cai")}
    assert sandbox.run(give_back, value) == value
    got = sandbox.run(make_arrays, 4)
    np.testing.assert_array_equal(got["values"], np.arange(12, dtype="float32").reshape(4, 3)[::-1])
    assert got["values"].dtype == np.float32
    assert list(got["names"]) == ["Sa Pa", "Bát Xát"]
    assert got["at"] == datetime(2026, 7, 22, 15, tzinfo=UTC)
    assert got["one"] == 1.5
    got["values"][0, 0] = 9  # the caller may write to it


def test_a_crash_is_a_refusal() -> None:
    cause, problem = cause_of(SMALL, crash)
    assert cause == "crash"
    assert "SIGSEGV" in str(problem)
    assert problem.status == 422


def test_an_early_end_is_a_refusal() -> None:
    assert cause_of(SMALL, end_early)[0] == "crash"


def test_a_hang_ends_when_its_time_is_over() -> None:
    began = time.monotonic()
    assert cause_of(Limits(memory_mib=1024, cpu_s=20, wall_s=2), sleep_in_c)[0] == "time"
    assert time.monotonic() - began < 6


def test_processor_time_is_bounded_apart_from_wall_time() -> None:
    began = time.monotonic()
    assert cause_of(Limits(memory_mib=1024, cpu_s=1, wall_s=60), spin)[0] == "time"
    assert time.monotonic() - began < 30


def test_memory_is_bounded() -> None:
    assert cause_of(SMALL, eat)[0] == "memory"


def test_the_answer_is_bounded() -> None:
    assert cause_of(SMALL, flood)[0] == "size"


def test_what_it_writes_elsewhere_is_bounded_too(tmp_path: Path) -> None:
    path = tmp_path / "filled"
    assert cause_of(SMALL, fill_the_disk, str(path))[0] == "size"
    assert path.stat().st_size <= SMALL.result_mib << 20


def test_a_problem_keeps_its_words_and_faults() -> None:
    cause, problem = cause_of(SMALL, refuse)
    assert cause == "unreadable"
    assert problem.detail == Text("biến lạ", "a strange variable")
    assert list(problem.faults) == [Fault(Text("lạ", "strange"), 3, "value", "a.nc")]


def test_another_exception_is_named() -> None:
    cause, problem = cause_of(SMALL, fail)
    assert cause == "unreadable"
    assert "not a HDF5 file" in str(problem)


def test_what_libraries_print_does_not_disturb_the_answer() -> None:
    assert sandbox.run(talk) == "said"


def test_it_gets_no_secret_and_leaves_no_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOOPS_DATABASE_URL", "postgresql://geoops:mat-khau@db/geoops")
    assert not [name for name in sandbox.run(environment) if name.startswith("GEOOPS")]
    assert sandbox.run(core_limit) == 0


def test_an_answer_that_is_code_is_not_run(tmp_path: Path) -> None:
    broken_out = Path("/tmp/geoops-sandbox-broken-out")
    assert cause_of(SMALL, send_code)[0] == "crash"
    assert not broken_out.exists()
    told = tmp_path / "told"
    told.write_bytes(pickle.dumps(("result", Evil())))
    with told.open("rb") as opened, pytest.raises(Undecodable):
        sandbox._read(opened, 0, "")
    assert not broken_out.exists()


def test_only_functions_of_a_module_are_taken() -> None:
    with pytest.raises(TypeError):
        sandbox.run(lambda: 1)


def test_no_child_is_left_behind() -> None:
    cause_of(Limits(memory_mib=1024, cpu_s=20, wall_s=1), sleep_in_c)
    running = [path.read_bytes() for path in Path("/proc/self/task").glob("*/children")]
    for number in b" ".join(running).split():
        assert b"geoops.kit.sandbox" not in Path(f"/proc/{number.decode()}/cmdline").read_bytes()
    assert signal.getsignal(signal.SIGXFSZ) is signal.SIG_IGN, "this process's own signals are as they were"
