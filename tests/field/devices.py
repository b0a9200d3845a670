"""Phones as the server sees them: each sends its reports 1 to 5 times in an order of chance until it has every receipt."""

import asyncio
import random
import time
import uuid
from dataclasses import dataclass, field

import httpx

MOST_REPEATS = 5
PATIENCE_S = 20.0


@dataclass
class Device:
    """One phone: what it has to send (a report several times over), and which receipts it has."""

    secret: str
    reports: dict[str, dict[str, object]]
    to_send: list[str]
    receipts: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0
    troubles: int = 0
    """Answers that ask for another try: 429 and those of 500 and more."""
    waits_ms: list[float] = field(default_factory=list)

    @property
    def content(self) -> bool:
        """Whether it has a receipt for every report, and was told of no conflict."""
        return set(self.receipts) == set(self.reports) and self.conflicts == 0


def device(
    number: int, secret: str, count: int, chance: random.Random, box: tuple[float, float, float, float]
) -> Device:
    """A phone with so many reports from a box (west, south, east, north in EPSG:4326)."""
    west, south, east, north = box
    reports: dict[str, dict[str, object]] = {}
    for n in range(count):
        name = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        position = {
            "lon": round(chance.uniform(west, east), 6),
            "lat": round(chance.uniform(south, north), 6),
            "accuracy_m": 12,
            "method": "gps",
        }
        reports[name] = {
            "id": name,
            "kind": "landslide",
            "severity": 1 + n % 5,
            "note": f"máy {number}, báo cáo {n}",
            "position": position,
        }
    to_send = [name for name in reports for _ in range(chance.randint(1, MOST_REPEATS))]
    chance.shuffle(to_send)
    return Device(secret, reports, to_send)


async def send_all(phone: Device, port: int, chance: random.Random) -> None:
    """Everything in its order; what brought no receipt goes back into the queue, as an outbox does it."""
    queue = list(phone.to_send)
    headers = {"Authorization": f"Bearer {phone.secret}"}
    base = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=base, headers=headers, timeout=PATIENCE_S) as client:
        while queue:
            name = queue.pop(0)
            began = time.perf_counter()
            try:
                answer = await client.post("/api/incidents", json=phone.reports[name])
            except httpx.HTTPError:
                queue.insert(chance.randint(0, len(queue)), name)
                await asyncio.sleep(chance.random() * 0.05)
                continue
            phone.waits_ms.append((time.perf_counter() - began) * 1000)
            if answer.status_code in (200, 201) and answer.json()["id"] == name:
                phone.receipts[name] = answer.status_code
            elif answer.status_code == 409:
                phone.conflicts += 1
            elif answer.status_code == 429 or answer.status_code >= 500:
                phone.troubles += 1
                queue.append(name)
                await asyncio.sleep(0.05)
            else:
                raise AssertionError(f"report {name} was answered {answer.status_code}: {answer.text[:300]}")
