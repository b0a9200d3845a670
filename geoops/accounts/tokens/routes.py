"""Phones and teams over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.accounts import service as accounts
from geoops.accounts.models import Token
from geoops.accounts.tokens import service
from geoops.accounts.tokens.schemas import HolderOut, PhoneIn, PhoneOut, TeamIn, TeamOut, TokenOut, TokensOut
from geoops.kit.errors import NotSignedIn
from geoops.kit.http import CurrentCaller, ReadSession, WriteSession, requires

router = APIRouter(prefix="/api/tokens", tags=["session"])
JOIN = "/field/#join="
"""The secret stands behind the #: it is sent to no server and written into no log."""


@router.post("/phone", status_code=201, dependencies=[requires("incident.report")])
async def add_phone(body: PhoneIn, session: WriteSession, caller: CurrentCaller) -> PhoneOut:
    """Let this phone stay signed in as the person who is signed in; works without a connection from then on."""
    if caller.kind != "person":
        raise NotSignedIn
    secret, token = await service.add_phone(session, caller, body.label)
    return PhoneOut(secret=secret, holder=await _holder(session, token))


@router.get("/self")
async def whose(request: Request, session: ReadSession, caller: CurrentCaller) -> HolderOut:
    """Whom the bearer token of this request stands for; 401 token_revoked where the centre took it back."""
    token = await service.of_secret(session, _secret(request))
    if token is None:
        raise NotSignedIn
    return await _holder(session, token)


@router.delete("/self", status_code=204)
async def give_back(request: Request, session: WriteSession, caller: CurrentCaller) -> None:
    """Sign this phone out; a team's token stays in force."""
    await service.give_back(session, _secret(request))


@router.get("", dependencies=[requires("team.manage")])
async def teams(session: ReadSession, caller: CurrentCaller) -> TokensOut:
    """The tokens of teams within the caller's scope (an administrator: of machines too), newest first."""
    return TokensOut(items=[_out(token) for token in await service.teams(session, caller)])


@router.post("", status_code=201, dependencies=[requires("team.manage")])
async def add_team(body: TeamIn, session: WriteSession, caller: CurrentCaller) -> TeamOut:
    """Make a team's token, for the QR code that its members scan. The secret is shown this once."""
    secret, token = await service.add_team(session, caller, body.label, body.scope, body.days)
    return TeamOut(**_out(token).model_dump(), secret=secret, join=JOIN + secret)


@router.delete("/{name}", status_code=204, dependencies=[requires("team.manage")])
async def revoke(
    name: Annotated[str, Path(max_length=200)], session: WriteSession, caller: CurrentCaller
) -> None:
    """Take a token back: it opens nothing from now on, and the app on the phones says so."""
    await service.revoke(session, caller, name)


def _secret(request: Request) -> str:
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer":
        raise NotSignedIn
    return secret.strip()


async def _holder(session: AsyncSession, token: Token) -> HolderOut:
    if token.person is None:
        return HolderOut(
            kind="team",
            name=service.TEAM_PREFIX + token.name,
            label=token.label or token.name,
            roles=[token.role],
            scope=token.scope,
            expires_at=token.expires_at,
        )
    person, label = await accounts.person_of(session, token.person)
    return HolderOut(
        kind="person",
        name=person.name,
        label=label,
        roles=sorted(person.roles),
        scope=str(person.scope),
        expires_at=token.expires_at,
    )


def _out(token: Token) -> TokenOut:
    return TokenOut(
        name=token.name,
        label=token.label or token.name,
        role=token.role,
        scope=token.scope,
        created_by=token.created_by,
        created_at=token.created_at,
        expires_at=token.expires_at,
        revoked_at=token.revoked_at,
        in_force=accounts.in_force(token),
    )
