"""Risk maps over HTTP: what is loaded, and how much of each class lies in each commune."""

from fastapi import APIRouter

from geoops.hazards import service
from geoops.hazards.passport import hazards
from geoops.hazards.schemas import AreaOut, ClassOut, RiskMapOut, RiskMapsOut
from geoops.kit.http import PAGE, After, Limit, ReadSession, requires
from geoops.kit.i18n import Text
from geoops.kit.paging import Listing, cut_page, decode_cursor
from geoops.kit.schemas import TextOut

router = APIRouter(prefix="/api/risk-maps", tags=["hazards"])


@router.get("", dependencies=[requires("map.view")])
async def risk_maps(session: ReadSession) -> RiskMapsOut:
    """Every loaded risk map with its passport and legend."""
    return RiskMapsOut(
        items=[
            RiskMapOut(
                id=one.id,
                layer=service.layer_id(one.id),
                hazard=one.hazard,
                hazard_label=TextOut.of(hazards().get(one.hazard, Text(one.hazard, one.hazard))),
                kind=one.kind,
                title=TextOut(vi=one.title_vi, en=one.title_en),
                made_on=one.made_on,
                author=one.author,
                method=one.method,
                licence=one.licence,
                version=one.version,
                source_file=one.source_file,
                crs=one.crs,
                bounds=one.bounds,
                classes=[
                    ClassOut(
                        name=entry["class"],
                        label=TextOut(vi=entry["label_vi"], en=entry["label_en"]),
                        color=entry["color"],
                    )
                    for entry in one.legend
                ],
                loaded_at=one.loaded_at,
                loaded_by=one.loaded_by,
            )
            for one in await service.all_maps(session)
        ]
    )


@router.get("/{risk_map_id}/areas", dependencies=[requires("map.view")])
async def areas(
    risk_map_id: str, session: ReadSession, limit: Limit = PAGE, after: After = None
) -> Listing[AreaOut]:
    """The area of each class in each commune that the map reaches, for the boundaries in use."""
    cursor = decode_cursor(after, (str, int)) if after is not None else None
    rows = await service.areas(
        session, risk_map_id, after=(cursor[0], cursor[1]) if cursor else None, limit=limit
    )
    page, next_cursor = cut_page(rows, limit, lambda row: (row[0].commune_code, row[0].class_number))
    return Listing(
        items=[
            AreaOut(
                commune_code=area.commune_code,
                class_name=shown.name,
                label=TextOut.of(shown.label),
                area_km2=area.area_km2,
                share=area.share,
            )
            for area, shown in page
        ],
        next=next_cursor,
    )
