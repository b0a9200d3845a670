"""The quick cut of generalised polygons against ST_AsMVTGeom: the same shapes, turned as the format wants them."""

import mapbox_vector_tile
import mercantile
import pytest
import shapely
from mapbox_vector_tile.Mapbox.vector_tile_pb2 import tile as Message

from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from geoops.kit.i18n import Text
from geoops.layers import store
from geoops.layers.model import Field, Geometry, Layer, Style

MIDDLE = mercantile.xy(104.0, 22.0)
KM = 1000.0


def ring(x: float, y: float, radius: float, corners: int, *, waves: int = 0) -> shapely.Polygon:
    """A round or wavy polygon, km from the middle."""
    import math

    points = []
    for corner in range(corners):
        angle = 2 * math.pi * corner / corners
        length = radius * (1 + 0.2 * math.sin(waves * angle)) * KM
        points.append(
            (MIDDLE[0] + x * KM + length * math.cos(angle), MIDDLE[1] + y * KM + length * math.sin(angle))
        )
    return shapely.Polygon(points)


SHAPES = {
    "wavy": ring(0, 0, 9, 80, waves=7),
    "with a hole": ring(25, 0, 8, 40).difference(ring(25, 0, 3, 12)),
    "in parts": shapely.MultiPolygon([ring(-25, 0, 4, 20), ring(-25, 12, 2, 10)]),
    "all over": ring(0, 0, 400, 30).difference(ring(0, 40, 9, 20)),
    "wrong way round": shapely.orient_polygons(ring(0, -25, 6, 30), exterior_cw=True),
    "far away": ring(4000, 0, 5, 20),
    "smaller than a point": ring(0, 12, 0.0001, 8),
}
TILES = [mercantile.tile(104.0 + shift, 22.0 + shift, zoom) for zoom in (5, 8, 9, 11) for shift in (0, 0.2)]


def layer(*, generalised: bool) -> Layer:
    rows = ", ".join(
        f"('{name}', '{shapely.to_wkb(shapely.set_srid(shape, 3857), hex=True, include_srid=True)}'::geometry)"
        for name, shape in SHAPES.items()
    )
    return Layer(
        id="shapes",
        domain="test",
        group="base",
        title=Text("Hình", "Shapes"),
        source=Geometry(
            f"SELECT id, geom, id AS name FROM (VALUES {rows}) AS v(id, geom)", "polygon", generalised
        ),
        style=Style(paint="fill"),
        fields=(Field("name", Text("Tên", "Name")),),
    )


async def cut(db: Database, place: mercantile.Tile, *, generalised: bool) -> bytes:
    statement = store.tile_statement(layer(generalised=generalised), None)
    return await store.tile(
        db.reads, SYSTEM, statement, "shapes", (place.z, place.x, place.y), band=0, at=None, known_at=None
    )


def shapes_in(body: bytes) -> dict[str, shapely.Geometry]:
    if not body:
        return {}
    decoded = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True})
    return {
        feature["properties"]["id"]: shapely.make_valid(shapely.geometry.shape(feature["geometry"]))
        for feature in decoded["shapes"]["features"]
    }


@pytest.mark.parametrize("place", TILES, ids=str)
async def test_the_same_shapes_as_the_careful_cut(db: Database, place: mercantile.Tile) -> None:
    quick = shapes_in(await cut(db, place, generalised=True))
    careful = shapes_in(await cut(db, place, generalised=False))
    assert set(quick) == set(careful)
    assert ("all over" in quick) and "far away" not in quick
    for name, shape in careful.items():
        difference = shapely.symmetric_difference(shape, quick[name]).area
        assert difference <= shapely.length(shape) * 0.5 + 4, name


@pytest.mark.parametrize("place", TILES, ids=str)
async def test_outer_rings_are_clockwise_on_the_screen_and_every_point_is_in_reach(
    db: Database, place: mercantile.Tile
) -> None:
    message = Message()
    message.ParseFromString(await cut(db, place, generalised=True))
    for feature in message.layers[0].features:
        rings = list(rings_of(list(feature.geometry)))
        assert signed_area(rings[0]) > 0
        for points in rings:
            assert signed_area(points) != 0
            assert all(-64 <= coordinate <= 4096 + 64 for point in points for coordinate in point)


def rings_of(commands: list[int]) -> list[list[tuple[int, int]]]:
    """The rings of a feature as the format writes them: moves and lines from point to point, then a close."""
    rings: list[list[tuple[int, int]]] = []
    x = y = at = 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if command == 7:
            continue
        if command == 1:
            rings.append([])
        for _ in range(count):
            dx, dy = ((value >> 1) ^ -(value & 1) for value in commands[at : at + 2])
            x, y, at = x + dx, y + dy, at + 2
            rings[-1].append((x, y))
    return rings


def signed_area(points: list[tuple[int, int]]) -> float:
    """By the surveyor's formula with y downwards: positive is clockwise on the screen."""
    following = points[1:] + points[:1]
    return (
        sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(points, following, strict=True)) / 2
    )
