"""Rows as they go out: each count with its age, and stale where it is older than its rhythm."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from geoops.communes.service import CommuneName
from geoops.kit import etags
from geoops.kit.clock import VN
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut
from geoops.resources.kinds import RHYTHM, kinds, shelter_kinds
from geoops.resources.models import CommandPost, Resource, Shelter, Store
from geoops.resources.schemas import (
    CommandPostOut,
    PositionOut,
    ResourceOut,
    ShelterChange,
    ShelterOut,
    StoreOut,
)
from geoops.resources.taking import DESCRIBED

Names = Mapping[str, CommuneName]


def age_days(counted_at: datetime, at: datetime) -> int:
    """Whole days since the count."""
    return max(0, (at - counted_at).days)


def is_stale(counted_at: datetime, at: datetime) -> bool:
    """Whether a count is older than its rhythm."""
    return at - counted_at > RHYTHM


def _named(names: Names, code: str) -> str | None:
    name = names.get(code)
    return name.full_name_vi if name else None


def _label(code: str) -> Text:
    kind = kinds().get(code)
    return kind.name if kind else Text(code, code)


def resource_etag(resource: Resource) -> str:
    """What `If-Match` is compared with where what is said of a resource beside its counts is changed."""
    return etags.of_content(resource.name, *(getattr(resource, name) for name in DESCRIBED))


def shelter_etag(shelter: Shelter) -> str:
    """What `If-Match` is compared with where what is said of a shelter beside its counts is changed."""
    return etags.of_content(*(getattr(shelter, name) for name in ShelterChange.model_fields))


def resource_out(row: Any, names: Names, at: datetime, *, contacts: bool = False) -> ResourceOut:
    """A row of `store.resources`; with `contacts` also who leads it and how to reach them."""
    resource: Resource = row[0]
    return ResourceOut(
        id=resource.id,
        commune_code=resource.commune_code,
        commune_name=_named(names, resource.commune_code),
        pillar=resource.pillar,
        kind=resource.kind,
        kind_label=TextOut.of(_label(resource.kind)),
        name=resource.name,
        quantity=row.quantity,
        unit=resource.unit,
        state=row.state,
        store=row.store_name or resource.store,
        store_id=resource.store_id,
        note=resource.note,
        expires_on=resource.expires_on,
        expired=resource.expires_on is not None and resource.expires_on < at.astimezone(VN).date(),
        norm=resource.norm,
        skills=list(resource.skills),
        leader=resource.leader if contacts else None,
        phone=resource.phone if contacts else None,
        radio=resource.radio,
        position=PositionOut(lon=row.lon, lat=row.lat) if row.lon is not None else None,
        counted_at=row.counted_at,
        counter=row.counter,
        age_days=age_days(row.counted_at, at),
        stale=is_stale(row.counted_at, at),
        demo=resource.demo,
        etag=resource_etag(resource) if contacts else None,
    )


def shelter_out(row: Any, names: Names, at: datetime, zones: list[str] | None) -> ShelterOut:
    """A row of `store.shelters`, with the hazard zones that it lies in (None: no risk map reaches it)."""
    shelter: Shelter = row[0]
    occupancy: int | None = row.occupancy
    return ShelterOut(
        id=shelter.id,
        commune_code=shelter.commune_code,
        commune_name=_named(names, shelter.commune_code),
        kind=shelter.kind,
        kind_label=TextOut.of(shelter_kinds().get(shelter.kind, Text(shelter.kind, shelter.kind))),
        name=shelter.name,
        capacity=shelter.capacity,
        occupancy=occupancy,
        free=None if occupancy is None else max(0, shelter.capacity - occupancy),
        over_capacity=occupancy is not None and occupancy > shelter.capacity,
        water=shelter.water,
        power=shelter.power,
        toilets=shelter.toilets,
        accessible=shelter.accessible,
        hazard_zones=zones,
        note=shelter.note,
        position=PositionOut(lon=row.lon, lat=row.lat),
        counted_at=row.counted_at,
        counter=row.counter,
        age_days=age_days(row.counted_at, at),
        stale=is_stale(row.counted_at, at),
        demo=shelter.demo,
        etag=shelter_etag(shelter),
    )


def command_post_out(post: CommandPost, names: Names, at: datetime) -> CommandPostOut:
    """A seat in a commune's command."""
    return CommandPostOut(
        id=post.id,
        commune_code=post.commune_code,
        commune_name=_named(names, post.commune_code),
        role=post.role,
        title=post.title,
        holder=post.holder,
        phone=post.phone,
        confirmed_at=post.confirmed_at,
        counter=post.counter,
        age_days=age_days(post.confirmed_at, at),
        stale=is_stale(post.confirmed_at, at),
        demo=post.demo,
    )


def store_out(row: Any, names: Names) -> StoreOut:
    """A row of `store.stores`."""
    store: Store = row[0]
    return StoreOut(
        id=store.id,
        commune_code=store.commune_code,
        commune_name=_named(names, store.commune_code),
        name=store.name,
        position=PositionOut(lon=row.lon, lat=row.lat) if row.lon is not None else None,
        stocked=row.stocked,
        closed_at=store.closed_at,
        closed_by=store.closed_by,
    )
