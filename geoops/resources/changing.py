"""What is said of things beside their counts: changed, and logged without names or numbers of people."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit import changes, etags
from geoops.resources import store
from geoops.resources.checking import check_kind, check_time
from geoops.resources.errors import UnknownResource, UnknownShelter
from geoops.resources.keeping import check_store
from geoops.resources.models import CommandPost, Resource, Shelter
from geoops.resources.schemas import CommandPostIn, ShelterChange
from geoops.resources.showing import resource_etag, shelter_etag

PERSONAL = frozenset({"leader", "phone"})


async def change_resource(
    session: AsyncSession, id_: UUID, values: dict[str, Any], if_match: str | None
) -> bool:
    """Change what is said of a resource: only the given ones of `taking.DESCRIBED` and `name`. False where nothing changes.
    The log has what changed, but no names or numbers of people.

    Raises UnknownResource, PreconditionFailed, StoreClosed, InputRefused.
    """
    resource = await store.by_id(session, Resource, id_, for_update=True)
    if resource is None:
        raise UnknownResource(extra={"id": str(id_)})
    etags.check(if_match, resource_etag(resource))
    kept = {name: [] if name == "skills" and value is None else value for name, value in values.items()}
    if "name" in kept and kept["name"] is None:
        kept["name"] = check_kind(resource.kind).name.vi
    changed = {name: value for name, value in kept.items() if getattr(resource, name) != value}
    if not changed:
        return False
    if changed.get("store_id") is not None:
        await check_store(session, changed["store_id"], resource.commune_code)
    await store.change(session, Resource, id_, changed)
    await changes.record(
        session,
        domain="resources",
        entity="resource",
        entity_id=str(id_),
        op="update",
        commune_code=resource.commune_code,
        payload={
            name: True if name in PERSONAL else _plain(value) for name, value in sorted(changed.items())
        },
    )
    return True


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, float, list)) else str(value)


async def change_shelter(
    session: AsyncSession, id_: UUID, values: dict[str, Any], if_match: str | None
) -> bool:
    """Change what is said of a shelter beside its counts; False where nothing changes. Raises UnknownShelter,
    PreconditionFailed, InputRefused."""
    shelter = await store.by_id(session, Shelter, id_, for_update=True)
    if shelter is None:
        raise UnknownShelter(extra={"id": str(id_)})
    etags.check(if_match, shelter_etag(shelter))
    checked = ShelterChange.model_validate(values).model_dump(exclude_unset=True)
    changed = {name: value for name, value in checked.items() if getattr(shelter, name) != value}
    if not changed:
        return False
    await store.change(session, Shelter, id_, changed)
    await changes.record(
        session,
        domain="resources",
        entity="shelter",
        entity_id=str(id_),
        op="update",
        commune_code=shelter.commune_code,
        payload=changed,
    )
    return True


async def change_command_post(session: AsyncSession, id_: UUID, body: CommandPostIn, actor: str) -> bool:
    """Confirm a seat, or put somebody else into it; False where nothing changes. Raises InputRefused."""
    post = await store.by_id(session, CommandPost, id_)
    assert post is not None
    values = body.model_dump(include={"role", "title", "holder", "phone"})
    if body.confirmed_at is not None:
        confirmed_at = await check_time(session, body.confirmed_at, "confirmed_at")
        values["confirmed_at"] = max(confirmed_at, post.confirmed_at)
    changed = {name: value for name, value in values.items() if getattr(post, name) != value}
    if not changed:
        return False
    await store.change(session, CommandPost, id_, changed | {"counter": actor})
    await changes.record(
        session,
        domain="resources",
        entity="command_post",
        entity_id=str(id_),
        op="update",
        commune_code=post.commune_code,
        payload={"role": body.role, "changed": sorted(changed)},
    )
    return True
