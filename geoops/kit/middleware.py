"""What every request passes through: a number, a size limit, safe headers, a log line and metrics. Pure ASGI."""

import itertools
import time
import uuid

import structlog
from prometheus_client import Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geoops.kit.errors import BodyTooLarge
from geoops.kit.i18n import Text
from geoops.kit.problems import problem_response

log = structlog.get_logger("geoops.request")

REQUESTS = Counter("geoops_http_requests_total", "Requests answered", ("method", "route", "status"))
DURATION = Histogram(
    "geoops_http_request_seconds",
    "Seconds until the answer began",
    ("route",),
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(self)",
}
SLOW_S = 2.0

_PROCESS = uuid.uuid4().hex[:6]
_numbers = itertools.count()


def new_request_id() -> str:
    """Twelve hexadecimal digits: half of them the process's, half counted."""
    return f"{_PROCESS}{next(_numbers) & 0xFFFFFF:06x}"


class RequestLog:
    """Gives each request its number (`X-Request-ID`), measures it, and writes one line for what was not quick and well."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = new_request_id()
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                route = getattr(scope.get("route"), "path", "other")
                DURATION.labels(route).observe(time.perf_counter() - started)
                REQUESTS.labels(scope["method"], route, status).inc()
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        finally:
            seconds = time.perf_counter() - started
            slow = seconds > SLOW_S and not scope["path"].startswith("/api/stream")
            if status >= 500 or status == 0 or slow:
                log_request(scope, status, seconds, request_id)


def log_request(scope: Scope, status: int, seconds: float, request_id: str) -> None:
    """The line about a request that was not quick and well."""
    log.warning(
        "request",
        method=scope["method"],
        path=scope["path"],
        status=status,
        ms=round(seconds * 1000),
        request_id=request_id,
    )


class Compression(GZipMiddleware):
    """Compresses answers of a kilobyte and more; tiles come compressed already and streams must not wait."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, minimum_size=1024, compresslevel=4)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/tiles/"):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


class BodyLimit:
    """Refuses bodies over the limit: at once by their stated length, else when the limit is passed."""

    def __init__(self, app: ASGIApp, limit_bytes: int) -> None:
        self.app = app
        self.limit = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        problem = BodyTooLarge(
            Text(
                f"Dữ liệu gửi lên vượt {self.limit // 2**20} MB; hãy chia nhỏ",
                f"The body is over {self.limit // 2**20} MB; send it in parts",
            ),
            headers={"Connection": "close"},
        )
        stated = Headers(scope=scope).get("content-length")
        if stated is not None and stated.isdigit() and int(stated) > self.limit:
            await problem_response(Request(scope), problem)(scope, receive, send)
            return
        taken = 0
        exceeded = answered = False

        async def limited_receive() -> Message:
            nonlocal taken, exceeded
            message = await receive()
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                if taken > self.limit:
                    exceeded = True
                    raise problem
            return message

        async def watched_send(message: Message) -> None:
            nonlocal answered
            # Frameworks turn what is raised while they read a body into an answer of their own: it is dropped here.
            if exceeded and not answered:
                return
            answered = True
            await send(message)

        try:
            await self.app(scope, limited_receive, watched_send)
        except BodyTooLarge:
            if answered:
                raise
        if exceeded and not answered:
            await problem_response(Request(scope), problem)(scope, receive, send)
