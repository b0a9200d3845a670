"""Giving units: each is given once.

Whoever gives an amount of a resource first takes its row for the transaction, and only then adds up what is out of it:
two who want the last boat wait for each other, and the second sees that it is gone. A team is taken by its name in its
commune; a unique index stands behind that.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.errors import UnknownCommune
from geoops.kit import spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused, NotAllowed
from geoops.kit.i18n import Text
from geoops.resources.checking import check_kind, check_quantity, refused
from geoops.resources.dispatch import store
from geoops.resources.dispatch.errors import CountNotReady, NotEnoughUnits, TeamIsOut
from geoops.resources.dispatch.schemas import TEAM, DispatchUnitIn
from geoops.resources.errors import UnknownResource
from geoops.resources.showing import is_stale


@dataclass(frozen=True, slots=True)
class Given:
    """Units that are taken for the rest of the transaction, and where they start from (EPSG:4326)."""

    kind: str
    amount: float
    resource_id: UUID | None
    team: str | None
    commune_code: str
    lon: float
    lat: float


def check_wanted(kind: str, amount: float) -> None:
    """Raises InputRefused for a kind that there is not, or an amount that nobody can send."""
    if kind == TEAM:
        if amount != int(amount) or amount > 1000:
            raise refused("amount", "số đội phải là số nguyên, không quá 1.000", "a whole number up to 1000")
        return
    try:
        check_quantity(check_kind(kind), amount)
    except InputRefused as fault:
        raise InputRefused(
            faults=[
                Fault(one.reason, field="amount" if one.field == "quantity" else one.field)
                for one in fault.faults
            ]
        ) from None


async def take(
    session: AsyncSession,
    unit: DispatchUnitIn,
    kind: str | None,
    amount: float | None,
    override: str | None,
    caller: Caller,
) -> Given:
    """Take units for a dispatch. `kind` is what was asked for, None where nobody asked.

    Raises UnknownResource, NotEnoughUnits, CountNotReady, TeamIsOut, NotAllowed, InputRefused.
    """
    if unit.team is not None and unit.team_commune_code is not None:
        return await _take_team(session, unit.team, unit.team_commune_code, kind, amount, caller)
    assert unit.resource_id is not None
    if not await store.lock_resource(session, unit.resource_id):
        raise UnknownResource(extra={"id": str(unit.resource_id)})
    (standing,) = await store.standings(session, ids=[unit.resource_id]) or (None,)
    if standing is None:  # counted by a clock that is ahead: nothing is known to be there yet
        raise NotEnoughUnits(extra={"available": 0})
    resource = standing.resource
    if kind is not None and kind != resource.kind:
        raise refused(
            "unit.resource_id",
            f"nguồn lực này thuộc loại khác ({check_kind(resource.kind).name.vi})",
            f"this resource is of another kind ({resource.kind})",
        )
    if amount is None:
        raise refused("amount", "cần nêu số lượng", "an amount is needed")
    check_wanted(resource.kind, amount)
    if amount > standing.available:
        raise NotEnoughUnits(
            Text(
                f"{resource.name}: cần {amount:g} {resource.unit}, chỉ còn {standing.available:g}"
                f" (kiểm kê {standing.quantity:g}, đang điều động {standing.out:g})",
                f"{resource.name}: {amount:g} wanted, {standing.available:g} free"
                f" ({standing.quantity:g} counted, {standing.out:g} out)",
            ),
            extra={
                "asked": amount,
                "available": standing.available,
                "quantity": standing.quantity,
                "out": standing.out,
            },
        )
    now = await spaces.now(session)
    if (standing.state != "ready" or is_stale(standing.counted_at, now)) and not override:
        raise CountNotReady(
            extra={"state": standing.state, "counted_at": standing.counted_at.isoformat()},
        )
    lon, lat = standing.lon, standing.lat
    if lon is None or lat is None:
        unit_of = await communes.commune(session, resource.commune_code)
        lon, lat = unit_of.lon, unit_of.lat
    return Given(resource.kind, amount, resource.id, None, resource.commune_code, lon, lat)


async def _take_team(
    session: AsyncSession,
    team: str,
    commune_code: str,
    kind: str | None,
    amount: float | None,
    caller: Caller,
) -> Given:
    if kind not in (None, TEAM):
        raise refused("unit.team", "yêu cầu này không phải là một đội", "it is not a team that was asked for")
    if amount not in (None, 1):
        raise refused("amount", "mỗi lượt điều động một đội", "one team at a time")
    try:
        commune = await communes.commune(session, commune_code)
    except UnknownCommune as unknown:
        raise InputRefused(faults=[Fault(unknown.title, field="unit.team_commune_code")]) from unknown
    if not caller.scope.covers(commune.code, commune.province_code):
        raise NotAllowed(Text("Đội này không thuộc phạm vi của bạn", "This team is outside your scope"))
    await store.lock_team(session, commune.code, team)
    if await store.team_is_out(session, commune.code, team):
        raise TeamIsOut(extra={"team": team, "commune_code": commune.code})
    return Given(TEAM, 1, None, team, commune.code, commune.lon, commune.lat)
