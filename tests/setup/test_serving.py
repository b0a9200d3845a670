"""The socket that the service listens on."""

import socket

from geoops.serving import listen


def test_a_small_answer_is_not_held_back() -> None:
    """Head and body are two writes: a connection that gathers small packets would hold the second back for 40 ms."""
    with listen("127.0.0.1", 0) as server, socket.create_connection(server.getsockname()[:2]):
        connection, _ = server.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
