"""The catalogue files brought into the database: whatever did not change is not written again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators import store
from geoops.indicators.catalogue import CatalogueFile, Node, nodes, read_catalogue
from geoops.indicators.dimensions import names_printed
from geoops.indicators.words import frequencies_of, offices_of, unit_of
from geoops.kit import changes


async def load(session: AsyncSession, folder: Path | None = None) -> dict[str, int]:
    """Load the catalogue of the package, or of a folder; answers how many rows each changed set has now.

    Raises InputRefused where the catalogue is not right; nothing is written then.
    """
    known = await store.set_checksums(session)
    written: dict[str, int] = {}
    for file in read_catalogue(folder):
        if known.get(file.content.set) == file.sha256:
            continue
        rows = [node_values(node) for node in nodes(file.content)]
        await store.put_set(session, _set_values(file))
        await store.put_groups(session, list(_group_values(file)))
        await store.put_amendments(session, file.content.set, list(_amendment_values(file)))
        await store.put_nodes(session, file.content.set, rows)
        written[file.content.set] = len(rows)
    for code, count in written.items():
        await changes.record(
            session,
            domain="indicators",
            entity="catalogue",
            entity_id=code,
            op="load",
            payload={"rows": count},
            everyone=True,
        )
    return written


def _set_values(file: CatalogueFile) -> dict[str, Any]:
    content = file.content
    return {
        "code": content.set,
        "kind": content.kind,
        "title_vi": content.title_vi,
        "title_en": content.title_en,
        "level": content.level,
        "province_code": content.province_code,
        "decision_number": content.decision_number,
        "decision_date": content.decision_date,
        "issuer": content.issuer,
        "valid_from": content.valid_from,
        "valid_to": content.valid_to,
        "text_seen": content.text_seen,
        "notes": list(content.notes),
        "file": file.name,
        "sha256": file.sha256,
    }


def _group_values(file: CatalogueFile) -> Iterator[dict[str, Any]]:
    for position, group in enumerate(file.content.groups, start=1):
        yield {
            "set_code": file.content.set,
            "code": group.code,
            "position": position,
            "name_vi": group.name_vi,
            "name_en": group.name_en,
            "state": group.state,
            "emergency": group.emergency,
            "open": group.open,
            "valid_from": group.valid_from,
            "valid_to": group.valid_to,
            "decision": group.decision,
            "notes": list(group.notes),
        }


def _amendment_values(file: CatalogueFile) -> Iterator[dict[str, Any]]:
    for amendment in file.content.amendments:
        yield {"set_code": file.content.set, **amendment.model_dump()}


def node_values(node: Node) -> dict[str, Any]:
    """A row as the table keeps it: as printed, with codes by the reading where there is one."""
    row = node.row
    unit = unit_of(node.unit_meant) if node.unit_meant else None
    frequency = node.frequency_meant
    asked = names_printed(node.disaggregation_meant) if node.disaggregation_meant else None
    return {
        "code": node.code,
        "set_code": node.set,
        "group_code": node.group,
        "parent_code": node.parent,
        "position": node.position,
        "kind": node.kind,
        "section": node.section,
        "stt": node.stt,
        "item": node.item,
        "name_vi": row.name_vi,
        "name_en": row.name_en,
        "unit_printed": row.unit,
        "unit": unit.code if unit else None,
        "scope": node.scope,
        "frequency_printed": node.frequency,
        "frequencies": [word.code for word in frequencies_of(frequency) or ()] if frequency else [],
        "disaggregation": node.disaggregation,
        "responsible": node.responsible,
        "responsible_offices": _offices(node.responsible_meant),
        "coordinating": node.coordinating,
        "coordinating_offices": _offices(node.coordinating),
        "database": node.database,
        "database_owner": node.database_owner,
        "data_source": node.data_source,
        "value_kinds": list(row.value_kind),
        "holds_value": node.holds_value,
        "open": row.open,
        "computed_from": list(row.computed_from),
        "notes": list(row.notes),
        "reading": dict(row.reading),
        "printed": dict(row.printed),
        "dimensions": [*row.dimensions, *(asked.dimensions if asked else ())],
        "over_places": row.aggregate.places,
        "over_time": row.aggregate.time,
        "weight": row.aggregate.weight,
        "derived": row.derived.model_dump(mode="json") if row.derived else None,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "decision": row.decision,
    }


def _offices(printed: str | None) -> list[str]:
    return [word.code for word in offices_of(printed) or ()] if printed else []
