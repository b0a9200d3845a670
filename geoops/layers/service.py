"""What the map is told about layers, and who may see which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import changes, spaces
from geoops.kit.context import Caller
from geoops.kit.errors import NotAllowed, NotSignedIn
from geoops.kit.i18n import Text
from geoops.kit.permissions import allows
from geoops.kit.schemas import TextOut
from geoops.layers import store
from geoops.layers.errors import UnknownLayer
from geoops.layers.model import GROUP_TITLES, Geometry, Layer, Values
from geoops.layers.registry import Registry, Versions
from geoops.layers.schemas import (
    FieldOut,
    ForecastOut,
    LayerOut,
    LegendItemOut,
    LegendOut,
    StyleOut,
    ValuesOut,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """The two times a question is asked for, filled in from the space's clock where the caller left them out."""

    at: datetime
    known_at: datetime


async def moment(session: AsyncSession, at: datetime | None, known_at: datetime | None) -> Moment:
    """Without `at`: now by the space's clock. Without `known_at`: all that is known by now."""
    now = await spaces.now(session)
    return Moment(at=at or now, known_at=known_at or now)


def may_view(caller: Caller, *, public: bool) -> bool:
    """Whether a layer is shown to the caller."""
    return public or (
        caller.kind != "public" and not caller.must_change_password and allows(caller, "map.view")
    )


def check_view(caller: Caller, *, public: bool) -> None:
    """Raises NotSignedIn or NotAllowed."""
    if not may_view(caller, public=public):
        raise NotSignedIn if caller.kind == "public" else NotAllowed


def shown_to(layer: Layer, caller: Caller) -> Layer:
    """The layer as the caller gets it: whole, or as the public does where they see it for its openness alone."""
    return layer if may_view(caller, public=False) else layer.for_public()


async def check_layer(session: AsyncSession, layer: Layer, caller: Caller) -> None:
    """Raises NotSignedIn or NotAllowed where the layer is not for the caller."""
    check_view(caller, public=layer.id in await store.public_layers(session))


async def check_map(session: AsyncSession, caller: Caller) -> None:
    """Raises NotSignedIn or NotAllowed where there is nothing on the map for the caller: no right, no public layer."""
    if not may_view(caller, public=False):
        check_view(caller, public=bool(await store.public_layers(session)))


def shapes_of(registry: Registry, layer: Layer) -> Layer | None:
    """The layer whose shapes a value layer borrows."""
    return registry.static(layer.source.of) if isinstance(layer.source, Values) else None


async def describe_all(
    session: AsyncSession, registry: Registry, versions: Versions, caller: Caller, space: str, when: Moment
) -> list[LayerOut]:
    """Every layer the caller may see, with its age."""
    public = await store.public_layers(session)
    out = []
    for layer in await registry.all(session):
        if may_view(caller, public=layer.id in public):
            shown = shown_to(layer, caller)
            out.append(
                await describe(session, registry, versions, shown, space, when, public=layer.id in public)
            )
    return out


