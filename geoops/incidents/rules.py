"""The rules of triage, from `rules/triage.yaml`: deadlines, order of the queue, likeness. Local assumptions."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from geoops.kit.i18n import Text
from geoops.kit.yaml_files import read_yaml

_BY_SEVERITY = Mapping[int, int]


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Level(_Rule):
    """Somebody an overdue incident climbs to."""

    vi: str
    en: str

    @property
    def label(self) -> Text:
        """What the level is called."""
        return Text(self.vi, self.en)


class Escalation(_Rule):
    """How an overdue incident climbs: every so many minutes one level."""

    every: int = Field(gt=0)
    levels: tuple[Level, ...] = Field(min_length=1)


class QueueRules(_Rule):
    """Minutes of age that each reason counts for."""

    kind_danger: Mapping[int, int]
    people_at_risk: int
    severity: _BY_SEVERITY
    overdue_per_level: int
    state: Mapping[str, int]


class LikenessWeights(_Rule):
    """The parts of likeness; together 1."""

    place: float
    time: float
    kind: float
    text: float


class LikenessRules(_Rule):
    """When two reports look like one event. Metres and hours at which a part falls to 0."""

    weights: LikenessWeights
    distance_m: float
    hours: float
    same_commune: float
    related_kinds: Sequence[tuple[str, str]]
    related_kind: float
    propose: float


class Rules(_Rule):
    """All of them, with their source."""

    certainty: str
    source: str
    deadlines: Mapping[str, _BY_SEVERITY]
    escalation: Escalation
    queue: QueueRules
    far_apart_m: float
    clock_doubt_minutes: float
    likeness: LikenessRules

    def due_at(self, state: str, severity: int | None, entered_at: datetime) -> datetime | None:
        """Until when the step after `state` has to be done; None where nothing more is to do."""
        minutes = self.deadlines.get(state, {}).get(severity or 0)
        return entered_at + timedelta(minutes=minutes) if minutes is not None else None

    def level(self, number: int) -> Level:
        """The level of that number, or the highest."""
        return self.escalation.levels[min(number, len(self.escalation.levels) - 1)]


@lru_cache
def rules() -> Rules:
    """The rules in force."""
    return Rules.model_validate(
        read_yaml(files(__package__).joinpath("rules/triage.yaml").read_text(encoding="utf-8"))
    )
