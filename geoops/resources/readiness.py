"""The four pillars of a commune from what was counted. Nothing is judged: that needs a demand to compare with."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut
from geoops.resources.kinds import PILLARS, Pillar, kinds
from geoops.resources.models import CommandPost
from geoops.resources.schemas import KindTotalOut, PillarOut
from geoops.resources.showing import age_days, is_stale

_SHELTER = ("shelter", Text("Chỗ tránh trú", "Shelter places"), "chỗ")
_SEAT = ("command_seat", Text("Thành viên Ban Chỉ huy", "Members of the command"), "người")


@dataclass(slots=True)
class _Total:
    label: Text
    unit: str
    quantity: float = 0.0
    ready: float = 0.0


@dataclass(slots=True)
class _Pillar:
    entries: int = 0
    oldest: datetime | None = None
    totals: dict[str, _Total] = field(default_factory=dict)

    def add(self, kind: tuple[str, Text, str], quantity: float, ready: float, counted_at: datetime) -> None:
        total = self.totals.setdefault(kind[0], _Total(kind[1], kind[2]))
        total.quantity += quantity
        total.ready += ready
        self.entries += 1
        self.oldest = counted_at if self.oldest is None else min(self.oldest, counted_at)


@dataclass(frozen=True, slots=True)
class CommunePillars:
    """The pillars of a commune, None for one that nobody has counted; whether any of it is illustrative."""

    pillars: dict[Pillar, PillarOut | None]
    demo: bool


def pillars(
    resources: Iterable[Any], shelters: Iterable[Any], posts: Sequence[CommandPost], at: datetime
) -> dict[str, CommunePillars]:
    """The pillars of every commune that has any row. A count older than a month is shown, and is not ready."""
    found: defaultdict[str, dict[str, _Pillar]] = defaultdict(dict)
    demo: set[str] = set()

    def pillar(commune_code: str, name: str, is_demo: bool) -> _Pillar:
        if is_demo:
            demo.add(commune_code)
        return found[commune_code].setdefault(name, _Pillar())

    for row in resources:
        resource = row[0]
        kind = kinds().get(resource.kind)
        label = kind.name if kind else Text(resource.kind, resource.kind)
        ready = row.quantity if row.state == "ready" and not is_stale(row.counted_at, at) else 0.0
        pillar(resource.commune_code, resource.pillar, resource.demo).add(
            (resource.kind, label, resource.unit), row.quantity, ready, row.counted_at
        )
    for row in shelters:
        shelter = row[0]
        known = row.occupancy is not None and not is_stale(row.counted_at, at)
        free = max(0, shelter.capacity - row.occupancy) if known else 0
        pillar(shelter.commune_code, "logistics", shelter.demo).add(
            _SHELTER, shelter.capacity, free, row.counted_at
        )
    for post in posts:
        ready = 0 if is_stale(post.confirmed_at, at) else 1
        pillar(post.commune_code, "command", post.demo).add(_SEAT, 1, ready, post.confirmed_at)
    return {
        code: CommunePillars({name: _out(by_name.get(name), at) for name in PILLARS}, code in demo)
        for code, by_name in found.items()
    }


def _out(pillar: _Pillar | None, at: datetime) -> PillarOut | None:
    if pillar is None or pillar.oldest is None:
        return None
    return PillarOut(
        entries=pillar.entries,
        oldest_counted_at=pillar.oldest,
        oldest_age_days=age_days(pillar.oldest, at),
        stale=is_stale(pillar.oldest, at),
        totals=[
            KindTotalOut(
                kind=kind,
                label=TextOut.of(total.label),
                unit=total.unit,
                quantity=total.quantity,
                ready=total.ready,
            )
            for kind, total in sorted(pillar.totals.items())
        ],
    )
