"""The layers, their values, and opening them to the public."""

from typing import Annotated

from fastapi import APIRouter, Path, Request

from geoops.kit.context import LIVE
from geoops.kit.http import (
    AnyCaller,
    AtTime,
    CurrentCaller,
    KnownAt,
    OpenSession,
    SpaceName,
    WriteSession,
    requires,
)
from geoops.layers import service
from geoops.layers.errors import UnknownLayer
from geoops.layers.model import Values
from geoops.layers.registry import Registry, Versions
from geoops.layers.schemas import LayersOut, ValuesOut

router = APIRouter(prefix="/api/layers", tags=["layers"])

LayerId = Annotated[str, Path(pattern=r"^[a-z0-9_]{1,100}$")]


@router.get("")
async def layers(
    request: Request,
    session: OpenSession,
    caller: AnyCaller,
    at: AtTime,
    known_at: KnownAt,
    space: SpaceName = LIVE,
) -> LayersOut:
    """Every layer the caller may see: title, legend, tiles, time axis, and the age of its data."""
    registry: Registry = request.app.state.registry
    versions: Versions = request.app.state.versions
    when = await service.moment(session, at, known_at)
    return LayersOut(items=await service.describe_all(session, registry, versions, caller, space, when))


@router.get("/{layer_id}/values")
async def values(
    request: Request,
    layer_id: LayerId,
    session: OpenSession,
    caller: AnyCaller,
    at: AtTime,
    known_at: KnownAt,
    space: SpaceName = LIVE,
) -> ValuesOut:
    """The values of a value layer at a time: one row per feature, joined to the shapes by the map itself."""
    registry: Registry = request.app.state.registry
    versions: Versions = request.app.state.versions
    layer = await registry.get(session, layer_id)
    await service.check_layer(session, layer, caller)
    if not isinstance(layer.source, Values):
        raise UnknownLayer
    when = await service.moment(session, at, known_at)
    shown = service.shown_to(layer, caller)
    return await service.values(session, shown, versions.of(registry.dependencies(layer), space), when)


@router.put("/{layer_id}/public", status_code=204, dependencies=[requires("layer.publish")])
async def open_to_public(
    request: Request, layer_id: LayerId, session: WriteSession, caller: CurrentCaller
) -> None:
    """Show the layer to everybody, signed in or not; columns that tell of persons (`is_private`) stay within."""
    await service.set_public(session, request.app.state.registry, layer_id, caller, True)


@router.delete("/{layer_id}/public", status_code=204, dependencies=[requires("layer.publish")])
async def close_to_public(
    request: Request, layer_id: LayerId, session: WriteSession, caller: CurrentCaller
) -> None:
    """Show the layer to signed-in people only."""
    await service.set_public(session, request.app.state.registry, layer_id, caller, False)
