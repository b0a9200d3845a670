"""Sealed values: opened by the key alone, and only where they belong."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geoops.kit import sealing
from geoops.kit.sealing import BadKey, Sealer, Unsealable, is_sealed

ADDRESS = "https://chat.example/hooks/một-mã-bí-mật"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    sealing._key.cache_clear()
    return tmp_path / "secrets" / "sealing.key"


def test_what_is_sealed_is_opened_and_tells_nothing(file: Path) -> None:
    one = Sealer(file).seal(ADDRESS, "recipient:1:address")
    assert is_sealed(one) and "chat" not in one and "hooks" not in one
    assert Sealer(file).open(one, "recipient:1:address") == ADDRESS
    assert Sealer(file).seal(ADDRESS, "recipient:1:address") != one, "the same twice does not look the same"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["sealing.key"]


def test_it_opens_nowhere_else_and_not_once_it_was_altered(file: Path, tmp_path: Path) -> None:
    one = Sealer(file).seal(ADDRESS, "recipient:1:address")
    head, _, packed = one.rpartition(":")
    raw = bytearray(base64.b64decode(packed))
    raw[-1] ^= 1
    for kept, about in (
        (one, "recipient:2:address"),
        (one, "recipient:1:secret"),
        (f"{head}:{base64.b64encode(raw).decode()}", "recipient:1:address"),
        (f"{head}:AAAA", "recipient:1:address"),
        (f"{head}:không phải base64", "recipient:1:address"),
    ):
        with pytest.raises(Unsealable):
            Sealer(file).open(kept, about)
    with pytest.raises(Unsealable):
        Sealer(tmp_path / "other.key").open(one, "recipient:1:address")


def test_what_was_never_sealed_is_read_as_it_is(file: Path) -> None:
    assert Sealer(file).open(ADDRESS, "x") == ADDRESS
    assert not file.exists()


def test_a_file_that_holds_no_key_is_never_overwritten(file: Path) -> None:
    file.parent.mkdir()
    for written in (b"", b"not a key", base64.b64encode(b"short")):
        file.write_bytes(written)
        with pytest.raises(BadKey):
            Sealer(file).seal(ADDRESS, "x")
        assert file.read_bytes() == written


def test_a_key_that_cannot_be_made_or_read_says_so(tmp_path: Path) -> None:
    sealing._key.cache_clear()
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "sealing.key", tmp_path):
        with pytest.raises(BadKey):
            Sealer(place).seal(ADDRESS, "x")


def test_two_that_make_the_key_at_once_have_one(file: Path) -> None:
    def one(number: int) -> bytes:
        sealing._make(file)
        return file.read_bytes()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(one, range(24)))) == 1
