"""Grids over HTTP: what is kept, what it holds in communes, and loading a file."""

import asyncio
import math
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse

from geoops.hydromet.grids import archive, catalogue, jobs, service, stac
from geoops.hydromet.grids.description import Product, parse_description
from geoops.hydromet.grids.layers import layer_id
from geoops.hydromet.grids.rules import known_products
from geoops.hydromet.grids.schemas import (
    GridCommuneOut,
    GridCommunesOut,
    GridLoadOut,
    GridProductOut,
    GridProductsOut,
    GridRainOut,
    GridRainsOut,
    GridStepOut,
    RefusedFieldOut,
)
from geoops.kit import spaces
from geoops.kit.context import LIVE
from geoops.kit.errors import InputRefused
from geoops.kit.http import (
    PAGE,
    After,
    AtTime,
    CurrentCaller,
    KnownAt,
    Limit,
    ReadSession,
    SpaceName,
    context_of,
    database_of,
    follower_of,
    language_of,
    read_time,
    requires,
)
from geoops.kit.i18n import Text
from geoops.kit.paging import Listing, cut_page, decode_cursor, encode_cursor
from geoops.kit.schemas import TextOut
from geoops.kit.types import CommuneCode
from geoops.settings import Settings

router = APIRouter(prefix="/api/grids", tags=["grids"])

ProductId = Annotated[str, Query(pattern=r"^[a-z][a-z0-9_]{2,39}$")]


@router.get("/products", dependencies=[requires("map.view")])
async def products(session: ReadSession) -> GridProductsOut:
    """Every product of which something was loaded, with its layers and how far it reaches."""
    return GridProductsOut(
        items=[
            _product(one, shown, dict(counts) if counts is not None else {})
            for one, shown, counts in await catalogue.all_products(session)
        ]
    )


def _product(one: Product, shown: dict[str, Any], counts: dict[str, Any]) -> GridProductOut:
    return GridProductOut(
        id=one.id,
        title=TextOut.of(one.text),
        kind=one.kind,
        format=one.format,
        credit=one.credit,
        licence=one.licence,
        variables=sorted(shown),
        layers=[layer_id(one.id, variable) for variable in sorted(shown)] if one.layer else [],
        keep_days=one.keep_days,
        rhythm_minutes=one.rhythm_minutes,
        steps=counts.get("steps", 0),
        latest_at=counts.get("latest_at"),
        issued_at=counts.get("issued_at"),
    )


@router.get("", dependencies=[requires("map.view")])
async def steps(
    session: ReadSession,
    known_at: KnownAt,
    product: ProductId | None = None,
    variable: Annotated[str | None, Query(max_length=40)] = None,
    from_at: Annotated[str | None, Query(alias="from", description="ends after this time")] = None,
    to_at: Annotated[str | None, Query(alias="to", description="ends at or before this time")] = None,
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[GridStepOut]:
    """The steps that are kept, newest end first; `known_at` shows what was known then."""
    rows = await catalogue.page(
        session,
        product=product,
        variable=variable,
        from_=read_time(from_at, "from"),
        to=read_time(to_at, "to"),
        known_at=known_at or await spaces.now(session),
        after=_step_key(after) if after else None,
        limit=limit,
    )
    page, following = cut_page(rows, limit, lambda row: (row["ends_at"].isoformat(), str(row["id"])))
    return Listing[GridStepOut](items=[_step(row) for row in page], next=following)


def _step_key(after: str) -> tuple[datetime, UUID]:
    ends_at, id_ = decode_cursor(after, (str, str))
    moment = read_time(ends_at, "after")
    assert moment is not None
    try:
        return moment, UUID(id_)
    except ValueError:
        raise InputRefused(extra={"parameter": "after"}) from None


def _step(row: Any) -> GridStepOut:
    named = {name: row[name] for name in GridStepOut.model_fields if name != "stored"}
    return GridStepOut(**named, stored=row["file"] is not None)


@router.get("/rain/communes", dependencies=[requires("map.view")])
async def rain(
    session: ReadSession,
    at: AtTime,
    known_at: KnownAt,
    kind: Literal["observed", "forecast"] = "forecast",
    hours: Annotated[float, Query(gt=0, le=service.MAX_HOURS)] = 6,
    product: ProductId | None = None,
    commune: Annotated[list[CommuneCode] | None, Query(max_length=200)] = None,
) -> GridRainsOut:
    """Rain by commune from grids: `forecast` for the hours after `at`, `observed` for the hours before it."""
    now = await spaces.now(session)
    ask = service.forecast_rain if kind == "forecast" else service.observed_rain
    found = await ask(
        session, at=at or now, known_at=known_at or at or now, hours=hours, product=product, only=commune
    )
    return GridRainsOut(
        items=[
            GridRainOut(**{name: getattr(one, name) for name in GridRainOut.model_fields})
            for one in found.values()
        ]
    )


@router.get("/{grid_id}", dependencies=[requires("map.view")])
async def step(grid_id: UUID, session: ReadSession) -> GridStepOut:
    """One step."""
    return _step(await catalogue.step(session, grid_id))


@router.get("/{grid_id}/communes", dependencies=[requires("map.view")])
async def communes(
    grid_id: UUID, session: ReadSession, limit: Limit = PAGE, after: After = None
) -> GridCommunesOut:
    """What a step holds in each commune of the boundaries in use, by code."""
    row, codes, values = await catalogue.commune_values(session, grid_id)
    if values is None or len(values.mean) != len(codes):
        return GridCommunesOut(step=_step(row), measured=False, stops=[], items=[])
    first = decode_cursor(after, (str,))[0] if after else ""
    wanted = [index for index in sorted(range(len(codes)), key=codes.__getitem__) if codes[index] > first]
    items = [
        GridCommuneOut(
            commune_code=codes[index],
            mean=_number(values.mean[index]),
            max=_number(values.most[index]),
            covered=round(values.covered[index], 3),
            above=[_number(values.above[stop * len(codes) + index]) for stop in range(len(values.stops))],
            class_number=values.classes[index] if values.classes[index] >= 0 else None,
        )
        for index in wanted[:limit]
    ]
    following = encode_cursor((items[-1].commune_code,)) if len(wanted) > limit else None
    return GridCommunesOut(
        step=_step(row),
        measured=True,
        stops=[round(stop, 4) for stop in values.stops],
        items=items,
        next=following,
    )


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 3)


