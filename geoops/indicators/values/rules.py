"""What a value must be to be taken in: a row that holds values, a period it is asked for, units of its day, known
dimensions, a finite number. One checker serves a whole batch; it asks no database."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from geoops.indicators.calendar import finer, last_day
from geoops.indicators.dimensions import Dimension
from geoops.indicators.models import IndicatorNode
from geoops.indicators.periods import BadPeriod, Period, PeriodKind, parse_period
from geoops.indicators.shapes import NUMERIC
from geoops.indicators.values.eras import BEFORE, era_of
from geoops.indicators.values.store import Staged, as_json
from geoops.indicators.words import Word, by_code
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

Nature = Literal["actual", "plan", "estimate", "scenario", "forecast"]
NATURES: Final[tuple[Nature, ...]] = ("actual", "plan", "estimate", "scenario", "forecast")

_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
"""How a code of an open list was written before there was a register: values that have one are still kept."""


@dataclass(frozen=True, slots=True)
class ValueIn:
    """A value as it comes in. Without a commune it is that of the province as a whole.

    `units_of`: a day on which the place was such a unit, where that is not the last day of the period: figures of
    2024 that were worked out again for the communes of today say a day of today.
    """

    indicator: str
    period: str
    commune_code: str | None = None
    province_code: str | None = None
    nature: str = "actual"
    dimensions: Mapping[str, str] = field(default_factory=dict)
    value: float | None = None
    value_text: str | None = None
    note: str | None = None
    units_of: date | None = None
    expected: int | None = None


class Refused(Exception):
    """One row that cannot be taken."""

    def __init__(self, field_name: str, vi: str, en: str) -> None:
        super().__init__(en)
        self.field = field_name
        self.text = Text(vi, en)


@dataclass(slots=True)
class Units:
    """The units of each era: the communes of today with their province, and those that ended on each day of change."""

    changed_days: Sequence[date]
    today: Mapping[str, str]
    ended: Mapping[date, Mapping[str, str]]
    provinces: frozenset[str]

    def of_era(self, era: date) -> Mapping[str, str]:
        """Code to province of today, of the units of an era."""
        following = next((day for day in self.changed_days if day > era), None)
        return self.today if following is None else self.ended.get(following, {})


class Checker:
    """Checks the rows of one batch; remembers periods, rhythms and dimensions that it has seen.

    `barred` are the rows whose code is not in its open list, or closed, each with why: only the database knows
    whether such a row says what is kept already, or takes it back, which is all that it may.
    """

    def __init__(
        self, nodes: Mapping[str, IndicatorNode], units: Units, dimensions: Mapping[str, Dimension]
    ) -> None:
        self._nodes = nodes
        self._units = units
        self._known = dimensions
        self.barred: dict[int, Text] = {}
        self._periods: dict[str, Period | None] = {}
        self._rhythms: dict[tuple[str, str], Refused | None] = {}
        self._dimensions: dict[tuple[str, str, tuple[tuple[str, str], ...]], tuple[str, Text | None]] = {}

    @property
    def periods(self) -> list[Period]:
        """The periods seen so far."""
        return [period for period in self._periods.values() if period is not None]

    def check(self, row: int, given: ValueIn) -> Staged | Fault:
        """The row as it will be kept, or what is wrong with it."""
        try:
            return self._staged(row, given)
        except Refused as refused:
            return Fault(refused.text, row=row, field=refused.field)

    def _staged(self, row: int, given: ValueIn) -> Staged:
        node = self._node(given)
        period = self._period(node, given)
        era = self._era(period, given)
        commune, province = self._place(given, era)
        self._check_value(node, given)
        dimensions, barred = self._dimensions_of(node, period, given)
        if barred is not None:
            self.barred[row] = barred
        return Staged(
            row=row,
            indicator=node.code,
            period=period.id,
            nature=given.nature,
            dimensions=dimensions,
            units_from=era,
            province_code=province,
            commune_code=commune,
            value=None if given.value is None else float(given.value),
            value_text=given.value_text,
            note=given.note,
            expected=given.expected,
            barred=barred is not None,
        )

    def _node(self, given: ValueIn) -> IndicatorNode:
        node = self._nodes.get(given.indicator)
        if node is None:
            raise Refused(
                "indicator", f"không có chỉ số “{given.indicator}”", f"no indicator “{given.indicator}”"
            )
        if not node.holds_value:
            raise Refused("indicator", "đây là đề mục, không có giá trị", "a heading holds no value")
        if node.derived is not None and node.derived["kind"] != "supplied":
            parts = ", ".join([*node.derived["of"], *filter(None, [node.derived["over"]])])
            raise Refused(
                "indicator", f"chỉ số này được tính từ {parts}, không nhập tay",
                f"this indicator is computed from {parts} and never typed in",
            )  # fmt: skip
        if node.computed_from:
            sources = ", ".join(node.computed_from)
            raise Refused(
                "indicator", f"chỉ số này lấy từ số liệu tác nghiệp ({sources}), không nhập lần hai",
                f"this indicator is counted from the operational data ({sources}), not typed in twice",
            )  # fmt: skip
        if given.nature not in NATURES:
            raise Refused("nature", f"không có loại số liệu “{given.nature}”", f"no nature “{given.nature}”")
        return node

    def _period(self, node: IndicatorNode, given: ValueIn) -> Period:
        if given.period not in self._periods:
            try:
                self._periods[given.period] = parse_period(given.period)
            except BadPeriod:
                self._periods[given.period] = None
        period = self._periods[given.period]
        if period is None:
            raise Refused("period", f"không có kỳ “{given.period}”", f"no period “{given.period}”")
        key = (node.code, period.id)
        if key not in self._rhythms:
            self._rhythms[key] = None if asked_for(node.frequencies, period) else _not_asked(node, period)
        refused = self._rhythms[key]
        if refused is not None:
            raise refused
        return period

    def _era(self, period: Period, given: ValueIn) -> date:
        own = era_of(last_day(period), self._units.changed_days)
        era = era_of(given.units_of, self._units.changed_days) if given.units_of is not None else own
        if era < own:
            raise Refused(
                "units_of", f"đơn vị của ngày {given.units_of} không còn trong kỳ {period.id}",
                f"the units of {given.units_of} were no more in {period.id}",
            )  # fmt: skip
        return era

    def _place(self, given: ValueIn, era: date) -> tuple[str | None, str]:
        if given.commune_code is None:
            if given.province_code not in self._units.provinces:
                raise Refused(
                    "province_code", f"không có tỉnh mã “{given.province_code}”",
                    f"no province “{given.province_code}”",
                )  # fmt: skip
            return None, given.province_code
        province = self._units.of_era(era).get(given.commune_code)
        if province is None:
            when = "trước khi sắp xếp" if era == BEFORE else f"từ {era:%d/%m/%Y}"
            raise Refused(
                "commune_code", f"không có xã mã “{given.commune_code}” ({when})",
                f"no commune “{given.commune_code}” among the units from {era.isoformat()} on",
            )  # fmt: skip
        if given.province_code is not None and given.province_code != province and era != BEFORE:
            raise Refused(
                "province_code", "xã không thuộc tỉnh đã nêu", "the commune is not of that province"
            )
        return given.commune_code, province

    def _dimensions_of(self, node: IndicatorNode, period: Period, given: ValueIn) -> tuple[str, Text | None]:
        key = (node.code, period.id, tuple(sorted(given.dimensions.items())))
        if key not in self._dimensions:
            barred = None
            for name, code in key[2]:
                if name not in node.dimensions:
                    raise Refused(
                        "dimensions", f"chỉ số không phân tổ theo “{name}”",
                        f"the indicator is not broken down by “{name}”",
                    )  # fmt: skip
                dimension = self._known[name]
                if code not in dimension.items and not (dimension.open and _CODE.fullmatch(code)):
                    raise Refused("dimensions", f"{name}: không có mã “{code}”", f"{name}: no code “{code}”")
                barred = barred or _barred(dimension, code, last_day(period))
            self._dimensions[key] = as_json(dict(key[2])), barred
        return self._dimensions[key]

    def _check_value(self, node: IndicatorNode, given: ValueIn) -> None:
        if given.value is not None and not math.isfinite(given.value):
            raise Refused("value", "giá trị phải là số hữu hạn", "the value must be a finite number")
        if given.value is not None and not NUMERIC & set(node.value_kinds):
            raise Refused("value", "chỉ số này không phải là số", "this indicator is no number")
        if given.value is None and given.value_text is None and not given.note:
            raise Refused(
                "value", "giá trị trống phải có lý do (thiếu không phải là 0)",
                "a missing value needs its reason (missing is not zero)",
            )  # fmt: skip


def _barred(dimension: Dimension, code: str, day: date) -> Text | None:
    """Why no new value takes a code of an open list on a day; None where one may."""
    match dimension.standing(code, day):
        case "unregistered":
            return Text(
                f"{dimension.code}: mã “{code}” chưa có trong danh mục “{dimension.name.vi}”; hãy dùng mã có tên"
                " trong danh mục, hoặc đề xuất mã mới và chờ duyệt",
                f"{dimension.code}: no code “{code}” in the list “{dimension.name.en}”; use one that is there, or"
                " propose one and have it approved",
            )
        case "closed":
            ended = dimension.closed[code]
            return Text(
                f"{dimension.code}: mã “{code}” ({dimension.name_of(code).vi}) đã đóng từ {ended:%d/%m/%Y}",
                f"{dimension.code}: the code “{code}” ({dimension.name_of(code).en}) is closed since"
                f" {ended.isoformat()}",
            )
        case _:
            return None


def asked_for(frequencies: Sequence[str], period: Period) -> bool:
    """Whether a period fits the rhythm of an indicator: no finer than the finest asked, and where only some months
    are asked, one of them. Coarser periods (a year of a monthly indicator) are taken: they are history."""
    known: dict[str, Word] = by_code("frequencies")
    words = [known[code] for code in frequencies]
    if not words:
        return True
    kinds: list[PeriodKind] = [word.period for word in words if word.period is not None]  # type: ignore[misc] # the rules name kinds of period
    if all(finer(period.kind, kind) for kind in kinds):
        return False
    if period.kind != "month":
        return True
    months = [word.months for word in words if word.period == "month"]
    return not months or any(only is None or period.starts_at.month in only for only in months)


def _not_asked(node: IndicatorNode, period: Period) -> Refused:
    asked = ", ".join(by_code("frequencies")[code].vi for code in node.frequencies)
    return Refused(
        "period", f"chỉ số báo cáo theo {asked}, không theo {period.label.vi}",
        f"the indicator is reported {', '.join(node.frequencies)}, not for {period.id}",
    )  # fmt: skip
