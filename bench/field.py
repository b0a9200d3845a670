"""The field app: 50 devices send 1,000 reports over a line that loses, breaks, delays and repeats; the first visit."""

import asyncio
import random
import shutil
import time
import uuid
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from bench.geoops_server import serving
from geoops.accounts import service as accounts
from geoops.incidents import service as incidents
from geoops.kit.context import SYSTEM, Context, Scope
from geoops.kit.db import Database
from tests.field import line as lines
from tests.field.devices import Device, device, send_all

DEVICES = 50
REPORTS = 1000
PATIENCE_S = 300.0
BOX = (103.5, 22.0, 104.5, 22.5)
"""Around Lào Cai: west, south, east, north (EPSG:4326)."""
LIMIT_BYTES = 150_000
SLOW_PHONE = {
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
    "offline": False,
}
"""Lighthouse's slow 4G; with the processor four times slower."""


def measure(report: Report, database: Prepared, folder: Path) -> None:
    """Add the lines."""
    with serving(database.url, folder, "field", cache_mb=16) as served:
        devices = asyncio.run(_storm(database.url, served.port, report))
        rows = asyncio.run(_rows(database.url, [number for one in devices for number in one.reports]))
        whole = all(one.content for one in devices)
        if rows != REPORTS or not whole:
            report.failures.append(
                f"field: {rows} rows of {REPORTS} reports; {sum(one.content for one in devices)} of {DEVICES} devices"
                " have all their receipts"
            )
        report.lines.append(
            Line(
                "reports over a broken line",
                "rows, and devices with all their receipts",
                {"rows": rows, "devices": sum(one.content for one in devices)},
                target=f"{REPORTS} rows, {DEVICES} devices",
                met=rows == REPORTS and whole,
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
                *(send_all(one, line.port, random.Random(i)) for i, one in enumerate(devices))
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
                "answers 5xx": sum(one.troubles for one in devices),
                **{fate: fates.count(fate) for fate in sorted(set(fates))},
                **{f"{name} ms": value for name, value in percentiles(waits or [0]).items()},
            },
        )
    )
    return devices


async def _devices(url: str, chance: random.Random) -> list[Device]:
    """Each with a token of its own."""
    database = Database(url, pool_size=1)
    devices = []
    try:
        for number in range(DEVICES):
            async with database.transaction(SYSTEM) as session:
                name = f"bench-{uuid.uuid4().hex[:8]}"
                secret = await accounts.add_token(session, name, "field", "vn", "bench")
            devices.append(device(number, secret, REPORTS // DEVICES, chance, BOX))
    finally:
        await database.close()
    return devices


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
