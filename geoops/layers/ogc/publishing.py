"""What the role of the OGC API may read: a view for each vector layer, made from the declarations by the owner,
without the columns that tell of persons.

Every view asks whether its layer is open to the public, so opening and closing one alters no schema. See
docs/decisions/0041-ogc.md.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import ProgrammingError

from geoops.kit.i18n import Text
from geoops.layers.model import Family, Geometry, Layer, Values
from geoops.layers.ogc import store
from geoops.layers.registry import Registry
from geoops.layers.store import features_sql, quoted
from geoops.migrations.run import alone, owner_engine

BAND = 1
"""The generalisation that boundaries are published in: at most about 28 m beside the full ones, in a sixth of the bytes."""
_BIND = re.compile(r"(?<![:\w\\]):(at|known_at|band)\b(?!:)")
_NOW = {"at": "now()", "known_at": "now()", "band": str(BAND)}
_NOT_ALLOWED = Text(
    "Chủ sở hữu cơ sở dữ liệu không được phép tạo vai trò hoặc bảng công khai, nên /ogc chưa dùng được",
    "The owner of the database may not make the roles or views of what is public, so that /ogc is not available",
)
OF_LAYER = "layer"
"""The column that tells the layers of a family apart."""


@dataclass(frozen=True, slots=True)
class View:
    """A view as it is to be made."""

    name: str
    sql: str


def published(layer: Layer) -> str | None:
    """The name of the view that shows the layer; None for what has no features, and for rows of no family."""
    if isinstance(layer.source, Geometry):
        return layer.source.family.id if layer.source.family is not None else layer.id
    return layer.id if isinstance(layer.source, Values) else None


def views(registry: Registry) -> Iterator[View]:
    """The views of all layers that may be opened to the public: those declared, and those of the families."""
    for layer in registry.declared:
        if published(layer) is not None:
            shapes = registry.static(layer.source.of) if isinstance(layer.source, Values) else None
            yield View(layer.id, _of_layer(layer.for_public(), shapes))
    for family in registry.families:
        yield View(family.id, _of_family(family))


def publish(url: str, registry: Registry) -> Text | None:
    """Make the views in the database at `url` (as its owner) what the declarations say; nothing where they are so.

    Answers what is to be said where the owner may not make them: everything else works without.
    """
    wanted = list(views(registry))
    said = hashlib.blake2b(repr((store.VERSION, wanted)).encode(), digest_size=12).hexdigest()
    engine = owner_engine(url)
    try:
        with engine.begin() as connection:
            alone(connection)
            if store.standing(connection) != said:
                store.publish(connection, [(view.name, view.sql) for view in wanted], said)
    except ProgrammingError as error:
        if not isinstance(error.orig, InsufficientPrivilege):
            raise
        return Text(f"{_NOT_ALLOWED.vi} ({error.orig})", f"{_NOT_ALLOWED.en} ({error.orig})")
    finally:
        engine.dispose()
    return None


def _of_layer(layer: Layer, shapes: Layer | None) -> str:
    named = (shapes or layer).style.label is not None
    columns = ", ".join(
        ["id", "geom", *(["label"] if named else []), *(quoted(f.name) for f in layer.fields)]
    )
    opened = f"EXISTS (SELECT FROM public_layers WHERE layer_id = '{layer.id}')"  # ids are our own words
    return f"SELECT {columns} FROM ({_now(features_sql(layer, shapes))}) AS shown WHERE {opened}"  # noqa: S608


def _of_family(family: Family) -> str:
    columns = ", ".join(
        [OF_LAYER, "id", "geom", *(quoted(item.name) for item in family.fields if not item.private)]
    )
    return f"SELECT {columns} FROM ({_now(family.sql)}) AS shown WHERE {OF_LAYER} IN (SELECT layer_id FROM public_layers)"  # noqa: S608


def _now(sql: str) -> str:
    """The SQL of a declaration with its binds as they are for the public: now, by the live space's clock."""
    return _BIND.sub(lambda bind: _NOW[bind[1]], sql)
