"""Sending out: when to try again, and that a failed sending always leaves a reason."""

from datetime import timedelta

import pytest

from geoops.kit.guard import Guard
from geoops.kit.outbound import BadAddress, NotDelivered, Tries, attempted, check_web_address, post, signature

TRIES = Tries(5, timedelta(seconds=15), timedelta(seconds=100))


def test_waits_double_up_to_the_longest_and_then_it_is_given_up() -> None:
    failure = NotDelivered("HTTP 503")
    verdicts = [TRIES.verdict(number, failure) for number in range(1, 6)]
    assert [one.state for one in verdicts] == ["waiting"] * 4 + ["given_up"]
    assert [one.wait.total_seconds() if one.wait else None for one in verdicts] == [15, 30, 60, 100, None]
    assert {one.error for one in verdicts} == {"HTTP 503"}


def test_what_is_final_is_given_up_at_once_and_success_is_success_at_any_attempt() -> None:
    assert TRIES.verdict(1, NotDelivered("HTTP 410", final=True)).state == "given_up"
    last = TRIES.verdict(5, None)
    assert (last.state, last.error, last.wait) == ("delivered", None, None)


async def test_a_fault_of_ours_is_a_failure_with_its_reason() -> None:
    async def broken() -> None:
        raise ZeroDivisionError("x" * 2000)

    failure = await attempted(broken(), delivery=1)
    assert failure is not None
    assert str(failure).startswith("ZeroDivisionError: xxx")
    assert len(str(failure)) == 500
    assert not failure.final


async def test_addresses_inside_the_house_are_refused_when_given_and_when_sent_to() -> None:
    closed = Guard.of(None)
    for address in ("http://10.0.0.1/x", "http://[::1", "ftp://example.org/x", "http://u:p@127.0.0.1/"):
        with pytest.raises(BadAddress):
            await check_web_address(address, closed)
    assert (
        await check_web_address("http://127.0.0.1:9/x?token=1", Guard.of("127.0.0.0/8"))
        == "http://127.0.0.1:9/…"
    )
    with pytest.raises(NotDelivered) as refused:
        await post(
            "http://127.0.0.1:9/x", b"", key="k", media="text/plain", secret=None, guard=closed, within_s=5
        )
    assert refused.value.final


def test_the_signature_is_of_the_time_and_the_body() -> None:
    told = signature("s", "1", b"body")
    assert (
        len({told, signature("s", "2", b"body"), signature("s", "1", b"bodY"), signature("t", "1", b"body")})
        == 4
    )
