"""Signing in and out, and changing one's password."""

from fastapi import APIRouter, Request, Response

from geoops.accounts import service
from geoops.accounts.errors import SignInFailed
from geoops.accounts.gate import COOKIE
from geoops.accounts.schemas import PasswordBody, PersonOut, SessionOut, SignInBody
from geoops.kit.context import SYSTEM, Caller
from geoops.kit.errors import NotSignedIn
from geoops.kit.http import AnyCaller, database_of, follower_of

router = APIRouter(prefix="/api/session", tags=["session"])


@router.post("")
async def sign_in(body: SignInBody, request: Request, response: Response) -> SessionOut:
    """Sign in with name and password; the session comes as a cookie that scripts cannot read."""
    settings = request.app.state.settings
    address = request.client.host if request.client else "unknown"
    async with database_of(request).transaction(SYSTEM) as session:
        person = await service.check_password(session, body.name.strip(), body.password, address)
        fresh = await service.sign_in(session, person, settings.session_hours) if person else None
    if fresh is None:
        raise SignInFailed
    return _hand_out(response, fresh, settings.secure_cookies)


@router.get("")
async def who(request: Request, caller: AnyCaller) -> SessionOut:
    """Who is signed in."""
    cookie = request.cookies.get(COOKIE)
    if caller.kind != "person" or cookie is None:
        raise NotSignedIn
    async with database_of(request).transaction(SYSTEM) as session:
        found = await service.caller_by_session(session, cookie, request.app.state.settings.session_hours)
    if found is None:
        raise NotSignedIn
    return _session(found[0], found[1])


@router.delete("", status_code=204)
async def sign_out(request: Request, response: Response, caller: AnyCaller) -> None:
    """Sign out: the session is over in every window and process."""
    cookie = request.cookies.get(COOKIE)
    if cookie is not None and caller.kind == "person":
        async with database_of(request).transaction(SYSTEM) as session:
            await service.sign_out(session, caller.name, cookie)
        await follower_of(request).catch_up()
    response.delete_cookie(COOKIE)


@router.post("/password")
async def change_password(
    body: PasswordBody, request: Request, response: Response, caller: AnyCaller
) -> SessionOut:
    """Change one's own password; all other sessions of the person end."""
    if caller.kind != "person":
        raise NotSignedIn
    settings = request.app.state.settings
    async with database_of(request).transaction(SYSTEM) as session:
        fresh = await service.change_password(
            session, caller.name, body.current, body.new, settings.session_hours
        )
    await follower_of(request).catch_up()
    return _hand_out(response, fresh, settings.secure_cookies)


def _hand_out(response: Response, fresh: service.SignedIn, secure: bool) -> SessionOut:
    response.set_cookie(COOKIE, fresh.secret, httponly=True, samesite="lax", secure=secure, path="/")
    return _session(fresh.caller, fresh.display_name)


def _session(caller: Caller, display_name: str) -> SessionOut:
    return SessionOut(
        person=PersonOut(
            name=caller.name,
            display_name=display_name,
            roles=sorted(caller.roles),
            scope=str(caller.scope),
            must_change_password=caller.must_change_password,
        ),
        csrf=caller.csrf or "",
    )
