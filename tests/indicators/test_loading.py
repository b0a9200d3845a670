"""The catalogue in the database: loaded once, brought up to date, never emptied; reference indicators computed once."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators import service
from geoops.indicators.catalogue import catalogue_files
from geoops.kit.errors import InputRefused
from tests import units


async def _count(session: AsyncSession, sql: str) -> int:
    return int(await session.scalar(text(sql)) or 0)


async def test_loading_twice_writes_once(session: AsyncSession) -> None:
    assert await service.load(session) == {"gia_lai": 0, "lai_chau": 193, "lao_cai": 356, "reference": 1}
    recorded = await _count(session, "SELECT count(*) FROM changes WHERE domain = 'indicators'")
    assert recorded == 4
    assert await service.load(session) == {}
    assert await _count(session, "SELECT count(*) FROM changes WHERE domain = 'indicators'") == recorded


async def test_what_is_kept_is_what_is_printed(session: AsyncSession) -> None:
    await service.load(session)
    row = (await session.execute(text("SELECT * FROM indicator_nodes WHERE code = 'lao_cai.C.2.3'"))).one()
    assert (row.unit_printed, row.unit, row.stt, row.item) == ("M²", "m2", "2", 3)
    assert row.frequencies == ["hour", "day"]
    assert row.coordinating_offices == ["commune_police", "commune_military", "village"]
    states = await session.execute(
        text("SELECT set_code || code, state FROM indicator_groups WHERE emergency ORDER BY 1")
    )
    assert [tuple(row) for row in states] == [
        ("gia_lai4", "appendix_not_seen"), ("lai_chauD", "listed"), ("lao_caiC", "listed"),
    ]  # fmt: skip


async def test_a_row_taken_out_of_a_file_is_marked_and_its_values_stay(
    session: AsyncSession, tmp_path: Path
) -> None:
    await units.load(session, tmp_path)
    await service.load(session)
    value = service.ValueIn("lai_chau.D.4", "2026-07", "01301", value=3.5)
    assert (await service.put_values(session, [value], method="entered", source="thử")).new == 1
    content = dict(catalogue_files())["lai_chau.yaml"].decode()
    start = content.index('      - stt: "4"', content.index("- code: D"))
    end = content.index('      - stt: "5"', start)
    (tmp_path / "lai_chau.yaml").write_text(content[:start] + content[end:], encoding="utf-8")
    assert await service.load(session, tmp_path) == {"lai_chau": 192}
    dropped = await _count(session, "SELECT count(*) FROM indicator_nodes WHERE dropped_at IS NOT NULL")
    assert dropped == 1
    assert await _count(session, "SELECT count(*) FROM indicator_values") == 1
    assert await service.load(session) == {"lai_chau": 193}
    assert await _count(session, "SELECT count(*) FROM indicator_nodes WHERE dropped_at IS NOT NULL") == 0


async def test_a_bad_catalogue_writes_nothing(session: AsyncSession, tmp_path: Path) -> None:
    content = dict(catalogue_files())["lai_chau.yaml"].decode()
    (tmp_path / "lai_chau.yaml").write_text(content.replace("Sở Công Thương", "Sở Nào Đó"), encoding="utf-8")
    with pytest.raises(InputRefused):
        await service.load(session, tmp_path)
    assert await _count(session, "SELECT count(*) FROM indicator_sets") == 0


async def test_density_is_computed_once_per_boundary_version(session: AsyncSession, tmp_path: Path) -> None:
    await service.load(session)
    assert await service.compute_reference(session) == 0  # no boundaries yet
    await units.load(session, tmp_path)
    assert await service.compute_reference(session) == 9
    assert await service.compute_reference(session) == 0
    rows = {
        row.commune_code: row
        for row in await session.execute(
            text(
                "SELECT r.*, c.area_km2, c.population FROM indicator_reference_values r"
                " JOIN communes c ON c.code = r.commune_code"
            )
        )
    }
    assert rows["01301"].value == pytest.approx(1000 / rows["01301"].area_km2)
    assert rows["01301"].class_name == "to-50"
    assert rows["01301"].source == "Ranh giới thử"
    assert rows["01305"].value is None
    assert rows["01305"].reason_vi == "tệp ranh giới không có dân số"


async def test_approximate_boundaries_give_no_density(session: AsyncSession, tmp_path: Path) -> None:
    await service.load(session)
    await units.load(session, tmp_path, kind="approximate")
    await service.compute_reference(session)
    assert await _count(session, "SELECT count(value) FROM indicator_reference_values") == 0
    assert await _count(session, "SELECT count(*) FROM indicator_reference_values") == 9


async def test_the_situation_of_a_commune_has_its_figures(session: AsyncSession, tmp_path: Path) -> None:
    await units.load(session, tmp_path)
    await service.ensure_loaded(session)
    [figure] = await service.of_commune(session, "01305")
    assert (figure.code, figure.name.vi, figure.unit) == (
        "reference.R.population_density", "Mật độ dân số", "người/km²",
    )  # fmt: skip
    assert figure.value is None
    assert figure.reason is not None
