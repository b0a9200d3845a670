"""Codes proposed and approved, as tests need them."""

from typing import Any

import httpx

from tests.indicators.reporting.people import People

PATH = "/api/indicators/codes"
QUAILS = {"dimension": "poultry", "name_vi": "Chim cút", "name_en": "quails", "note": "nuôi ở nhiều hộ"}


async def propose(client: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    """A proposal, as it was kept."""
    answer = await client.post(PATH, json=QUAILS | changes)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def decide(
    client: httpx.AsyncClient, one: dict[str, Any], *, approve: bool = True, etag: str | None = None
) -> httpx.Response:
    """What somebody decides about a proposal."""
    return await client.post(
        f"{PATH}/{one['id']}/decision",
        json={"approve": approve, "reason": "đã xem"},
        headers={"If-Match": etag or one["etag"]},
    )


async def close(client: httpx.AsyncClient, one: dict[str, Any], day: str | None) -> httpx.Response:
    """A code closed from a day on, or opened again."""
    return await client.patch(
        f"{PATH}/{one['id']}",
        json={"valid_to": day, "reason": "gộp vào mã khác"},
        headers={"If-Match": one["etag"]},
    )


async def approved(people: People, **changes: Any) -> dict[str, Any]:
    """A code that one proposed and another approved."""
    answer = await decide(people["admin"], await propose(people["officer"], **changes))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
