"""What must be sent on but must not lie open in the database: sealed with a key that lies in a file alone.

A dump, a backup or a reader of the database then gives nobody the address of a webhook (often all that is needed to
write into a channel) or what its messages are signed with. AES-256-GCM; what a value belongs to is bound to it, so that
a sealed value moved to another row does not open.
"""

import base64
import binascii
import hashlib
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MARK: Final = "sealed:1:"
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class Unsealable(Exception):
    """A value that was sealed with another key, belongs elsewhere, or was altered."""


class BadKey(Exception):
    """The file of the key does not hold one, or cannot be read or written."""


class Sealer:
    """Seals and opens texts with the key of a file, which is made when first needed."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def seal(self, text: str, about: str) -> str:
        """The text as the database may keep it. `about` names what it belongs to. Raises BadKey."""
        key = _key(self._file)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        closed = AESGCM(key).encrypt(nonce, text.encode(), _bound(key, about))
        return f"{_MARK}{_name(key)}:{base64.b64encode(nonce + closed).decode()}"

    def open(self, kept: str, about: str) -> str:
        """What was sealed; a text that never was comes back as it is. Raises Unsealable, BadKey."""
        if not is_sealed(kept):
            return kept
        key = _key(self._file)
        _, _, packed = kept.removeprefix(_MARK).partition(":")
        try:
            raw = base64.b64decode(packed, validate=True)
            return AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _bound(key, about)).decode()
        except (binascii.Error, InvalidTag, ValueError) as error:
            raise Unsealable(about) from error


def is_sealed(kept: str) -> bool:
    """Whether a text of the database is sealed."""
    return kept.startswith(_MARK)


def _bound(key: bytes, about: str) -> bytes:
    return f"{_MARK}{_name(key)}:{about}".encode()


def _name(key: bytes) -> str:
    return hashlib.sha256(b"geoops sealing key " + key).hexdigest()[:8]


@lru_cache
def _key(file: Path) -> bytes:
    try:
        if not file.exists():
            _make(file)
        written = file.read_bytes()
    except OSError as error:
        raise BadKey(f"{file}: {error.strerror}") from error
    try:
        key = base64.b64decode(written.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != _KEY_BYTES:
        raise BadKey(f"{file}: this is no key of {_KEY_BYTES} bytes in base64")
    return key


def _make(file: Path) -> None:
    """Write a new key; where two processes do, the first one's stays and both use it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
