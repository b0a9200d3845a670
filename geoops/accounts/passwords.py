"""Passwords and secrets: argon2 for what people choose, SHA-256 for random secrets."""

import hashlib
import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from geoops.accounts.errors import WeakPassword

MIN_LENGTH = 12
hasher = PasswordHasher()


@lru_cache
def _decoy() -> str:
    return hasher.hash("a password nobody has")


def hash_password(password: str) -> str:
    """The argon2id hash, with its parameters. Takes tens of milliseconds: call it in a thread."""
    return hasher.hash(password)


def verify_password(password_hash: str | None, password: str) -> bool:
    """Whether the password fits. With no hash (unknown name) the same time is spent."""
    try:
        return hasher.verify(password_hash or _decoy(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def check_strength(new: str, *, old: str, name: str) -> None:
    """Raises WeakPassword."""
    if len(new) < MIN_LENGTH or new in (old, name) or len(set(new)) < 4 or len(new) > 500:
        raise WeakPassword


def new_password() -> str:
    """A first password that a person can type from a terminal: no characters that look alike."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(5)) for _ in range(4))


def new_secret() -> str:
    """A random secret for a session or token."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> bytes:
    """What is kept of a random secret: it cannot be guessed, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).digest()