@router.get("/{grid_id}/stac", dependencies=[requires("map.view")])
async def stac_item(request: Request, grid_id: UUID, session: ReadSession) -> dict[str, Any]:
    """The step as a STAC item."""
    row = await catalogue.step(session, grid_id)
    geometry = await catalogue.geometry(session, row["geometry_id"])
    product = await catalogue.known_product(session, row["product"])
    made = stac.item(
        dict(row),
        geometry,
        product.text.in_(language_of(request)),
        product.licence,
        str(request.base_url).rstrip("/"),
    )
    return made.to_dict(include_self_link=True)


@router.get("/{grid_id}/file", dependencies=[requires("map.view")], response_class=FileResponse)
async def file(request: Request, grid_id: UUID, session: ReadSession) -> Response:
    """The step as a cloud-optimised GeoTIFF; 404 where its file is gone."""
    row = await catalogue.step(session, grid_id)
    settings: Settings = request.app.state.settings
    path = archive.folder(settings.home) / row["file"] if row["file"] is not None else None
    if path is None or not path.is_file():
        raise archive.GridFileMissing(extra={"grid": str(grid_id)})
    return FileResponse(
        path, media_type="image/tiff; application=geotiff; profile=cloud-optimized", filename=path.name
    )


@router.post("", status_code=201, dependencies=[requires("grid.write")])
async def load(
    request: Request,
    caller: CurrentCaller,
    product: ProductId | None = None,
    name: Annotated[
        str, Query(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$", description="the file's name")
    ] = "grid",
    description: Annotated[str | None, Query(max_length=8000, description="a description, YAML")] = None,
    space: SpaceName = LIVE,
) -> GridLoadOut:
    """Load a file, sent as the body. Its product is recognised (IMERG, GRIB of a known centre), named, or described.

    The same file again writes nothing. A damaged file is refused; nothing of it is kept.
    """
    settings: Settings = request.app.state.settings
    kind = await _asked_product(request, product, description, caller, space)
    body = await request.body()
    if not body:
        raise InputRefused(Text("không có nội dung tệp", "the body is empty"))
    with tempfile.TemporaryDirectory(prefix="geoops-grid-") as scratch:
        path = Path(scratch, name)
        await asyncio.to_thread(_put, path, body)
        result = await jobs.load(
            database_of(request), settings.home, path, kind, context=context_of(caller, space)
        )
    await follower_of(request).catch_up()
    language = language_of(request)
    return GridLoadOut(
        product=result.product,
        new=result.new,
        changed=result.changed,
        unchanged=result.unchanged,
        communes_changed=result.communes_changed,
        refused=[
            RefusedFieldOut(row=one.row, field=one.field, reason=one.reason.in_(language))
            for one in result.refused
        ],
        ignored=result.ignored,
    )


def _put(path: Path, body: bytes) -> None:
    with path.open("wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())


async def _asked_product(
    request: Request, product: str | None, description: str | None, caller: CurrentCaller, space: str
) -> Product | None:
    async with database_of(request).transaction(
        context_of(caller, space)
    ) as session:  # or there is no such space
        if description is not None:
            return parse_description("description", description.encode())
        if product is None or product in known_products():
            return known_products()[product] if product else None
        return await catalogue.known_product(session, product)
