"""Excel forms and the page of data quality: how long 5,000 cells take each way, and a province's six scores.

The figures of a month are made up for every monthly indicator and commune of Lào Cai; the months of `indicators`, where
that part ran before, stay behind them as history.
"""

import asyncio
import time
from pathlib import Path
from statistics import median

from sqlalchemy import text

from bench import client
from bench.database import Prepared
from bench.figures import Line, Report, percentiles
from bench.geoops_server import Served, serving
from geoops.indicators import service
from geoops.indicators.forms.reading import identity_of, opened, read
from geoops.indicators.forms.sheet import COLUMNS, Sheet, build
from geoops.indicators.forms.sheet import Line as Row
from geoops.indicators.periods import parse_period
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database

CELLS = 5_000
ROUNDS = 5
ASKED = 40
MONTH = "2026-07"
_FILL = """
INSERT INTO indicator_values (
  space, indicator, period, dimensions, units_from, province_code, commune_code, value, method, source, known_at,
  entered_by)
SELECT 'live', n.code, :period, '{}', date '2025-07-01', c.province_code, c.code, random() * 90, 'imported', 'bench',
  now(), 'bench'
FROM communes AS c, indicator_nodes AS n
WHERE c.valid_to IS NULL AND c.province_code = '15' AND n.set_code = 'lao_cai' AND n.holds_value
  AND (n.derived IS NULL OR n.derived ->> 'kind' = 'supplied') AND n.computed_from = '{}'
  AND 'month' = ANY (n.frequencies)
ON CONFLICT DO NOTHING
"""


def measure(report: Report, database: Prepared, folder: Path) -> None:
    """Add the lines."""
    _workbooks(report)
    rows, communes = asyncio.run(_fill(database.url))
    report.notes.append(f"data quality: {rows:,} figures of {MONTH} in province 15")
    with serving(database.url, folder, "geoops-forms", cache_mb=16) as ours:
        question = f"set=lao_cai&province=15&period={MONTH}"
        page = f"/api/indicators/quality?{question}"
        fresh = [f"{page}&by=report&commune={place}" for place in communes[:ASKED]]
        _asked(report, ours, "a province's completeness page, measured", [page], None)
        _asked(report, ours, "the same page again", [page] * ASKED, 100)
        _asked(report, ours, "a commune's six scores, measured", fresh, None)
        _asked(
            report, ours, "faults behind a score", [f"/api/indicators/quality/faults?{question}"] * ASKED, 100
        )


def _workbooks(report: Report) -> None:
    """One form of 5,000 cells, made and read back, without the network and the database."""
    lines = [
        Row(f"bench.A.{number}", str(number), f"Chỉ số thứ {number} của biểu", "triệu đồng", True,
            previous=number * 1.5, value=number * 1.6, note="ghi chú", analysis="phân tích")
        for number in range(1, CELLS // len(COLUMNS) + 1)
    ]  # fmt: skip
    identity = {"fingerprint": "bench", "set": "bench", "office": "x", "period": MONTH, "place": "15"}
    sheet = Sheet("Bộ chỉ số", "Cơ quan", "Địa bàn", "Tháng 7/2026", "5/8/2026", identity, lines)
    made, taken = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        data = build(sheet)
        made.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        book = opened(data)
        identity_of(book)
        reading = read(book, sheet)
        taken.append((time.perf_counter() - began) * 1000)
        assert (len(reading.rows), reading.faults) == (len(lines), [])
    for name, figures in (("made", made), ("opened, checked and read", taken)):
        report.lines.append(
            Line(
                "forms",
                f"Excel form of {CELLS:,} cells {name}",
                {"p50": round(median(figures)), "worst": round(max(figures))},
                target="under 2000 ms",
                met=max(figures) < 2000,
            )
        )


def _asked(report: Report, ours: Served, name: str, paths: list[str], target_ms: float | None) -> None:
    measured = client.run(client.Plan(ours.port, paths, {"Cookie": ours.cookie}, connections=1))
    figures = percentiles(measured.ms)
    report.lines.append(
        Line(
            "forms",
            name,
            figures,
            target=f"p95 under {target_ms:.0f} ms" if target_ms else "",
            met=figures["p95"] < target_ms if target_ms else None,
        )
    )


async def _fill(url: str) -> tuple[int, list[str]]:
    owner = Database(url, pool_size=1, statement_timeout_s=600)
    period = parse_period(MONTH)
    try:
        async with owner.transaction(SYSTEM) as session:
            await service.ensure_loaded(session)
            await session.execute(text("SET ROLE NONE"))
            await session.execute(
                text(
                    "INSERT INTO indicator_periods (id, kind, starts_at, ends_at)"
                    " VALUES (:id, :kind, :starts_at, :ends_at) ON CONFLICT DO NOTHING"
                ),
                {"id": MONTH, "kind": period.kind, "starts_at": period.starts_at, "ends_at": period.ends_at},
            )
            await session.execute(text(_FILL), {"period": MONTH})
            there = {"period": MONTH}
            count = text(
                "SELECT count(*) FROM indicator_values WHERE period = :period AND province_code = '15'"
            )
            codes = text(
                "SELECT code FROM communes WHERE valid_to IS NULL AND province_code = '15' ORDER BY code"
            )
            return int(await session.scalar(count, there) or 0), list(await session.scalars(codes))
    finally:
        await owner.close()
