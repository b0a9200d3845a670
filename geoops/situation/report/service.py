"""Makes a situation report from what every domain knows, in the one transaction that it is given."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.records import Commune
from geoops.hydromet import service as hydromet
from geoops.hydromet.danger import service as danger
from geoops.hydromet.stations import service as stations
from geoops.hydromet.warnings.bulletins.schemas import BulletinOut
from geoops.hydromet.warnings.own.schemas import AlertOut
from geoops.incidents.damage import service as damage
from geoops.incidents.damage.items import items
from geoops.incidents.damage.service import Summed
from geoops.incidents.picture import pictured
from geoops.kit import spaces
from geoops.kit.clock import utc_now
from geoops.kit.context import Caller, Scope
from geoops.kit.errors import InputRefused, NotAllowed
from geoops.kit.i18n import Text
from geoops.kit.input import BadTime, check_plausible
from geoops.resources import service as resources
from geoops.resources.assessing.service import assess
from geoops.resources.dispatch import service as dispatch
from geoops.resources.evacuation import service as evacuation
from geoops.settings import Settings
from geoops.situation.report.records import (
    Asked,
    DangerPart,
    EvacuationPart,
    GaugeHere,
    Head,
    IncidentPart,
    Loss,
    LossPart,
    RainPart,
    Report,
    WarningPart,
    WorksPart,
)
from geoops.works import service as works
from geoops.works.rules import work_kinds

MOST = 20_000
"""More communes, stations and warnings than the country has."""
OUTSIDE = Text("Nơi này nằm ngoài phạm vi của bạn", "This place lies outside your scope")


async def report(
    session: AsyncSession,
    caller: Caller,
    settings: Settings,
    *,
    space: str,
    province: str | None,
    commune: str | None,
    at: datetime | None,
    known_at: datetime | None,
    hours: int,
) -> Report:
    """The report; `at` and `known_at` are the space's clock where they are left out.

    Raises InputRefused for times that nobody can mean, UnknownCommune, and NotAllowed for a place outside the caller's
    scope: of that nothing is seen, which must not look like nothing having happened.
    """
    asked = _asked(await spaces.now(session), at, known_at, hours)
    units = await resources.communes_in(session, caller.scope, province=province, commune=commune, limit=MOST)
    if not units:
        raise NotAllowed(OUTSIDE)
    codes = [unit.code for unit in units]
    place = _Place(
        frozenset(codes), unplaced=commune is None and (province is None or not caller.scope.nation)
    )
    then = await hydromet.feeds_then(session, settings, asked.known_at) if asked.past else None
    boundary = await communes.active_boundary(session)
    return Report(
        head=Head(
            area=await _area(session, units, caller.scope, province),
            communes=units,
            space=await spaces.get(session, space),
            asked=asked,
            made_by=caller.name,
            made_at=utc_now(),
            approximate=any(unit.approximate for unit in units),
            boundary=boundary.credit if boundary is not None else None,
            demo=await resources.any_demo(session, asked.known_at),
        ),
        danger=await _danger(session, units, asked),
        warnings=await _warnings(session, codes, asked),
        rain=await _rain(session, codes, asked),
        incidents=await _incidents(session, place, asked),
        losses=await _losses(session, place, asked),
        evacuation=await _evacuation(session, place, asked),
        readiness=sorted(
            await assess(session, units, at=asked.at, known_at=asked.known_at), key=lambda one: one.rank
        ),
        dispatches=[
            one
            for one in await dispatch.underway(session, asked.at, asked.known_at)
            if place.has(one.to_code) or place.has(one.from_code)
        ],
        works=await _works(session, codes, asked),
        feeds=then if then is not None else await hydromet.feed_states(session, settings),
        feeds_of_now=then is None,
    )


def _asked(now: datetime, at: datetime | None, known_at: datetime | None, hours: int) -> Asked:
    for name, moment in (("at", at), ("known_at", known_at)):
        try:
            check_plausible(moment or now, now)
        except BadTime as error:
            raise InputRefused(error.text, extra={"parameter": name}) from None
    past = any(moment is not None and moment < now for moment in (at, known_at))
    return Asked(at or now, known_at or now, hours, past)


class _Place:
    """The communes of a report. `unplaced`: what has no commune belongs to it too, so that nothing is dropped."""

    def __init__(self, codes: Collection[str], *, unplaced: bool) -> None:
        self._codes = codes
        self._unplaced = unplaced

    def has(self, code: str | None) -> bool:
        """Whether it lies in the report's area."""
        return code in self._codes

    def has_or_unplaced(self, code: str | None) -> bool:
        """Whether it lies in the report's area, or may."""
        return self._unplaced if code is None else code in self._codes


async def _area(session: AsyncSession, units: Sequence[Commune], scope: Scope, province: str | None) -> Text:
    """What the area is called: a province or the nation where all of it is meant, else its communes."""
    codes = {unit.province_code for unit in units}
    names = {one.code: one.full_name_vi for one in await communes.provinces(session) if one.code in codes}
    where = ", ".join(names.get(code, code) for code in sorted(codes))
    if scope.nation and province is None and len(units) > 1:
        return Text("Cả nước", "The whole country")
    if len(units) > 1 and (scope.nation or codes <= scope.provinces):
        return Text(where, where)
    listed = ", ".join(unit.full_name_vi for unit in units)
    named = f"{listed}, {where}" if len(units) == 1 else f"{listed} ({where})"
    return Text(named, named)


