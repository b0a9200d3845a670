"""Stores: opened, stocked, and closed only when nothing is left in them."""

import hashlib
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import changes
from geoops.kit.i18n import Text
from geoops.resources import store
from geoops.resources.checking import place, refused
from geoops.resources.errors import IdTaken, StoreClosed, StoreNameTaken, StoreNotEmpty, UnknownStore
from geoops.resources.models import Store
from geoops.resources.schemas import StoreIn

_NAMED = 5


async def add_store(session: AsyncSession, body: StoreIn) -> bool:
    """Open a store; False where this very one is there already. Raises InputRefused, StoreNameTaken, IdTaken."""
    commune_code = await place(session, body.commune_code, body.position)
    content = orjson.dumps(body.model_dump(mode="json", exclude_none=True), option=orjson.OPT_SORT_KEYS)
    fingerprint = hashlib.sha256(content).hexdigest()
    known = await store.by_id(session, Store, body.id)
    if known is None and await store.store_named(session, commune_code, body.name) is not None:
        raise StoreNameTaken(extra={"name": body.name})
    kept = await store.add(
        session,
        Store,
        {
            "id": body.id,
            "commune_code": commune_code,
            "name": body.name,
            "position": (body.position.lon, body.position.lat) if body.position else None,
            "body_sha256": fingerprint,
        },
    )
    if kept is not None:
        if kept == fingerprint:
            return False
        raise IdTaken(extra={"id": str(body.id)})
    await changes.record(
        session,
        domain="resources",
        entity="store",
        entity_id=str(body.id),
        op="create",
        commune_code=commune_code,
        payload={"name": body.name},
    )
    return True


async def close_store(session: AsyncSession, id_: UUID) -> bool:
    """Close a store; False where it is closed already. Raises UnknownStore, StoreNotEmpty with what is left in it."""
    found = await store.locked_store(session, id_, to_close=True)
    if found is None:
        raise UnknownStore(extra={"id": str(id_)})
    if found.closed_at is not None:
        return False
    left = await store.in_store(session, id_)
    if left:
        said = ", ".join(f"{row.quantity:g} {row.unit} {row.name}" for row in left[:_NAMED])
        more = f" (+{len(left) - _NAMED})" if len(left) > _NAMED else ""
        raise StoreNotEmpty(
            detail=Text(
                f"Kho “{found.name}” còn: {said}{more}. Hãy chuyển đi hoặc kiểm kê về 0 rồi đóng kho",
                f"The store “{found.name}” still holds: {said}{more}. Move it or count it as none first",
            ),
            extra={"left": [{"name": row.name, "quantity": row.quantity, "unit": row.unit} for row in left]},
        )
    await store.close_store(session, id_)
    await changes.record(
        session,
        domain="resources",
        entity="store",
        entity_id=str(id_),
        op="close",
        commune_code=found.commune_code,
        payload={"name": found.name},
    )
    return True


async def check_store(session: AsyncSession, id_: UUID, commune_code: str) -> None:
    """A store that things may be put into, held open until the transaction ends. Raises InputRefused, StoreClosed."""
    found = await store.locked_store(session, id_, to_close=False)
    if found is None or found.commune_code != commune_code:
        raise refused("store_id", "xã không có kho mang mã này", "the commune has no store with this id")
    if found.closed_at is not None:
        raise StoreClosed(
            detail=Text(f"Kho “{found.name}” đã đóng", f"The store “{found.name}” is closed"),
            extra={"store_id": str(id_)},
        )
