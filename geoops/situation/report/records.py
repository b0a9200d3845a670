"""What a situation report says, before it is put into words. None is "not known", never zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from geoops.communes.records import Commune
from geoops.hydromet.danger.service import Danger
from geoops.hydromet.feeds.service import FeedState
from geoops.hydromet.feeds.then import FeedThen
from geoops.hydromet.rain.service import CommuneRain, GaugeRain
from geoops.hydromet.schemas import WarningOut
from geoops.hydromet.warnings.bulletins.schemas import BulletinOut
from geoops.hydromet.warnings.own.schemas import AlertOut
from geoops.incidents.damage.items import Item
from geoops.incidents.picture import Pictured
from geoops.kit.i18n import Text
from geoops.kit.spaces import Space
from geoops.resources.assessing.records import Assessment
from geoops.resources.dispatch.service import Underway
from geoops.resources.evacuation.schemas import RoomOut
from geoops.resources.evacuation.service import Standing
from geoops.works.schemas import RoadPointOut, WorkOut


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what moment: when it was true, when it was known, and since when news counts as new.

    `past` says that another moment than now was asked for.
    """

    at: datetime
    known_at: datetime
    hours: int
    past: bool

    @property
    def since(self) -> datetime:
        """The start of what is new."""
        return self.at - timedelta(hours=self.hours)


@dataclass(frozen=True, slots=True)
class Head:
    """What the report is of, and who made it when. `made_at` is the machine's time."""

    area: Text
    communes: Sequence[Commune]
    space: Space
    asked: Asked
    made_by: str
    made_at: datetime
    approximate: bool
    boundary: str | None
    demo: bool

    @property
    def names(self) -> Mapping[str, str]:
        """The communes' names by code."""
        return {unit.code: unit.full_name_vi for unit in self.communes}


@dataclass(frozen=True, slots=True)
class DangerPart:
    """Communes in danger, official apart from reference, the worst first; those of which nothing can be told are named.

    Rules could tell the level of `judged` communes. `worked_out_at` is up to when that was computed, None: never.
    """

    worked_out_at: datetime | None
    official: Sequence[Danger]
    reference: Sequence[Danger]
    judged: int
    unknown: Sequence[Danger]


@dataclass(frozen=True, slots=True)
class WarningPart:
    """Warnings in force: of the met service per commune, ours, and bulletins of others."""

    national: Sequence[WarningOut]
    own: Sequence[AlertOut]
    bulletins: Sequence[BulletinOut]


@dataclass(frozen=True, slots=True)
class GaugeHere:
    """A gauge with its rain, its name and its commune."""

    name: str
    commune_code: str | None
    rain: GaugeRain


@dataclass(frozen=True, slots=True)
class RainPart:
    """Rain over the hours of the report: communes and gauges that know theirs, the most first, and how many do not.

    `silent_gauges` are rain gauges that are still listed and said nothing in the window.
    """

    communes: Sequence[CommuneRain]
    without: int
    gauges: Sequence[GaugeHere]
    silent_gauges: int


@dataclass(frozen=True, slots=True)
class IncidentPart:
    """Incidents that are open, the gravest first, and those that were closed since."""

    open: Sequence[Pictured]
    closed: Sequence[Pictured]


@dataclass(frozen=True, slots=True)
class Loss:
    """What an item amounts to since an event began. `confirmed`: what a second person stands for; None: nobody does.

    `communes` have reported it; `as_of` is the oldest of their times."""

    event: str
    item: Item
    quantity: float
    confirmed: float | None
    communes: int
    as_of: datetime


@dataclass(frozen=True, slots=True)
class LossPart:
    """Damage since the events under way began, and how many communes have reported any. No event: nothing is counted."""

    events: Sequence[tuple[str, datetime]]
    losses: Sequence[Loss]
    reported: int


@dataclass(frozen=True, slots=True)
class EvacuationPart:
    """Orders that stand, and the shelters with their room."""

    orders: Sequence[Standing]
    shelters: Sequence[RoomOut]

    @property
    def room_left(self) -> int | None:
        """Places left in the shelters that somebody has counted; None where nobody has counted any."""
        known = [one.free for one in self.shelters if one.free is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class WorksPart:
    """Road points that are cut or narrowed, and reservoirs near or above a level or releasing; `unread` reservoirs
    have no level that is known and fresh."""

    roads: Sequence[RoadPointOut]
    reservoirs: Sequence[WorkOut]
    unread: Sequence[WorkOut]
    registered: int


@dataclass(frozen=True, slots=True)
class Report:
    """The situation of an area at one moment. `feeds_of_now`: the feeds are as they stand now, whatever the moment."""

    head: Head
    danger: DangerPart
    warnings: WarningPart
    rain: RainPart
    incidents: IncidentPart
    losses: LossPart
    evacuation: EvacuationPart
    readiness: Sequence[Assessment]
    dispatches: Sequence[Underway]
    works: WorksPart
    feeds: Sequence[FeedState | FeedThen]
    feeds_of_now: bool
