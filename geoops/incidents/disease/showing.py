"""Outbreaks as they go out: rows with their names, figures and dates."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.service import CommuneName
from geoops.incidents.disease import service, store
from geoops.incidents.disease.definitions import Disease, Item, definitions
from geoops.incidents.disease.definitions import disease as disease_of
from geoops.incidents.disease.models import OutbreakReport, OutbreakZone, OutbreakZoneCommune
from geoops.incidents.disease.schemas import (
    DiseaseFormOut,
    DiseaseItemOut,
    DiseaseOut,
    OutbreakDetail,
    OutbreakOut,
    OutbreakReportOut,
    OutbreakTotalOut,
    OverlapOut,
    PlaceTotalOut,
    StateOut,
    TouchedOut,
    ZoneDefaultOut,
    ZonedOut,
    ZoneHere,
    ZoneOut,
)
from geoops.incidents.disease.statuses import STATUSES, may_end_at, steps
from geoops.incidents.disease.store import Found
from geoops.incidents.disease.tallying import Tally
from geoops.incidents.disease.zones import store as zones_store
from geoops.incidents.disease.zones.service import Zoned
from geoops.incidents.schemas import PositionOut
from geoops.kit import spaces
from geoops.kit.schemas import TextOut


def form() -> DiseaseFormOut:
    """What can be said of an outbreak."""
    defined = definitions()
    return DiseaseFormOut.model_validate(
        {
            "diseases": [_disease(one) for one in defined.diseases.values()],
            "items": {
                kind: [_item(one) for one in entries.values()] for kind, entries in defined.items.items()
            },
            "species": {code: TextOut.of(name) for code, name in defined.species.items()},
            "zones": {code: TextOut.of(name) for code, name in defined.zone_names.items()},
            "statuses": {code: TextOut.of(name) for code, name in STATUSES.items()},
        }
    )


def _disease(one: Disease) -> DiseaseOut:
    return DiseaseOut(
        disease=one.code,
        kind=one.kind,
        name=TextOut.of(one.name),
        short=one.short,
        group=one.group,
        species=list(one.species),
        source=one.source,
        certainty=one.certainty,
        end_after_days=one.end.days,
        end_source=one.end.source,
        end_certainty=one.end.certainty,
        zones=[
            ZoneDefaultOut.model_validate({"zone": zone, "radius_m": radius})
            for zone, radius in (one.zones.radii if one.zones else {}).items()
        ],
        zones_source=one.zones.source if one.zones else None,
        zones_certainty=one.zones.certainty if one.zones else None,
    )


def _item(one: Item) -> DiseaseItemOut:
    return DiseaseItemOut(
        item=one.code,
        name=TextOut.of(one.name),
        unit=one.unit,
        adds=one.adds,
        source=one.source,
        certainty=one.certainty,
    )


async def outbreaks_out(session: AsyncSession, rows: Sequence[Found]) -> list[OutbreakOut]:
    """Outbreaks in the order given, with their figures of now."""
    now = await spaces.now(session)
    names = await communes.names(session, sorted({found.row.commune_code for found in rows}))
    totals = await store.totals(session, now, now) if rows else {}
    last = await service.last_cases(session, [found.row for found in rows])
    return [
        OutbreakOut.model_validate(_outbreak(found, names, totals.get(found.row.id, {}))).model_copy(
            update={
                "last_case_at": last[found.row.id],
                "may_end_at": (
                    ends := may_end_at(last[found.row.id], disease_of(found.row.disease).end.days)
                ),
                "may_end": ends is not None and ends <= now,
            }
        )
        for found in rows
    ]


def _outbreak(
    found: Found, names: Mapping[str, CommuneName], totals: Mapping[str, store.ItemTotal]
) -> dict[str, object]:
    row = found.row
    disease = disease_of(row.disease)
    items = definitions().items[disease.kind]
    name = names.get(row.commune_code)
    return {
        **{
            field: getattr(row, field)
            for field in (
                *("id", "disease", "species", "commune_code", "hamlet", "began_at", "status", "status_at"),
                *("note", "reported_by", "received_at", "known_at"),
            )
        },
        "disease_name": TextOut.of(disease.name),
        "kind": disease.kind,
        "group": disease.group,
        "commune_name": name.full_name_vi if name else None,
        "position": PositionOut(
            lon=found.lon, lat=found.lat, accuracy_m=row.accuracy_m, method=row.method or "gps"
        )
        if found.lon is not None and found.lat is not None
        else None,
        "status_label": TextOut.of(STATUSES[row.status]),
        "totals": [
            OutbreakTotalOut(
                item=code,
                name=TextOut.of(item.name),
                unit=item.unit,
                quantity=totals[code].quantity,
                as_of=totals[code].as_of,
            )
            for code, item in items.items()
            if code in totals
        ],
        "last_case_at": row.began_at,
        "last_report_at": max((total.as_of for total in totals.values()), default=None),
        "may_end_at": None,
        "may_end": False,
        "etag": service.etag(row),
    }


async def detail(session: AsyncSession, found: Found) -> OutbreakDetail:
    """One outbreak with its path, zones and neighbours."""
    (shown,) = await outbreaks_out(session, [found])
    zones = await zones_store.of_outbreak(session, found.row.id)
    touched = await zones_store.touched(session, [zone.id for zone in zones])
    beside = await zones_store.overlapping(session, found.row.id)
    names = await communes.names(
        session, sorted({one.touched_code for one in touched} | {code for _, code in beside})
    )
    by_zone: dict[int, list[OutbreakZoneCommune]] = defaultdict(list)
    for one in touched:
        by_zone[one.zone_id].append(one)
    return OutbreakDetail.model_validate(
        {
            **shown.model_dump(),
            "states": [
                StateOut.model_validate(
                    {
                        **{f: getattr(s, f) for f in ("status", "at", "actor", "reason", "known_at")},
                        "label": TextOut.of(STATUSES[s.status]),
                    }
                )
                for s in await store.states(session, found.row.id)
            ],
            "next_statuses": steps(found.row.status),
            "zones": [_zone(zone, by_zone[zone.id], names) for zone in zones],
            "overlaps": [
                OverlapOut(outbreak_id=other, commune_code=code, commune_name=_name(names, code))
                for other, code in beside
            ],
        }
    )


def _zone(
    zone: OutbreakZone, touched: Sequence[OutbreakZoneCommune], names: Mapping[str, CommuneName]
) -> ZoneOut:
    return ZoneOut.model_validate(
        {
            **{f: getattr(zone, f) for f in ("zone", "radius_m", "set_by", "reason", "known_at")},
            "name": TextOut.of(definitions().zone_names[zone.zone]),
            "communes": [
                TouchedOut(
                    commune_code=one.touched_code,
                    commune_name=_name(names, one.touched_code),
                    area_km2=round(one.area_km2, 3),
                    share=round(one.share, 4),
                )
                for one in touched
            ],
        }
    )


def _name(names: Mapping[str, CommuneName], code: str) -> str | None:
    return names[code].full_name_vi if code in names else None


def report_out(row: OutbreakReport, figures: Mapping[str, int]) -> OutbreakReportOut:
    """A report with its figures."""
    return OutbreakReportOut.model_validate(
        {
            **{f: getattr(row, f) for f in OutbreakReportOut.model_fields if f != "figures"},
            "figures": dict(figures),
        }
    )


async def places_out(session: AsyncSession, found: Sequence[Tally]) -> list[PlaceTotalOut]:
    """Tallies with their names."""
    names = await communes.names(session, sorted({one.commune_code for one in found}))
    return [
        PlaceTotalOut(
            commune_code=one.commune_code,
            commune_name=_name(names, one.commune_code),
            disease=one.disease,
            disease_name=TextOut.of(disease_of(one.disease).name),
            kind=one.kind,
            outbreaks=one.outbreaks,
            new_outbreaks=one.new_outbreaks,
            suspected=one.suspected,
            hamlets=len(one.hamlets),
            figures=one.figures,
            new_figures=one.new_figures,
        )
        for one in found
    ]


async def zoned_out(session: AsyncSession, found: Sequence[Zoned]) -> list[ZonedOut]:
    """Communes that zones touch, with their names."""
    names = await communes.names(session, sorted({one.commune_code for one in found}))
    return [
        ZonedOut.model_validate(
            {
                "commune_code": one.commune_code,
                "commune_name": _name(names, one.commune_code),
                "disease": one.disease,
                "disease_name": TextOut.of(disease_of(one.disease).name),
                "strictest": one.strictest,
                "shares": {zone: round(share, 4) for zone, (_, share) in one.taken.items()},
                "area_km2": {zone: round(km2, 3) for zone, (km2, _) in one.taken.items()},
                "outbreaks": one.outbreaks,
            }
        )
        for one in found
    ]


def zone_here(zone: OutbreakZone, share: float) -> ZoneHere:
    """A zone that reaches into a commune."""
    return ZoneHere.model_validate(
        {
            "outbreak_id": zone.outbreak_id,
            "disease": zone.disease,
            "disease_name": TextOut.of(disease_of(zone.disease).name),
            "from_commune": zone.commune_code,
            "zone": zone.zone,
            "name": TextOut.of(definitions().zone_names[zone.zone]),
            "share": round(share, 4),
        }
    )
