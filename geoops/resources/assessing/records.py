"""What an assessment is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from geoops.communes.records import Commune
from geoops.kit.i18n import Text
from geoops.resources.assessing.needs import Need
from geoops.resources.kinds import Pillar

State = Literal["ready", "short", "unknown", "no_demand", "not_assessed"]

STATES: Mapping[State, Text] = {
    "short": Text("thiếu", "short"),
    "unknown": Text("chưa rõ", "not known"),
    "ready": Text("sẵn sàng", "ready"),
    "no_demand": Text("chưa có yêu cầu", "no demand"),
    "not_assessed": Text("chưa đánh giá", "not assessed"),
}
"""From what needs a hand first to what needs none."""

NO_DANGER = Text("chưa có nhu cầu để so sánh", "no demand is known to compare with")
BELOW = Text(
    "dưới ngưỡng các quy tắc đang bật: chưa có nhu cầu",
    "below the thresholds of the rules that are on: no demand",
)
OTHER_HAZARD = Text("chưa có định mức cho loại thiên tai này", "there are no norms for this hazard")
NOT_COUNTED = Text("chưa kiểm kê", "not counted")
STALE = Text("kiểm kê đã quá hạn một tháng", "the counts are older than a month")
NO_POPULATION = Text("chưa có số dân của xã", "the commune's population is not known")


@dataclass(frozen=True, slots=True)
class Supposed:
    """A scenario: so many times the rain, or the danger higher by so many levels. Nothing real is touched."""

    rain_factor: float = 1.0
    raise_level: int = 0

    @property
    def real(self) -> bool:
        """Whether nothing is supposed at all."""
        return self.rain_factor == 1.0 and self.raise_level == 0


@dataclass(frozen=True, slots=True)
class NeedHere:
    """A need against what is ready, in the need's unit. `demand`, `ready`, `ratio` None: not known, for `reason`."""

    need: Need
    demand: float | None
    ready: float | None
    ratio: float | None
    asked: bool
    entries: int
    oldest: datetime | None
    reason: Text | None


@dataclass(frozen=True, slots=True)
class PillarHere:
    """A pillar against the demand: as good as its weakest need. `ratio` None: not asked or not known."""

    state: Literal["ready", "short", "unknown", "not_asked"]
    ratio: float | None
    failing: str | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The readiness of a commune. `level` is the one it is planned for; `exposed` and `moved` are people, None where the
    population is not known; `zone_hazards` are the hazards of the risk maps that `exposed` comes from, empty where the
    whole population counts."""

    commune: Commune
    state: State
    reason: Text | None
    level: int | None
    kind: Literal["official", "reference"] | None
    hazards: frozenset[str] | None
    exposed: int | None = None
    moved: int | None = None
    zone_hazards: Sequence[str] = ()
    needs: Sequence[NeedHere] = ()
    pillars: Mapping[Pillar, PillarHere] = field(default_factory=dict)
    weakest: Pillar | None = None
    failing: str | None = None
    ratio: float | None = None
    at_most: bool = False
    demo: bool = False

    @property
    def rank(self) -> tuple[int, float, int, int, str]:
        """The place in the list: short before unknown before ready; then the ratio, the level, the people."""
        order = list(STATES).index(self.state)
        ratio = 9.0 if self.ratio is None else round(self.ratio, 4)
        return (order, ratio, -(self.level or 0), -(self.exposed or 0), self.commune.code)

    @property
    def surplus(self) -> dict[str, float | None]:
        """By need, what is ready beyond the demand; None where either is not known."""
        return {
            here.need.code: None if here.ready is None or here.demand is None else here.ready - here.demand
            for here in self.needs
        }
