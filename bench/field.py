"""The field app: 50 devices send 1,000 reports over a line that loses, breaks, delays and repeats; the first visit."""

import asyncio
import random
import shutil
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from bench.geoops_server import serving
from geoops.accounts import service as accounts
from geoops.incidents import service as incidents
from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database
from tests.field import line as lines

DEVICES = 50
REPORTS = 1000
MOST_REPEATS = 5
PATIENCE_S = 60.0
LIMIT_BYTES = 150_000
SLOW_PHONE = {
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
    "offline": False,
}
"""Lighthouse's slow 4G; with the processor four times slower."""


@dataclass
class Device:
    """One phone: what it has to send (a report several times over), and which receipts it has."""

    secret: str
    reports: dict[str, dict[str, object]]
    to_send: list[str]
    receipts: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0
    tries: int = 0
    waits_ms: list[float] = field(default_factory=list)


def measure(report: Report, database: Prepared, folder: Path) -> None:
    """Add the lines."""
    with serving(database.url, folder, "field", cache_mb=16) as served:
        devices = asyncio.run(_storm(database.url, served.port, report))
        rows = asyncio.run(_rows(database.url, [number for one in devices for number in one.reports]))
        whole = all(set(one.receipts) == set(one.reports) for one in devices)
        report.lines.append(
            Line(
                "reports over a broken line",
                "rows, and devices with all their receipts",
                {"rows": rows, "devices": sum(set(one.receipts) == set(one.reports) for one in devices)},
                target=f"{REPORTS} rows, {DEVICES} devices",
                met=rows == REPORTS and whole and not any(one.conflicts for one in devices),
            )
        )
        _first_visit(report, served.port)


async def _storm(url: str, port: int, report: Report) -> list[Device]:
    chance = random.Random(20260722)
    line = lines.Line(port, seed=7, weather=lines.STORM)
    await line.open()
    devices = await _devices(url, chance)
    began = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(
                *(_send_all(one, line.port, random.Random(i)) for i, one in enumerate(devices))
            )
    except TimeoutError:
        report.notes.append(f"field: not every receipt came within {PATIENCE_S:.0f} s")
    took = time.perf_counter() - began
    await line.close()
    fates = [fate for _, _, fate in line.seen]
    waits = [ms for one in devices for ms in one.waits_ms]
    report.lines.append(
        Line(
            "reports over a broken line",
            "until the last receipt",
            {
                "s": round(took, 1),
                "requests": len(fates),
                **{fate: fates.count(fate) for fate in sorted(set(fates))},
                **{f"{name} ms": value for name, value in percentiles(waits or [0]).items()},
            },
        )
    )
    return devices


async def _devices(url: str, chance: random.Random) -> list[Device]:
    """Each with a token of its own, and its reports to be sent 1 to 5 times in an order of chance."""
    database = Database(url, pool_size=1)
    devices = []
    try:
        for i in range(DEVICES):
            async with database.transaction(SYSTEM) as session:
                name = f"bench-{uuid.uuid4().hex[:8]}"
                secret = await accounts.add_token(session, name, "field", "vn", "bench")
            reports = {
                str(uuid.UUID(int=chance.getrandbits(128), version=4)): {} for _ in range(REPORTS // DEVICES)
            }
            for n, number in enumerate(reports):
                reports[number] = {
                    "id": number,
                    "kind": "landslide",
                    "severity": 1 + n % 5,
                    "note": f"máy {i}, báo cáo {n}",
                    "position": {
                        "lon": 103.5 + chance.random(),
                        "lat": 22.0 + chance.random() / 2,
                        "accuracy_m": 12,
                        "method": "gps",
                    },
                }
            to_send = [number for number in reports for _ in range(chance.randint(1, MOST_REPEATS))]
            chance.shuffle(to_send)
            devices.append(Device(secret, reports, to_send))
    finally:
        await database.close()
    return devices


async def _send_all(device: Device, port: int, chance: random.Random) -> None:
    """Everything in its order; what brought no receipt goes to the end of the queue, as an outbox does it."""
    queue = list(device.to_send)
    headers = {"Authorization": f"Bearer {device.secret}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=20) as client:
        while queue:
            number = queue.pop(0)
            device.tries += 1
            began = time.perf_counter()
            try:
                answer = await client.post("/api/incidents", json=device.reports[number])
            except httpx.HTTPError:
                queue.insert(chance.randint(0, len(queue)), number)
                await asyncio.sleep(chance.random() * 0.05)
                continue
            device.waits_ms.append((time.perf_counter() - began) * 1000)
            if answer.status_code in (200, 201) and answer.json()["id"] == number:
                device.receipts[number] = answer.status_code
            elif answer.status_code == 409:
                device.conflicts += 1
            else:
                queue.append(number)
                await asyncio.sleep(0.05)


async def _rows(url: str, numbers: list[str]) -> int:
    """How many incidents there are under these numbers."""
    database = Database(url, pool_size=1)
    try:
        async with database.transaction(Context("bench", Scope(nation=True))) as session:
            known, _ = await incidents.receipts(session, [uuid.UUID(number) for number in numbers])
            return len({item.id for item in known})
    finally:
        await database.close()


def _first_visit(report: Report, port: int) -> None:
    """Bytes over the line, and until the first screen answers, on a slow phone; then again from the phone itself."""
    chromium = shutil.which("chromium")
    if chromium is None:
        report.notes.append("field, first visit: skipped, there is no chromium")
        return
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-quic"])
        context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_PHONE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        taken: list[float] = []
        session.on("Network.loadingFinished", lambda event: taken.append(event["encodedDataLength"]))
        first = _until_it_answers(page, port)
        size = sum(taken)
        page.wait_for_function(
            "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
        )
        again = _until_it_answers(page, port)
        browser.close()
    report.lines.append(
        Line(
            "field app",
            "first visit, slow 4G and a processor four times slower",
            {"kB": round(size / 1000, 1), "ms until it answers": round(first)},
            target="under 150 kB",
            met=size < LIMIT_BYTES,
        )
    )
    report.lines.append(
        Line("field app", "later visits, from the phone itself", {"ms until it answers": round(again)})
    )


def _until_it_answers(page: Page, port: int) -> float:
    """From the address to a first screen that is drawn, with the processor idle (ms)."""
    page.goto(f"http://127.0.0.1:{port}/field/", wait_until="commit")
    page.wait_for_selector("form button")
    return float(
        page.evaluate(
            "new Promise((done) => requestIdleCallback(() => done(performance.now()), {timeout: 20000}))"
        )
    )
