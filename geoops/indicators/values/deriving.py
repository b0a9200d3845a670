"""Figures that follow from others, worked out without a database: comparisons, cumulations, rates, totals.

First `needs` says which base values a figure stands on, then `figure` works it out from whatever of them is there. A
base that is missing makes the figure unknown, with the reason; it is never taken for zero.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from geoops.indicators.calendar import december_before, parts, so_far, year_before, year_of
from geoops.indicators.periods import BadPeriod, Period, PeriodKind, previous_period, season_beside
from geoops.indicators.shapes import Against, Derived, Rule
from geoops.kit.i18n import Text

TARGETS: Final = ("plan", "estimate", "scenario")
"""Natures that a figure is held against; they stand for the period itself or for its year."""


class Need(NamedTuple):
    """A base value: of an indicator, a nature and a period."""

    code: str
    nature: str
    period: str


@dataclass(frozen=True, slots=True)
class Spec:
    """What derivations must know of an indicator."""

    code: str
    derived: Derived | None
    over_places: Rule
    over_time: Rule
    weight: str | None = None

    @property
    def is_base(self) -> bool:
        """Whether its values are kept rather than worked out."""
        return self.derived is None or self.derived.kind == "supplied"


@dataclass(frozen=True, slots=True)
class Result:
    """A figure with what it stands on; None with the reason where it is not known."""

    value: float | None
    reason: Text | None = None
    inputs: Mapping[str, float | None] = field(default_factory=dict)


Lookup = Callable[[Need], float | None]
"""The base value of one place; None where there is none."""


class _Unknown(Exception):
    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(vi, en)


class Formula:
    """How the figures of one indicator follow from base values.

    `specs` holds every indicator that it leads to. `from_kind`: where a base value is missing, work it out from the
    finer periods of that kind by the indicator's rule over time. `province` decides the order of crop seasons.
    """

    def __init__(
        self,
        specs: Mapping[str, Spec],
        *,
        from_kind: PeriodKind | None = None,
        province: str | None = None,
    ) -> None:
        self._specs = specs
        self._from_kind = from_kind
        self._province = province

    def needs(self, code: str, period: Period, nature: str = "actual") -> set[Need]:
        """Every base value that the figure may stand on."""
        asked: set[Need] = set()

        def noting(need: Need) -> float | None:
            asked.add(need)
            return None

        self._walk(code, period, nature, noting)
        return asked

    def _walk(self, code: str, period: Period, nature: str, noting: Lookup) -> None:
        derived = self._specs[code].derived
        if self._specs[code].is_base or derived is None or nature != "actual":
            self._note_base(code, period, nature, noting)
            return
        for part in [*derived.of, *filter(None, [derived.over])]:
            for one in so_far(period, self._province) if derived.kind == "cumulative" else [period]:
                self._walk(part, one, "actual", noting)
        if derived.against in TARGETS:
            for target, one in self._targets(derived, period):
                self._note_base(target, one, derived.against, noting)
        elif derived.against is not None:
            before = self._before(derived.against, period)
            if before is not None:
                self._walk(derived.of[0], before, "actual", noting)

    def _note_base(self, code: str, period: Period, nature: str, noting: Lookup) -> None:
        noting(Need(code, nature, period.id))
        for part in self._parts(code, period):
            noting(Need(code, nature, part.id))

    def _parts(self, code: str, period: Period) -> list[Period]:
        if self._from_kind is None or self._specs[code].over_time in ("none", "recompute"):
            return []
        return parts(period, self._from_kind, self._province) or []

    def figure(
        self, code: str, period: Period, lookup: Lookup, nature: str = "actual", *, with_inputs: bool = True
    ) -> Result:
        """The figure of a place, from its base values. `with_inputs`: say also which these are."""
        inputs: dict[str, float | None] = {}

        def noting(need: Need) -> float | None:
            value = lookup(need)
            if value is not None or need.period == period.id:
                inputs[
                    f"{need.code} {need.period}" + ("" if need.nature == "actual" else f" {need.nature}")
                ] = value
            return value

        try:
            value = self._value(code, period, nature, noting if with_inputs else lookup)
        except _Unknown as unknown:
            return Result(None, unknown.text, inputs)
        return Result(value, None, inputs)

    def _value(self, code: str, period: Period, nature: str, lookup: Lookup) -> float:
        derived = self._specs[code].derived
        if self._specs[code].is_base or derived is None or nature != "actual":
            return self._base(code, period, nature, lookup)
        match derived.kind:
            case "total":
                return sum(self._value(part, period, "actual", lookup) for part in derived.of)
            case "cumulative":
                return sum(
                    self._value(part, one, "actual", lookup)
                    for part in derived.of
                    for one in so_far(period, self._province)
                )
            case "rate":
                assert derived.over is not None
                under = self._value(derived.over, period, "actual", lookup)
                return _per_cent(self._value(derived.of[0], period, "actual", lookup), under)
            case _:
                now = self._value(derived.of[0], period, "actual", lookup)
                ratio = _per_cent(now, self._other(derived, period, lookup))
                return ratio - 100.0 if derived.kind == "change" else ratio

    def _base(self, code: str, period: Period, nature: str, lookup: Lookup) -> float:
        value = lookup(Need(code, nature, period.id))
        if value is not None:
            return value
        finer_ones = self._parts(code, period)
        rule = self._specs[code].over_time
        if not finer_ones:
            raise _Unknown(
                f"chưa có {code} kỳ {period.id}{_of(nature)}", f"no {code} for {period.id}{_of(nature)}"
            )
        found = [lookup(Need(code, nature, part.id)) for part in finer_ones]
        if rule == "last":
            found, finer_ones = found[-1:], finer_ones[-1:]
        known = [one for one in found if one is not None]
        missing = ", ".join(part.id for part, one in zip(finer_ones, found, strict=True) if one is None)
        if missing:
            raise _Unknown(f"thiếu {code} kỳ {missing}", f"no {code} for {missing}")
        return sum(known) / (len(known) if rule == "mean" else 1)

    def _other(self, derived: Derived, period: Period, lookup: Lookup) -> float:
        against = derived.against
        assert against is not None
        if against in TARGETS:
            for target, one in self._targets(derived, period):
                try:
                    return self._base(target, one, against, lookup)
                except _Unknown:
                    continue
            raise _Unknown(
                f"chưa có số {_NAMES[against].vi} của {derived.of[0]} năm {period.id[:4]}",
                f"no {against} of {derived.of[0]} for {period.id[:4]}",
            )
        before = self._before(against, period)
        if before is None:
            raise _Unknown(
                f"kỳ {period.id} không có {_NAMES[against].vi} để so",
                f"{period.id} has no {_NAMES[against].en}",
            )
        return self._value(derived.of[0], before, "actual", lookup)

    def _targets(self, derived: Derived, period: Period) -> list[tuple[str, Period]]:
        """Where a plan may stand: at the row itself, or at the one that it cumulates, for the period or its year."""
        own = self._specs[derived.of[0]]
        inner = own.derived
        codes = [own.code] if own.is_base else []
        if inner is not None and inner.kind == "cumulative" and len(inner.of) == 1:
            codes += [code for code in inner.of if self._specs[code].is_base]
        spans = [period] if period.kind == "year" else [period, year_of(period)]
        return [(code, span) for span in spans for code in codes]

    def _before(self, against: Against, period: Period) -> Period | None:
        match against:
            case "previous_period":
                try:
                    return previous_period(period)
                except (ValueError, BadPeriod):
                    return None
            case "previous_season":
                return season_beside(period, -1, self._province) if period.kind == "season" else None
            case "december_last_year":
                return december_before(period)
            case _:
                return year_before(period)


def _per_cent(part: float, whole: float) -> float:
    if whole == 0:
        raise _Unknown("mẫu số bằng 0", "the denominator is zero")
    return part / whole * 100.0


def _of(nature: str) -> str:
    return "" if nature == "actual" else f" ({nature})"


_NAMES: Final[Mapping[Against, Text]] = {
    "previous_period": Text("kỳ trước", "period before"),
    "previous_season": Text("vụ trước", "season before"),
    "previous_year": Text("năm trước", "year before"),
    "december_last_year": Text("tháng 12 năm trước", "December of the year before"),
    "same_period_last_year": Text("cùng kỳ năm trước", "same period of the year before"),
    "plan": Text("kế hoạch", "plan"),
    "estimate": Text("dự toán", "estimate"),
    "scenario": Text("kịch bản", "scenario"),
    "cumulative": Text("lũy kế", "cumulation"),
}
