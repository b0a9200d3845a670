"""The load client: an answer that is none is no measurement, however quick it came."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bench import client
from bench.client import Plan, WrongAnswers


@pytest.fixture
def port() -> Iterator[int]:
    """A server that answers with the status that its path names."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status = int(self.path.strip("/"))
            self.send_response(status)
            if status != 204:
                self.send_header("Content-Length", "2")
            self.end_headers()
            if status != 204:
                self.wfile.write(b"ok")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_what_is_allowed_is_measured(port: int) -> None:
    measured = client.run(Plan(port, ["/200", "/204", "/200"], connections=2, turns=3, allowed=(200, 204)))
    assert (len(measured.ms), dict(measured.statuses)) == (9, {"200": 6, "204": 3})


@pytest.mark.parametrize("wrong", ["/204", "/304", "/401", "/404", "/503"])
def test_anything_else_fails_loudly(port: int, wrong: str) -> None:
    with pytest.raises(WrongAnswers, match=wrong.strip("/")):
        client.run(Plan(port, ["/200", "/200", wrong], connections=1))