async def _danger(session: AsyncSession, units: Sequence[Commune], asked: Asked) -> DangerPart:
    found = await danger.of_communes(session, units, at=asked.at, known_at=asked.known_at)
    worked_out_at = await danger.worked_out_at(session)
    return DangerPart(
        worked_out_at=min(worked_out_at, asked.at) if worked_out_at is not None else None,
        official=[one for one in found if one.official is not None and one.official.level > 0],
        reference=[one for one in found if one.reference is not None and (one.reference.level or 0) > 0],
        judged=sum(one.reference is not None and one.reference.level is not None for one in found),
        unknown=[one for one in found if one.level is None],
    )


async def _warnings(session: AsyncSession, codes: Sequence[str], asked: Asked) -> WarningPart:
    at, known_at = asked.at, asked.known_at
    alerts = await hydromet.alerts_in(session, codes, at=at, known_at=known_at, limit=MOST)
    return WarningPart(
        national=await hydromet.warnings_in(session, codes, at=at, known_at=known_at, limit=MOST),
        own=[one for one in alerts if isinstance(one, AlertOut)],
        bulletins=[one for one in alerts if isinstance(one, BulletinOut)],
    )


async def _rain(session: AsyncSession, codes: Sequence[str], asked: Asked) -> RainPart:
    at, known_at = asked.at, asked.known_at
    window = hydromet.Window(hours=asked.hours)
    by_commune = await hydromet.by_commune(session, codes, at=at, known_at=known_at, window=window)
    here = {
        row["id"]: row
        for row in await stations.page(session, after=None, limit=MOST, at=known_at)
        if row["commune_code"] in set(codes)
    }
    gauges = [
        GaugeHere(here[one.station_id]["name"], here[one.station_id]["commune_code"], one)
        for one in await hydromet.by_station(session, None, at=at, known_at=known_at, window=window)
        if one.station_id in here
    ]
    told = [one for one in gauges if one.rain.mm is not None]
    heard = {one.rain.station_id for one in told}
    counted = [
        id_
        for id_, row in here.items()
        if row["kind"] == "rain" and row["successor_id"] is None and row["duplicate_of"] is None
    ]
    known = [one for one in by_commune if one.max_mm is not None]
    return RainPart(
        communes=sorted(known, key=lambda one: (-(one.max_mm or 0.0), one.commune_code)),
        without=len(by_commune) - len(known),
        gauges=sorted(told, key=lambda one: (-(one.rain.mm or 0.0), one.name)),
        silent_gauges=sum(id_ not in heard for id_ in counted),
    )


async def _incidents(session: AsyncSession, place: _Place, asked: Asked) -> IncidentPart:
    found = [
        one
        for one in await pictured(session, at=asked.at, known_at=asked.known_at, closed_since=asked.since)
        if place.has_or_unplaced(one.commune_code)
    ]
    return IncidentPart(
        open=[one for one in found if one.open], closed=[one for one in found if not one.open]
    )


async def _losses(session: AsyncSession, place: _Place, asked: Asked) -> LossPart:
    events = await damage.under_way(session, asked.at, asked.known_at, asked.since)
    losses: list[Loss] = []
    reported: set[str] = set()
    for event in events:
        totals = await damage.summary(session, event.id, "commune", asked.at, asked.known_at)
        by_item: defaultdict[str, list[Summed]] = defaultdict(list)
        for total in totals:
            if place.has(total.place) and total.quantity is not None:
                by_item[total.item].append(total)
                reported.add(total.place)
        losses += [_loss(event.name, by_item[code], code) for code in items() if code in by_item]
    return LossPart([(event.name, event.starts_at) for event in events], losses, len(reported))


def _loss(event: str, totals: Sequence[Summed], code: str) -> Loss:
    stood = [total.confirmed for total in totals if total.confirmed is not None]
    return Loss(
        event=event,
        item=items()[code],
        quantity=round(sum(total.quantity or 0.0 for total in totals), 6),
        confirmed=round(sum(stood), 6) if stood else None,
        communes=len(totals),
        as_of=min(total.as_of for total in totals),
    )


async def _evacuation(session: AsyncSession, place: _Place, asked: Asked) -> EvacuationPart:
    orders = await evacuation.standing(session, asked.at, asked.known_at)
    rooms = await evacuation.rooms_at(session, asked.at, asked.known_at)
    return EvacuationPart(
        orders=[one for one in orders if place.has(one.commune_code)],
        shelters=[one for one in rooms if place.has(one.commune_code)],
    )


async def _works(session: AsyncSession, codes: Sequence[str], asked: Asked) -> WorksPart:
    when = await works.moment(session, asked.at, asked.known_at)
    reservoirs = [kind for kind, what in work_kinds().items() if what.reservoir]
    found = await works.works(session, when, works.Narrow(communes=codes, kinds=reservoirs))
    points = await works.points(session, when, works.Narrow(communes=codes, states=["cut", "one_lane"]))
    return WorksPart(
        roads=sorted(points, key=lambda one: (one.state != "cut", one.road, one.chainage)),
        reservoirs=[one for one in found if one.level is not None],
        unread=[one for one in found if one.water is None or one.water.level_m is None or one.water.old],
        registered=len(found),
    )
