"""What would help a commune most: the nearest surplus of what it lacks, in communes that can spare it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.kit.i18n import Text
from geoops.resources.assessing import store
from geoops.resources.assessing.needs import Need
from geoops.resources.assessing.records import Assessment, NeedHere, Supposed
from geoops.resources.assessing.service import assess, moment
from geoops.resources.assessing.store import Moment
from geoops.resources.assessing.travel import STRAIGHT, Leg, Place, Travel
from geoops.resources.kinds import kinds

LOOKED_AT = 40
"""So many of the nearest are looked at; beyond them nothing is proposed."""
MOST = 5
"""So many are proposed for one need."""

COUNT_FIRST = Text(
    "Kiểm kê lại trước: chưa biết xã có bao nhiêu", "Count first: it is not known how much the commune has"
)
NOT_SENT = Text(
    "Kiện toàn Ban Chỉ huy và số liên lạc; không điều từ xã khác",
    "Complete the command and its numbers; this is not sent from elsewhere",
)
NOTHING_NEAR = Text(
    "Không thấy nơi nào còn dư trong phạm vi được xem", "No surplus is found within what you may see"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A surplus: what it is, whose, how far, and how much of it (in the need's unit) the commune can spare.

    `placed` false: the distance is measured from a point of its commune, since nobody has said where it stands.
    """

    id: UUID
    commune_code: str
    kind: str
    name: str
    spare: float
    leg: Leg
    placed: bool
    counted_at: datetime
    demo: bool


@dataclass(frozen=True, slots=True)
class Help:
    """For one need that fails: how much is missing (None: not known), what could come, and whether that is enough."""

    need: Need
    missing: float | None
    offers: Sequence[Offer]
    enough: bool
    advice: Text | None


async def would_help(
    session: AsyncSession,
    one: Assessment,
    *,
    at: datetime,
    known_at: datetime,
    supposed: Supposed | None = None,
    travel: Travel = STRAIGHT,
) -> list[Help]:
    """For every need of a commune that fails, the weakest first, the nearest surplus. In a scenario others need more
    themselves: what they can spare is worked out in it too."""
    failing = [here for here in one.needs if here.asked and (here.ratio is None or here.ratio < 1)]
    failing.sort(key=lambda here: (here.need.pillar != one.weakest, here.ratio is None, here.ratio or 0.0))
    when = moment(at, known_at)
    scenario = supposed if supposed is not None and not supposed.real else None
    return [await _help(session, one, here, when, travel, scenario) for here in failing]


async def _help(
    session: AsyncSession,
    one: Assessment,
    here: NeedHere,
    when: Moment,
    travel: Travel,
    scenario: Supposed | None,
) -> Help:
    need = here.need
    if here.demand is None or here.ready is None:
        return Help(need, None, (), False, here.reason or COUNT_FIRST if here.demand is None else COUNT_FIRST)
    missing = here.demand - here.ready
    if need.pillar == "command":
        return Help(need, missing, (), False, NOT_SENT)
    offers = await nearest_surplus(
        session,
        need.code,
        missing,
        away_from=one.commune.code,
        place=Place(one.commune.lon, one.commune.lat),
        when=when,
        scenario=scenario,
        travel=travel,
    )
    enough = sum(offer.spare for offer in offers) >= missing
    return Help(need, missing, offers, enough, None if offers else NOTHING_NEAR)


async def nearest_surplus(
    session: AsyncSession,
    need: str,
    missing: float,
    *,
    away_from: str,
    place: Place,
    when: Moment,
    scenario: Supposed | None = None,
    travel: Travel = STRAIGHT,
) -> list[Offer]:
    """The nearest of what serves a need, by the way there, until enough is found. A commune never gives away what its
    own danger asks for; one that a way does not reach is left out."""
    rows = await candidates(session, need, away_from, place, when)
    legs = await travel.legs([Place(row["lon"], row["lat"]) for row in rows], place)
    spare = await _spare(session, need, rows, when, scenario) if scenario is not None else {}
    return chosen(rows, legs, missing, spare)


def chosen(
    rows: Sequence[RowMapping],
    legs: Sequence[Leg | None],
    missing: float,
    spare: dict[str, float] | None = None,
    most: int = MOST,
) -> list[Offer]:
    """Of the candidates and the ways of each, what to send: the quickest first, until enough is found."""
    ways = [(leg, row) for row, leg in zip(rows, legs, strict=True) if leg is not None]
    ways.sort(key=lambda way: way[0].metres if way[0].minutes is None else way[0].minutes * 1e3)
    spare = {} if spare is None else spare
    offers: list[Offer] = []
    found = 0.0
    for leg, row in ways:
        code = row["commune_code"]
        left = spare.setdefault(code, float("inf") if row["spare"] is None else row["spare"])
        amount = min(row["amount"], left)
        if amount <= 0:
            continue
        spare[code] = left - amount
        offers.append(_offer(row, amount, leg))
        found += amount
        if found >= missing or len(offers) == most:
            break
    return offers


async def _spare(
    session: AsyncSession, need: str, rows: Sequence[RowMapping], when: Moment, scenario: Supposed
) -> dict[str, float]:
    """What the communes of these rows could spare in a scenario. What is not known of a commune is not offered."""
    units = await communes.of_codes(session, {row["commune_code"] for row in rows})
    found = await assess(session, units, at=when.at, known_at=when.known_at, supposed=scenario)
    spare: dict[str, float] = {}
    for one in found:
        left = one.surplus.get(need, float("inf"))
        spare[one.commune.code] = left if left is not None else 0.0
    return spare


async def candidates(
    session: AsyncSession, need: str, away_from: str, place: Place, when: Moment
) -> Sequence[RowMapping]:
    """The `LOOKED_AT` nearest that serve a need in communes that can spare it, by the straight line."""
    if need == "shelter":
        return await store.nearest_shelters(
            session, when, away_from=away_from, lon=place.lon, lat=place.lat, limit=LOOKED_AT
        )
    serving = {kind.code: kind.each for kind in kinds().values() if kind.serves == need}
    return await store.nearest(
        session,
        when,
        need=need,
        kinds=serving,
        away_from=away_from,
        lon=place.lon,
        lat=place.lat,
        limit=LOOKED_AT,
    )


def _offer(row: RowMapping, amount: float, leg: Leg) -> Offer:
    return Offer(
        id=row["resource_id"],
        commune_code=row["commune_code"],
        kind=row["kind"],
        name=row["name"],
        spare=amount,
        leg=leg,
        placed=row["placed"],
        counted_at=row["counted_at"],
        demo=row["demo"],
    )
