"""The notebook client against the running application, over a real socket."""

import asyncio
import uuid
from collections.abc import AsyncIterator

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from geoops.accounts import service as accounts
from geoops.client import Client, ClientError
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.indicators.compare.conftest import OURS, PAID, every, write


@pytest.fixture
async def address(app: FastAPI, unused_port: int) -> AsyncIterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, port=unused_port, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    yield f"http://127.0.0.1:{unused_port}"
    server.should_exit = True
    await serving


@pytest.fixture
async def token(fresh_db: Database) -> str:
    async with fresh_db.transaction(SYSTEM) as session:
        return await accounts.add_token(session, "so-tay", "planner", "04", "test")


async def test_indicators_come_as_a_geodataframe(
    planner: httpx.AsyncClient, address: str, token: str
) -> None:
    await write(planner, every(1.5, 2.0, 3.0, None))

    def ask() -> None:
        with Client(address, token=token) as geoops:
            frame = geoops.indicators(PAID, period="2026-07", second="reference.R.population_density")
            assert list(frame.index) == OURS
            assert frame.crs.to_epsg() == 4326
            assert frame["value"].iloc[:3].tolist() == [1.5, 2.0, 3.0]
            assert frame["value"].isna().tolist() == [False, False, False, True, True, True]
            assert "chưa quyết toán" in frame["not_compared"]["01304"]
            assert frame["second_value"].notna().sum() == 5
            assert (frame.attrs["indicator"], frame.attrs["period"]) == (PAID, "2026-07")
            assert PAID in set(geoops.catalogue("lao_cai")["code"])
            values = geoops.values("lao_cai", period="2026-07")
            assert values["value"].tolist()[:3] == [1.5, 2.0, 3.0]
            assert len(geoops.values("lao_cai", after=values.attrs["last_seq"])) == 0

    await asyncio.to_thread(ask)


async def test_a_saved_view_is_the_same_in_a_notebook(
    planner: httpx.AsyncClient, address: str, token: str
) -> None:
    await write(planner, every(1.0, 2.0, 3.0))
    question = {"indicator": PAID, "period": "2026-07"}
    body = {"id": str(uuid.uuid4()), "title": "Sổ tay", "question": question}
    view = (await planner.post("/api/indicators/views", json=body)).json()
    await write(planner, every(100.0), reason="đính chính")

    def ask() -> None:
        with Client(address, token=token) as geoops:
            frame = geoops.view(view["id"])
            assert frame["value"]["01301"] == 1.0
            assert frame.attrs["digest"] == view["digest"]
            assert geoops.indicators(PAID, period="2026-07")["value"]["01301"] == 100.0

    await asyncio.to_thread(ask)


async def test_a_refusal_says_its_code(planner: httpx.AsyncClient, address: str, token: str) -> None:
    def ask() -> None:
        with (
            Client(address, token=token) as geoops,
            pytest.raises(ClientError, match="bad_period") as refused,
        ):
            geoops.indicators(PAID, period="2026-13")
        assert refused.value.status == 422
        with Client(address, token="x" * 40) as stranger, pytest.raises(ClientError) as unknown:
            stranger.indicators(PAID, period="2026-07")
        assert unknown.value.status == 401

    await asyncio.to_thread(ask)
