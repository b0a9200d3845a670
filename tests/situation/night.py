"""A bad night in the made-up country, written by hand through the routes; and a report read back as a person reads it."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx
from lxml import html as parser

from geoops.hydromet.observations.reading import Reading
from geoops.hydromet.observations.service import ingest
from geoops.hydromet.warnings import service as warnings
from geoops.kit.clock import utc_now
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.hydromet.places import add_stations
from tests.hydromet.test_warnings import listed, warning
from tests.places import centre
from tests.resources import bodies as stock
from tests.resources.threats import threaten
from tests.works import bodies as built

HERE, NEXT, OTHER = "90001", "90002", "90003"
HOSTILE = (
    '<script>alert(1)</script> {{ 7*7 }} {% raw %} #panic("x") $x^2$ *đậm* @ref \\ `r` #import "/etc/passwd" '
    "]]> & \u202eđảo <img src=x onerror=y>"
)


@dataclass
class Night:
    """The duty officer of province 91, and the database beneath."""

    duty: httpx.AsyncClient
    database: Database

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = await self.duty.post(path, json=body)
        assert answer.status_code == 201, answer.text
        kept: dict[str, Any] = answer.json()
        return kept

    async def incident(self, code: str = HERE, **more: Any) -> dict[str, Any]:
        lon, lat = centre(code)
        body = {
            "id": str(uuid.uuid4()),
            "kind": "landslide",
            "occurred_at": (utc_now() - timedelta(minutes=30)).isoformat(),
            "position": {"lon": lon, "lat": lat, "accuracy_m": 12, "method": "gps"},
            "severity": 3,
            "note": "Sạt lở taluy dương",
        }
        return await self.post("/api/incidents", body | more)

    async def threat(self, levels: dict[str, int | None]) -> None:
        async with self.database.transaction(SYSTEM) as session:
            await threaten(session, levels)

    async def warned(self) -> None:
        now = utc_now()
        times = {
            "issued_at": now,
            "valid_from": now - timedelta(hours=1),
            "valid_to": now + timedelta(hours=5),
        }
        async with self.database.transaction(SYSTEM) as session:
            await warnings.take(session, listed(warning("a", ("Nậm Kiểm", "Tỉnh Một"), **times), at=now))

    async def rained(self, mm: float, station: str, code: str, hours: int = 12) -> None:
        """So much in the last hours at a gauge of the commune."""
        ends = utc_now().replace(microsecond=0)
        async with self.database.transaction(SYSTEM) as session:
            await add_stations(session, station, communes={station: code})
            reading = Reading(1, station, "rain", ends - timedelta(hours=hours), ends, mm, "mm")
            await ingest(session, [reading], source="test", known_at=ends)

    async def event(self) -> str:
        began = utc_now() - timedelta(hours=30)
        body = {"id": str(uuid.uuid4()), "name": "Mưa lũ thử", "starts_at": began.isoformat()}
        await self.post("/api/events", body)
        return str(body["id"])

    async def damage(self, event: str, figures: dict[str, float], **more: Any) -> dict[str, Any]:
        body = {
            "id": str(uuid.uuid4()),
            "event_id": event,
            "commune_code": HERE,
            "as_of": (utc_now() - timedelta(hours=1)).isoformat(),
            "figures": [{"item": item, "quantity": amount} for item, amount in figures.items()],
        }
        return await self.post("/api/damage", body | more)

    async def shelter(self, code: str = NEXT, **more: Any) -> str:
        lon, lat = centre(code)
        body = stock.shelter(position={"lon": lon, "lat": lat}, **more)
        await self.post("/api/shelters", body)
        return str(body["id"])

    async def order(self, people: int, *shelters: str, code: str = HERE) -> str:
        body = {
            "id": str(uuid.uuid4()),
            "commune_code": code,
            "hamlet": "Thôn Nà Lặc",
            "people": people,
            "reason": "Nguy cơ sạt lở",
            "ordered_by": "Chủ tịch UBND xã",
            "shelter_ids": list(shelters),
        }
        return str((await self.post("/api/evacuations", body))["id"])

    async def count(self, direction: str, people: int, **more: Any) -> str:
        body = {"id": str(uuid.uuid4()), "direction": direction, "people": people, **more}
        await self.post("/api/evacuations/counts", body)
        return str(body["id"])

    async def boats(self, amount: float) -> dict[str, Any]:
        lon, lat = centre(NEXT)
        boats = stock.resource(kind="motor_boat", quantity=5, position={"lon": lon, "lat": lat})
        await self.post("/api/resources", boats)
        body = {
            "id": str(uuid.uuid4()),
            "amount": amount,
            "to_commune_code": HERE,
            "state": "assigned",
            "unit": {"resource_id": boats["id"]},
        }
        return await self.post("/api/dispatches", body)

    async def reservoir(self, level: float | None, **more: Any) -> None:
        lake = built.reservoir(**more)
        await self.post("/api/works", lake)
        if level is not None:
            await self.post(f"/api/works/{lake['id']}/readings", built.reading(level_m=level))


class Read:
    """A report in HTML as it is read: its tables by id, its texts by section, its first figures."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.tree = parser.fromstring(body)
        self.text = self.tree.text_content()

    def rows(self, table: str) -> list[list[str]]:
        return [
            [cell.text_content() for cell in row.findall("td")]
            for row in self.tree.xpath(f"//table[@id='{table}']/tbody/tr")
        ]

    def section(self, key: str) -> str:
        (found,) = self.tree.xpath(f"//section[@id='{key}']")
        return str(found.text_content())

    @property
    def figures(self) -> dict[str, str]:
        return {
            div.findtext("dt"): div.findtext("dd") for div in self.tree.xpath("//dl[@class='figures']/div")
        }


async def report(client: httpx.AsyncClient, **query: Any) -> Read:
    answer = await client.get("/api/reports/situation", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Read(answer.text)


def ago(minutes: float) -> datetime:
    return utc_now() - timedelta(minutes=minutes)
