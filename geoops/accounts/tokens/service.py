"""Phones that stay signed in, teams that join by a code, and reports that prove whose they are."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.accounts import passwords, store
from geoops.accounts.errors import TokenExists, UnknownToken
from geoops.accounts.models import Token
from geoops.accounts.service import caller_of, in_force, record
from geoops.communes import service as communes
from geoops.kit.clock import utc_now
from geoops.kit.context import Caller, Scope
from geoops.kit.errors import Fault, InputRefused, NotAllowed
from geoops.kit.i18n import Text

PHONE_DAYS = 180
"""A phone that nobody takes back asks for the password again after half a year."""
MAX_PHONES = 10
"""Of one person; with one more the oldest is signed out."""
TEAM_PREFIX = "token:"


async def add_phone(session: AsyncSession, caller: Caller, label: str | None) -> tuple[str, Token]:
    """Let a signed-in person's phone stay signed in; the secret is kept nowhere."""
    for old in sorted(await store.tokens_of(session, caller.name), key=lambda token: token.created_at)[
        : -(MAX_PHONES - 1)
    ]:
        await store.revoke_token(session, old.name)
    secret = "go_" + passwords.new_secret()
    token = Token(
        name=f"{caller.name}/{secrets.token_hex(6)}",
        secret_hash=passwords.hash_secret(secret),
        role=sorted(caller.roles)[0],
        scope=str(caller.scope),
        created_by=caller.name,
        created_at=utc_now(),
        label=label,
        person=caller.name,
        expires_at=utc_now() + timedelta(days=PHONE_DAYS),
    )
    await store.add_token(session, token)
    await record(session, "token", token.name, "create", {"phone_of": caller.name})
    return secret, token


async def of_secret(session: AsyncSession, secret: str) -> Token | None:
    """The token of a secret, where it is in force."""
    token = await store.token_by_hash(session, passwords.hash_secret(secret))
    return token if token is not None and in_force(token) else None


async def give_back(session: AsyncSession, secret: str) -> None:
    """Sign a phone out. A team's token stays: it is in other phones too."""
    token = await of_secret(session, secret)
    if token is not None and token.person is not None:
        await store.revoke_token(session, token.name)
        await record(session, "token", token.name, "revoke")


async def add_team(
    session: AsyncSession, caller: Caller, label: str, scope_text: str | None, days: int | None
) -> tuple[str, Token]:
    """A field token for a team; returns its secret, which is kept nowhere.

    Raises InputRefused for a scope that is none, NotAllowed for one wider than the caller's, TokenExists.
    """
    scope = Scope.parse(scope_text) if scope_text else caller.scope
    await _check_scope(session, scope, caller.scope)
    name = f"doi-{secrets.token_hex(4)}"
    if await store.token_named(session, name) is not None:
        raise TokenExists
    secret = "go_" + passwords.new_secret()
    now = utc_now()
    token = Token(
        name=name,
        secret_hash=passwords.hash_secret(secret),
        role="field",
        scope=str(scope),
        created_by=caller.name,
        created_at=now,
        label=label,
        expires_at=now + timedelta(days=days) if days else None,
    )
    await store.add_token(session, token)
    await record(session, "token", name, "create", {"role": "field", "scope": str(scope), "label": label})
    return secret, token


async def teams(session: AsyncSession, caller: Caller) -> Sequence[Token]:
    """The tokens that the caller may take back, newest first."""
    provinces = await communes.province_by_code(session)
    return [
        token
        for token in await store.tokens_for_teams(session)
        if _holds(caller.scope, Scope.parse(token.scope), provinces) and _answers_for(caller, token)
    ]


async def revoke(session: AsyncSession, caller: Caller, name: str) -> None:
    """Take a token back, at once and in every process. Raises UnknownToken."""
    if all(token.name != name or not in_force(token) for token in await teams(session, caller)):
        raise UnknownToken
    await store.revoke_token(session, name)
    await record(session, "token", name, "revoke")


async def author(session: AsyncSession, name: str) -> Caller | None:
    """A person or team by the name that reports carry, as they would call today."""
    if name.startswith(TEAM_PREFIX):
        token = await store.token_named(session, name.removeprefix(TEAM_PREFIX))
        if token is None or token.person is not None or not in_force(token):
            return None
        return Caller("token", name, frozenset({token.role}), Scope.parse(token.scope))
    person = await store.person(session, name)
    return caller_of(person) if person is not None and person.disabled_at is None else None


async def is_proven(session: AsyncSession, name: str, text: str, proof: str) -> bool:
    """Whether `proof` (hexadecimal HMAC-SHA-256) was made over the text by somebody who holds a token of that name.

    The key is the SHA-256 of the token's secret: the holder can work it out, and it is all that is kept here.
    """
    if name.startswith(TEAM_PREFIX):
        token = await store.token_named(session, name.removeprefix(TEAM_PREFIX))
        tokens = [token] if token is not None and token.person is None and in_force(token) else []
    else:
        tokens = list(await store.tokens_of(session, name))
    body = text.encode()
    made = (hmac.new(token.secret_hash, body, hashlib.sha256).hexdigest() for token in tokens)
    return any(hmac.compare_digest(mac, proof.lower()) for mac in made)


async def _check_scope(session: AsyncSession, wanted: Scope, own: Scope) -> None:
    provinces = await communes.province_by_code(session)
    known = set(provinces.values())
    unknown = sorted((wanted.provinces - known) | {code for code in wanted.communes if code not in provinces})
    if unknown or not (wanted.nation or wanted.provinces or wanted.communes):
        names = ", ".join(unknown) or "?"
        raise InputRefused(
            faults=[
                Fault(
                    Text(
                        f"không có tỉnh, xã mang mã {names}", f"no province or commune has the code {names}"
                    ),
                    field="scope",
                )
            ]
        )
    if not _holds(own, wanted, provinces):
        raise NotAllowed(
            Text("Phạm vi này rộng hơn phạm vi của bạn", "This scope is wider than your own"),
            extra={"scope": str(wanted)},
        )


def _holds(own: Scope, other: Scope, provinces: dict[str, str]) -> bool:
    """Whether one scope lies wholly within another."""
    if own.nation:
        return True
    return (
        not other.nation
        and other.provinces <= own.provinces
        and all(own.covers(code, provinces.get(code)) for code in other.communes)
    )


def _answers_for(caller: Caller, token: Token) -> bool:
    """Tokens of machines and of wider roles are the administrator's to take back."""
    return "admin" in caller.roles or token.role == "field"
