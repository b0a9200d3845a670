"""The socket that the service listens on, and whom it takes for the one who asks."""

import asyncio
import socket

import httpx
import pytest

from geoops import serving
from geoops.accounts.service import MAX_FAILURES_PER_ADDRESS
from geoops.kit.db import Database
from geoops.serving import listen, serve
from geoops.settings import Settings
from geoops.stopping import Ending


def test_a_small_answer_is_not_held_back() -> None:
    """Head and body are two writes: a connection that gathers small packets would hold the second back for 40 ms."""
    with listen("127.0.0.1", 0) as server, socket.create_connection(server.getsockname()[:2]):
        connection, _ = server.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(("trusted", "answer"), [("127.0.0.1", 401), ("", 429)])
async def test_people_behind_a_proxy_are_told_apart_where_it_is_trusted(
    fresh_db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch, trusted: str, answer: int
) -> None:
    monkeypatch.setattr(serving.warming, "begin", lambda: None)
    ending = Ending()
    with listen("127.0.0.1", 0) as sock:
        configured = settings.model_copy(update={"trusted_proxies": trusted})
        running = asyncio.create_task(serve(configured, fresh_db, sock, ending))
        host, port = sock.getsockname()[:2]
        async with httpx.AsyncClient(base_url=f"http://{host}:{port}", timeout=60) as client:

            async def sign_in(name: str, address: str) -> int:
                body = {"name": name, "password": "sai"}
                headers = {"X-Forwarded-For": address}
                return (await client.post("/api/session", json=body, headers=headers)).status_code

            for n in range(MAX_FAILURES_PER_ADDRESS):
                assert await sign_in(f"người {n}", "203.0.113.7") == 401
            assert await sign_in("người khác", "203.0.113.7") == 429
            assert await sign_in("người khác", "203.0.113.8") == answer
        assert ending.gently is not None
        ending.gently()
        assert await running
