"""Who may come in, and as what."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.accounts import passwords, store
from geoops.accounts.errors import SignInFailed, TokenRevoked, TooManyAttempts
from geoops.accounts.models import Person, SignInSession, Token
from geoops.kit import changes
from geoops.kit.clock import utc_now
from geoops.kit.context import Caller, Scope
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text
from geoops.kit.permissions import ROLES

FIRST_ADMIN = "admin"
WINDOW_MINUTES = 10
MAX_FAILURES_PER_NAME = 8
MAX_FAILURES_PER_ADDRESS = 40


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: the secret goes into the cookie and is kept nowhere else."""

    caller: Caller
    display_name: str
    secret: str


def caller_of(person: Person, csrf: str | None = None) -> Caller:
    """The person as a caller."""
    return Caller(
        kind="person",
        name=person.name,
        roles=frozenset(person.roles),
        scope=Scope.parse(person.scope),
        must_change_password=person.must_change_password,
        csrf=csrf,
    )


async def check_password(session: AsyncSession, name: str, password: str, address: str) -> Person | None:
    """The person if the password fits, else None with the failure remembered (the caller commits that).

    Raises TooManyAttempts where it failed too often of late, for this name or from this address.
    """
    by_name, by_address = await store.failures_since(session, name, address, WINDOW_MINUTES)
    if by_name >= MAX_FAILURES_PER_NAME or by_address >= MAX_FAILURES_PER_ADDRESS:
        raise TooManyAttempts(headers={"Retry-After": str(WINDOW_MINUTES * 60)})
    person = await store.person(session, name)
    known = person.password_hash if person is not None and person.disabled_at is None else None
    if not await asyncio.to_thread(passwords.verify_password, known, password):
        await store.add_failure(session, name, address)
        return None
    return person


async def sign_in(session: AsyncSession, person: Person, hours: int) -> SignedIn:
    """Open a session for a person whose password was checked."""
    secret, csrf = passwords.new_secret(), passwords.new_secret()
    await store.add_sign_in(
        session,
        SignInSession(
            secret_hash=passwords.hash_secret(secret),
            person=person.name,
            csrf=csrf,
            expires_at=utc_now() + timedelta(hours=hours),
        ),
    )
    return SignedIn(caller=caller_of(person, csrf), display_name=person.display_name, secret=secret)


async def sign_out(session: AsyncSession, name: str, secret: str) -> None:
    """End the session, in every process."""
    await store.end_sign_ins(session, secret_hash=passwords.hash_secret(secret))
    await record(session, "session", name, "sign_out")


async def change_password(session: AsyncSession, name: str, current: str, new: str, hours: int) -> SignedIn:
    """Change the password, end all sessions of the person, open a new one. Raises SignInFailed, WeakPassword."""
    person = await store.person(session, name)
    if person is None or not await asyncio.to_thread(
        passwords.verify_password, person.password_hash, current
    ):
        raise SignInFailed(Text("Mật khẩu hiện tại không đúng", "The current password is wrong"))
    passwords.check_strength(new, old=current, name=name)
    person.password_hash = await asyncio.to_thread(passwords.hash_password, new)
    person.must_change_password = False
    await _end_everywhere(session, name)
    fresh = await sign_in(session, person, hours)
    await record(session, "person", name, "change_password")
    return fresh


async def caller_by_session(session: AsyncSession, secret: str, hours: int) -> tuple[Caller, str] | None:
    """The caller and display name of a cookie that is still good; a session in use lasts longer."""
    secret_hash = passwords.hash_secret(secret)
    found = await store.sign_in_by_hash(session, secret_hash)
    if found is None:
        return None
    person, row = found
    lifetime = timedelta(hours=hours)
    if row.expires_at - utc_now() < lifetime * 0.75:
        await store.extend_sign_in(session, secret_hash, utc_now() + lifetime)
    return caller_of(person, row.csrf), person.display_name


async def person_of(session: AsyncSession, name: str) -> tuple[Caller, str]:
    """A person as a caller, and the name that others read. Raises TokenRevoked where they may not sign in any more."""
    person = await store.person(session, name)
    if person is None or person.disabled_at is not None:
        raise TokenRevoked
    return caller_of(person), person.display_name