async def describe(
    session: AsyncSession,
    registry: Registry,
    versions: Versions,
    layer: Layer,
    space: str,
    when: Moment,
    *,
    public: bool,
) -> LayerOut:
    """What the map is told about one layer, with its age."""
    count, latest_at = await store.summary(session, layer, when.at, when.known_at)
    forecast = await _forecast(session, layer, when)
    if forecast is not None:
        latest_at = latest_at or forecast.issued_at
    age = max(0, int((when.at - latest_at).total_seconds())) if latest_at else None
    stale = layer.fresh_for is not None and (age is None or age > layer.fresh_for.total_seconds())
    shapes = shapes_of(registry, layer)
    notice = await standing_notice(session, registry, layer, when)
    return LayerOut(
        id=layer.id,
        domain=layer.domain,
        group=layer.group,
        group_title=TextOut.of(GROUP_TITLES[layer.group]),
        title=TextOut.of(layer.title),
        description=TextOut.of(layer.description) if layer.description else None,
        kind=layer.kind,
        geometry=_shape(layer, shapes),
        geometry_layer=shapes.id if shapes else None,
        tiles=f"/tiles/{layer.id}/{{z}}/{{x}}/{{y}}." + ("png" if layer.kind == "raster" else "mvt"),
        source_layer=layer.id,
        min_zoom=layer.min_zoom,
        max_zoom=layer.max_zoom,
        values=f"/api/layers/{layer.id}/values" if isinstance(layer.source, Values) else None,
        bounds=layer.bounds,
        style=StyleOut(
            paint=layer.style.paint,
            by=layer.style.by,
            outline=layer.style.outline,
            opacity=layer.style.opacity,
            size=layer.style.size,
            label=layer.style.label,
        ),
        legend=LegendOut(
            title=TextOut.of(layer.legend.title) if layer.legend.title else None,
            unit=layer.legend.unit,
            items=[
                LegendItemOut(
                    value=item.value,
                    label=TextOut.of(item.label),
                    color=item.color,
                    pattern=item.pattern,
                    shape=item.shape,
                )
                for item in layer.legend.items
            ],
        ),
        time=layer.time,
        fresh_for_s=int(layer.fresh_for.total_seconds()) if layer.fresh_for else None,
        latest_at=latest_at,
        age_s=age,
        stale=stale,
        count=count,
        version=versions.of(registry.dependencies(layer), space),
        depends_on=list(registry.dependencies(layer)),
        public=public,
        visible=layer.visible,
        order=layer.order,
        fields=[
            FieldOut(
                name=item.name,
                label=TextOut.of(item.label),
                unit=item.unit,
                kind=item.kind,
                is_quantity=item.is_quantity,
                is_private=item.private,
                words=(
                    {code: TextOut.of(word) for code, word in said.items()}
                    if (said := item.said) is not None
                    else None
                ),
            )
            for item in layer.fields
        ],
        notice=TextOut.of(notice) if notice else None,
        attribution=layer.attribution or (shapes.attribution if shapes else None),
        is_forecast=layer.forecast_sql is not None,
        forecast=forecast,
    )


async def _forecast(session: AsyncSession, layer: Layer, when: Moment) -> ForecastOut | None:
    """The forecast that the layer shows at a moment, if there is one."""
    if layer.forecast_sql is None:
        return None
    found = await store.forecast(session, layer.forecast_sql, when.at, when.known_at)
    if found is None:
        return None
    return ForecastOut(
        source=TextOut(vi=found["vi"], en=found["en"]),
        issued_at=found["issued_at"],
        is_run=found["is_run"],
        ends_at=found["ends_at"],
    )


async def standing_notice(
    session: AsyncSession, registry: Registry, layer: Layer, when: Moment
) -> Text | None:
    """What has to be said wherever the layer is shown: its own notice, else that of the shapes it borrows."""
    for source in (layer, shapes_of(registry, layer)):
        if source is None:
            continue
        if source.notice is not None:
            return source.notice
        if source.notice_sql is not None:
            found = await store.notice(session, source.notice_sql, when.at, when.known_at)
            if found is not None:
                return Text(*found)
    return None


async def features(
    session: AsyncSession,
    registry: Registry,
    layer: Layer,
    when: Moment,
    *,
    band: int,
    within: tuple[float, float, float, float] | None = None,
) -> tuple[Sequence[dict[str, Any]], Literal["point", "line", "polygon"]]:
    """Features of a layer as GeoJSON geometry (EPSG:4326) with their properties; with `within` (west, south, east,
    north) those that touch it. Raises UnknownLayer for pixels."""
    shapes = shapes_of(registry, layer)
    shape = _shape(layer, shapes)
    if shape is None:
        raise UnknownLayer(Text("Lớp này không có hình dạng vectơ", "This layer has no vector shapes"))
    rows = await store.features(
        session, layer, shapes, at=when.at, known_at=when.known_at, band=band, within=within
    )
    return rows, shape


async def values(session: AsyncSession, layer: Layer, version: int, when: Moment) -> ValuesOut:
    """The values of a value layer at a time."""
    columns, rows = await store.values(session, layer, when.at, when.known_at)
    return ValuesOut(
        layer=layer.id, version=version, at=when.at, known_at=when.known_at, columns=columns, rows=rows
    )


async def set_public(
    session: AsyncSession, registry: Registry, layer_id: str, caller: Caller, public: bool
) -> None:
    """Open a layer to the public, or close it. Raises UnknownLayer."""
    layer = await registry.get(session, layer_id)
    if public:
        await store.open_to_public(session, layer.id, caller.name)
    else:
        await store.close_to_public(session, layer.id)
    await changes.record(
        session,
        domain="layers",
        entity="layer",
        entity_id=layer.id,
        op="open" if public else "close",
        everyone=True,
    )


def _shape(layer: Layer, shapes: Layer | None) -> Literal["point", "line", "polygon"] | None:
    for candidate in (layer, shapes):
        if candidate is not None and isinstance(candidate.source, Geometry):
            return candidate.source.shape
    return None
