"""Many phones over a line that loses, breaks off, delays and repeats: every report once, and every phone knows it."""

import asyncio
import random
import socket

import pytest
import uvicorn
from fastapi import FastAPI

from geoops.accounts import service as accounts
from geoops.incidents import service as incidents
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.field.devices import Device, device, send_all
from tests.field.line import STORM, Line

DEVICES, REPORTS_EACH = 6, 8
BOX = (104.0, 22.0, 104.2, 22.2)


@pytest.mark.timeout(280)
async def test_every_report_once_and_every_phone_has_its_receipts(
    country_app: FastAPI, country_db: Database
) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(country_app, lifespan="off", log_config=None))
        serving = asyncio.create_task(server.serve([sock]))
        while not server.started:
            await asyncio.sleep(0.05)
        line = Line(sock.getsockname()[1], seed=5, weather=STORM)
        await line.open()
        try:
            phones = await _phones(country_db)
            chance = random.Random(11)
            await asyncio.gather(
                *(send_all(phone, line.port, random.Random(chance.random())) for phone in phones)
            )
        finally:
            await line.close()
            server.should_exit = True
            await serving
    assert [phone.content for phone in phones] == [True] * DEVICES
    sent = sorted(name for phone in phones for name in phone.reports)
    async with country_db.transaction(SYSTEM) as session:
        kept = await incidents.listing(session, 1000, None)
    assert sorted(str(item.id) for item in kept) == sent
    fates = {fate for _, _, fate in line.seen}
    assert fates == {"pass", "lost_there", "broken_off", "lost_back", "twice"}


async def _phones(database: Database) -> list[Device]:
    chance = random.Random(3)
    phones = []
    for number in range(DEVICES):
        async with database.transaction(SYSTEM) as session:
            secret = await accounts.add_token(session, f"may-{number}", "field", "91", "test")
        phones.append(device(number, secret, REPORTS_EACH, chance, BOX))
    return phones