async def caller_by_token(session: AsyncSession, secret: str) -> Caller | None:
    """The caller of a bearer token: the person whose phone it is, or the machine or team itself.

    None for a secret that never was one; raises TokenRevoked for one that was.
    """
    token = await store.token_by_hash(session, passwords.hash_secret(secret))
    if token is None:
        return None
    if not in_force(token):
        raise TokenRevoked
    if token.person is not None:
        return (await person_of(session, token.person))[0]
    return Caller(
        kind="token",
        name=f"token:{token.name}",
        roles=frozenset({token.role}),
        scope=Scope.parse(token.scope),
    )


async def add_person(
    session: AsyncSession, name: str, role: str, scope: str, display_name: str | None = None
) -> str:
    """Add a person; returns the first password, to be changed at first sign-in. Raises CommandRefused."""
    _check_role(role)
    parsed = Scope.parse(scope)
    if await store.person(session, name) is not None:
        raise CommandRefused(Text(f"Đã có người dùng “{name}”", f"There is a person “{name}” already"))
    password = passwords.new_password()
    await store.add_person(
        session,
        Person(
            name=name,
            display_name=display_name or name,
            password_hash=await asyncio.to_thread(passwords.hash_password, password),
            must_change_password=True,
            roles=[role],
            scope=str(parsed),
        ),
    )
    await record(session, "person", name, "create", {"roles": [role], "scope": str(parsed)})
    return password


async def ensure_first_administrator(session: AsyncSession) -> str | None:
    """Where there is nobody yet, add the administrator; returns the password, which is kept nowhere."""
    if await store.anyone_there(session):
        return None
    return await add_person(session, FIRST_ADMIN, "admin", "vn", "Quản trị hệ thống")


async def reset_password(session: AsyncSession, name: str) -> str:
    """A new first password for a person who lost theirs; all their sessions end. Raises CommandRefused."""
    person = await store.person(session, name)
    if person is None:
        raise CommandRefused(Text(f"Không có người dùng “{name}”", f"There is no person “{name}”"))
    password = passwords.new_password()
    person.password_hash = await asyncio.to_thread(passwords.hash_password, password)
    person.must_change_password = True
    await _end_everywhere(session, name)
    await record(session, "person", name, "reset_password")
    return password


async def add_token(session: AsyncSession, name: str, role: str, scope: str, created_by: str) -> str:
    """A scoped bearer token; returns its secret, which is kept nowhere. Raises CommandRefused."""
    _check_role(role)
    parsed = Scope.parse(scope)
    if await store.token_named(session, name) is not None:
        raise CommandRefused(Text(f"Đã có mã truy cập “{name}”", f"There is a token “{name}” already"))
    secret = "go_" + passwords.new_secret()
    await store.add_token(
        session,
        Token(
            name=name,
            secret_hash=passwords.hash_secret(secret),
            role=role,
            scope=str(parsed),
            created_by=created_by,
        ),
    )
    await record(session, "token", name, "create", {"role": role, "scope": str(parsed)})
    return secret


async def revoke_token(session: AsyncSession, name: str) -> None:
    """Take a token out of force. Raises CommandRefused where there is none."""
    if not await store.revoke_token(session, name):
        raise CommandRefused(Text(f"Không có mã truy cập “{name}”", f"There is no token “{name}” in force"))
    await record(session, "token", name, "revoke")


def in_force(token: Token) -> bool:
    """Whether a token opens anything now."""
    return token.revoked_at is None and (token.expires_at is None or token.expires_at > utc_now())


async def _end_everywhere(session: AsyncSession, name: str) -> None:
    """End a person's sessions, and the tokens of their phones."""
    await store.end_sign_ins(session, person=name)
    await store.revoke_tokens_of(session, name)


def _check_role(role: str) -> None:
    if role not in ROLES:
        known = ", ".join(ROLES)
        raise CommandRefused(
            Text(
                f"Vai trò “{role}” không có; các vai trò: {known}", f"No role “{role}”; the roles are {known}"
            )
        )


async def record(
    session: AsyncSession, entity: str, entity_id: str, op: str, payload: dict[str, object] | None = None
) -> None:
    await changes.record(
        session, domain="accounts", entity=entity, entity_id=entity_id, op=op, payload=dict(payload or {})
    )
