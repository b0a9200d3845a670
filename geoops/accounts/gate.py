"""The gate that every request passes: finds out who calls, and stops forged writes.

Pure ASGI, so that streams are not held up. Who calls is remembered for a short while; whatever changes in
accounts (a sign-out, a revoked token, a new password) comes by the change log and empties the memory.
"""

import base64
import binascii
import hmac
import time
from collections.abc import Sequence
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from geoops.accounts import service
from geoops.accounts.errors import CsrfRefused, TokenRevoked
from geoops.kit.changes import Change
from geoops.kit.context import PUBLIC, SYSTEM, Caller
from geoops.kit.db import Database
from geoops.kit.errors import NotSignedIn
from geoops.kit.problems import problem_response

COOKIE = "geoops_session"
OPENROSA = "/openrosa/"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
REMEMBER_S = 30.0
MAX_REMEMBERED = 10_000


class Gate:
    """ASGI middleware that sets `request.state.caller`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _guarded(scope["path"]):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        callers: Callers = scope["app"].state.callers
        bearer = _basic(headers) if scope["path"].startswith(OPENROSA) else _bearer(headers)
        cookie = None if bearer else _cookie(headers)
        caller = PUBLIC
        if bearer:
            try:
                found = await callers.by_token(bearer)
            except TokenRevoked as revoked:
                await problem_response(Request(scope), revoked)(scope, receive, send)
                return
            if found is None:
                await problem_response(Request(scope), NotSignedIn(headers=_challenge(scope["path"])))(
                    scope, receive, send
                )
                return
            caller = found
        elif scope["path"].startswith(OPENROSA) and not cookie:
            refusal = NotSignedIn(headers=_challenge(scope["path"]))
            await problem_response(Request(scope), refusal)(scope, receive, send)
            return
        elif cookie:
            caller = await callers.by_cookie(cookie) or PUBLIC
            signing_in = scope["method"] == "POST" and scope["path"] == "/api/session"
            if caller.kind == "person" and scope["method"] not in SAFE and not signing_in:
                sent = headers.get("x-csrf-token", "")
                if not hmac.compare_digest(sent.encode(), (caller.csrf or "").encode()):
                    await problem_response(Request(scope), CsrfRefused())(scope, receive, send)
                    return
        scope.setdefault("state", {})["caller"] = caller
        await self.app(scope, receive, send)


class Callers:
    """Finds the caller of a secret, and remembers for a while."""

    def __init__(self, database: Database, session_hours: int) -> None:
        self._database = database
        self._hours = session_hours
        self._known: dict[str, tuple[float, Caller]] = {}
        self.forgotten = 0
        """How often something changed in accounts."""

    async def by_cookie(self, secret: str) -> Caller | None:
        """The person of a session cookie, or None."""
        if (known := self._recall("c:" + secret)) is not None:
            return known
        began = self.forgotten
        async with self._database.transaction(SYSTEM) as session:
            found = await service.caller_by_session(session, secret, self._hours)
        return self._remember("c:" + secret, found[0] if found else None, began)

    async def by_token(self, secret: str) -> Caller | None:
        """The machine, team or person of a bearer token, or None; raises TokenRevoked."""
        if (known := self._recall("t:" + secret)) is not None:
            return known
        began = self.forgotten
        async with self._database.transaction(SYSTEM) as session:
            found = await service.caller_by_token(session, secret)
        return self._remember("t:" + secret, found, began)

    async def still(self, headers: Headers, caller: Caller) -> bool:
        """Whether these headers stand for that caller still, with the same roles and scope: for what stays open."""
        bearer, cookie = _bearer(headers), _cookie(headers)
        if not bearer and not cookie:
            return caller == PUBLIC
        try:
            found = await (self.by_token(bearer) if bearer else self.by_cookie(cookie or ""))
        except TokenRevoked:
            return False
        return (found or PUBLIC) == caller

    def remembered(self, cookie: bytes, authorization: bytes) -> Caller | None:
        """Who calls with these headers, where that is in memory: None says to ask the gate."""
        if authorization:
            bearer = _secret_of_bearer(authorization.decode("latin-1"))
            return self._recall("t:" + bearer) if bearer else None
        secret = _secret_of_cookie(cookie.decode("latin-1")) if cookie else None
        return self._recall("c:" + secret) if secret else PUBLIC

    def forget(self, batch: Sequence[Change]) -> None:
        """A listener of the change log: something changed in accounts, so look again."""
        if any(change.domain == "accounts" for change in batch):
            self.forgotten += 1
            self._known.clear()

    def _recall(self, key: str) -> Caller | None:
        entry = self._known.get(key)
        return entry[1] if entry and entry[0] > time.monotonic() else None

    def _remember(self, key: str, caller: Caller | None, began: int) -> Caller | None:
        """Keeps what was looked up, unless accounts have changed since the look-up `began`: it may be from before."""
        if caller is not None and began == self.forgotten:
            if len(self._known) >= MAX_REMEMBERED:
                self._known.clear()
            self._known[key] = (time.monotonic() + REMEMBER_S, caller)
        return caller


def _guarded(path: str) -> bool:
    return path.startswith(("/api/", "/tiles/", "/ogc", "/cap/", OPENROSA))


def _basic(headers: Headers) -> str | None:
    """Clients of OpenRosa know names and passwords alone: the password is the device's token, the name is anything."""
    kind, _, secret = headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return _bearer(headers)
    try:
        return base64.b64decode(secret, validate=True).decode().partition(":")[2] or "-"
    except (binascii.Error, UnicodeDecodeError):
        return "-"


def _challenge(path: str) -> dict[str, str]:
    """They send name and password only after they were asked for."""
    return {"WWW-Authenticate": 'Basic realm="GeoOps", charset="UTF-8"'} if path.startswith(OPENROSA) else {}


def _bearer(headers: Headers) -> str | None:
    return _secret_of_bearer(headers.get("authorization", ""))


def _cookie(headers: Headers) -> str | None:
    return _secret_of_cookie(headers.get("cookie", ""))


def _secret_of_bearer(header: str) -> str | None:
    kind, _, secret = header.partition(" ")
    return secret.strip() or None if kind.lower() == "bearer" else None


@lru_cache(MAX_REMEMBERED)
def _secret_of_cookie(header: str) -> str | None:
    """A browser sends the same header with each of its requests."""
    try:
        morsel = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return morsel.value or None if morsel else None
