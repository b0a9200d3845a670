"""A rule of danger as it is written in `rules/*.yaml`, and what makes one valid."""

import itertools
import math
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from geoops.hydromet.danger.quantities import QUANTITIES, Place
from geoops.kit.i18n import Text

MAX_WINDOW_HOURS = 168

Certainty = Literal["verified", "inferred", "recalled"]
Via = Literal["quote", "encoding", "code", "data", "memory"]
Hazard = Literal[
    "heavy_rain", "flood", "flash_flood_landslide", "landslide", "heat", "cold", "storm", "drought"
]
HAZARDS: dict[str, Text] = {
    "heavy_rain": Text("Mưa lớn", "Heavy rain"),
    "flood": Text("Lũ, ngập lụt", "Flood"),
    "flash_flood_landslide": Text("Lũ quét, sạt lở đất", "Flash flood and landslide"),
    "landslide": Text("Sạt lở đất", "Landslide"),
    "heat": Text("Nắng nóng", "Heat"),
    "cold": Text("Rét hại, sương muối", "Cold and frost"),
    "storm": Text("Bão, áp thấp nhiệt đới", "Storm"),
    "drought": Text("Hạn hán", "Drought"),
}

_Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{2,59}$")]
_Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
_Words = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class RuleFault(ValueError):
    """What is wrong in a rule, in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(vi, en)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Part):
    """A text in both languages."""

    vi: _Words
    en: _Words

    @property
    def text(self) -> Text:
        """As the rest of the program has it."""
        return Text(self.vi, self.en)


class Source(_Part):
    """Where a rule comes from: the decision, the article in it, what was read, and where it was seen.

    `quotation` is what was read, condensed where the text is long; the rows of the rule say which of it they hold.
    """

    decision: Said
    article: str | None = None
    quotation: _Words | None = None
    seen_at: _Words


class Input(_Part):
    """A quantity that the rule asks for.

    `hours` is the window before the moment (for a forecast: after it). A value counts as complete when it covers at
    least `min_covered` of the window and is no older than `max_age_minutes`; an incomplete one is a lower bound.
    `where_missing` says what a place is to the rule where nothing at all supplies the quantity.
    """

    quantity: str
    unit: str
    hours: Annotated[int, Field(ge=1, le=MAX_WINDOW_HOURS)] | None = None
    min_covered: Annotated[float, Field(gt=0, le=1)] = 0.8
    max_age_minutes: Annotated[int, Field(ge=1, le=10_080)] = 120
    min_share: Annotated[float, Field(gt=0, le=1)] = 0.05
    where_missing: Literal["unknown", "not_applicable"] = "unknown"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        quantity = QUANTITIES.get(self.quantity)
        if quantity is None:
            known = ", ".join(QUANTITIES)
            raise RuleFault(
                f"không có đại lượng “{self.quantity}”; dùng một trong: {known}",
                f"there is no quantity “{self.quantity}”; use one of: {known}",
            )
        if self.unit != quantity.unit:
            raise RuleFault(
                f"“{self.quantity}” tính bằng {quantity.unit}, không phải {self.unit}",
                f"“{self.quantity}” is in {quantity.unit}, not in {self.unit}",
            )
        if quantity.windowed != (self.hours is not None):
            raise RuleFault(
                f"“{self.quantity}” {'cần' if quantity.windowed else 'không có'} hours",
                f"“{self.quantity}” {'needs' if quantity.windowed else 'has no'} hours",
            )
        return self


class Derived(_Part):
    """A quantity made of others: the sum of several, or the difference of two."""

    unit: str
    sum: Annotated[tuple[_Name, ...], Field(min_length=1, max_length=8)] | None = None
    difference: tuple[_Name, _Name] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.sum is None) == (self.difference is None):
            raise RuleFault("cần đúng một trong sum, difference", "needs exactly one of sum, difference")
        return self

    @property
    def terms(self) -> tuple[str, ...]:
        """What it is made of."""
        return self.sum or self.difference or ()


class Condition(_Part):
    """Bounds of one quantity, in its unit: `at_least` and `at_most` include the bound, `above` and `below` do not."""

    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    below: float | None = None
    one_of: Annotated[tuple[float, ...], Field(min_length=1, max_length=20)] | None = None

    @model_validator(mode="after")
    def _sane(self) -> Self:
        given = [
            value for value in (self.at_least, self.above, self.at_most, self.below) if value is not None
        ]
        if not all(math.isfinite(value) for value in (*given, *(self.one_of or ()))):
            raise RuleFault("ngưỡng phải là số hữu hạn", "a threshold must be a finite number")
        if bool(given) == (self.one_of is not None):
            raise RuleFault("cần ngưỡng hoặc one_of, không cả hai", "needs bounds or one_of, not both")
        if (self.at_least is not None and self.above is not None) or (
            self.at_most is not None and self.below is not None
        ):
            raise RuleFault("mỗi phía chỉ một ngưỡng", "one bound a side")
        low, high = self.low, self.high
        if low > high or (low == high and (self.above is not None or self.below is not None)):
            raise RuleFault(
                "khoảng rỗng: ngưỡng dưới vượt ngưỡng trên", "empty range: the lower bound is above the upper"
            )
        return self

    @property
    def low(self) -> float:
        """The lower bound, minus infinity where there is none."""
        return next((v for v in (self.at_least, self.above) if v is not None), -math.inf)

    @property
    def high(self) -> float:
        """The upper bound, infinity where there is none."""
        return next((v for v in (self.at_most, self.below) if v is not None), math.inf)


class Row(_Part):
    """One way to reach a level: all conditions hold. A row that is not verified proves nothing, it only leaves open."""

    when: Annotated[dict[_Name, Condition], Field(min_length=1)]
    certainty: Certainty | None = None
    via: Via | None = None
    note: str | None = None


class Level(_Part):
    """A level of the rule's own scale, its word, and the ways to reach it. `clear_below` is where it may be left."""

    level: Annotated[int, Field(ge=1, le=5)]
    word: Said
    rows: Annotated[tuple[Row, ...], Field(min_length=1, max_length=60)]


class Hold(_Part):
    """How a level is given up: never sooner than `at_least_minutes` after it was reached, and only after what was
    computed has stayed below it for `below_minutes`. Going up needs no waiting."""

    at_least_minutes: Annotated[int, Field(ge=0, le=1440)] = 60
    below_minutes: Annotated[int, Field(ge=0, le=1440)] = 30


class Rule(_Part):
    """A rule. `counts` says that its level makes the commune's reference level; without it the rule only informs.

    `blocked` says why it cannot be used yet, where that is known.
    """

    id: _Id
    hazard: Hazard
    title: Said
    scale: Said
    explanation: Said
    place: Place = "commune"
    counts: bool = True
    certainty: Certainty
    via: Via
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    inputs: Annotated[dict[_Name, Input], Field(min_length=1)]
    derived: dict[_Name, Derived] = Field(default_factory=dict)
    levels: Annotated[tuple[Level, ...], Field(min_length=1, max_length=5)]
    hold: Hold = Hold()
    blocked: Said | None = None
    on_by_default: bool = False

    def called(self, name: str) -> Text:
        """What people call an input or a derived quantity: “Mưa đã đo, 6 giờ”, “Mực nước − Báo động I”."""
        asked = self.inputs.get(name)
        if asked is not None:
            title = QUANTITIES[asked.quantity].title
            if asked.hours is None:
                return title
            return Text(f"{title.vi}, {asked.hours} giờ", f"{title.en}, {asked.hours} h")
        made = self.derived[name]
        sign = " + " if made.sum is not None else " − "
        parts = [self.called(term) for term in made.terms]
        return Text(sign.join(part.vi for part in parts), sign.join(part.en for part in parts))

    @model_validator(mode="after")
    def _fits(self) -> Self:
        units = self._units()
        for level in self.levels:
            for row in level.rows:
                if strange := [name for name in row.when if name not in units]:
                    raise RuleFault(
                        f"mức {level.level}: không có đại lượng “{strange[0]}” trong inputs hay derived",
                        f"level {level.level}: “{strange[0]}” is neither in inputs nor derived",
                    )
        numbers = [level.level for level in self.levels]
        if numbers != sorted(set(numbers)):
            raise RuleFault("levels phải tăng dần", "levels must ascend")
        self._check_monotone()
        if self.via == "quote" and not any(source.quotation for source in self.sources):
            raise RuleFault(
                "via: quote cần quotation trong sources", "via: quote needs a quotation in sources"
            )
        if self.on_by_default and not self.official_source:
            raise RuleFault(
                "chỉ quy tắc đã đối chiếu nguyên văn mới được bật sẵn",
                "only a rule verified by quotation may be on by default",
            )
        places = {QUANTITIES[one.quantity].place for one in self.inputs.values()}
        if places != {self.place}:
            raise RuleFault(
                f"inputs phải cùng nơi với place: {self.place}", f"inputs must be of the place: {self.place}"
            )
        return self

    @property
    def official_source(self) -> bool:
        """Whether the rule itself was read in the words of its source. What it computes stays a reference all the same."""
        return self.certainty == "verified" and self.via == "quote"

    @property
    def unsupplied(self) -> tuple[str, ...]:
        """Quantities that nothing supplies."""
        return tuple(one.quantity for one in self.inputs.values() if not QUANTITIES[one.quantity].supplied)

    def _units(self) -> dict[str, str]:
        units = {name: one.unit for name, one in self.inputs.items()}
        for name, made in self.derived.items():
            if name in units:
                raise RuleFault(f"“{name}” được đặt hai lần", f"“{name}” is named twice")
            for term in made.terms:
                if term not in units:
                    raise RuleFault(
                        f"“{name}”: không có đại lượng “{term}” đứng trước nó",
                        f"“{name}”: there is no “{term}” before it",
                    )
                if units[term] != made.unit:
                    raise RuleFault(
                        f"“{name}” tính bằng {made.unit} nhưng “{term}” bằng {units[term]}",
                        f"“{name}” is in {made.unit} but “{term}” is in {units[term]}",
                    )
            units[name] = made.unit
        return units

    def _check_monotone(self) -> None:
        """Where each level is one lower bound of one and the same quantity, the bounds must rise with the level."""
        bounds: list[tuple[str, float]] = []
        for level in self.levels:
            if len(level.rows) != 1 or len(level.rows[0].when) != 1:
                return
            (name, condition), *_ = level.rows[0].when.items()
            if condition.one_of is not None or condition.high < math.inf:
                return
            bounds.append((name, condition.low))
        if len({name for name, _ in bounds}) != 1:
            return
        for (_, below), (_, above) in itertools.pairwise(bounds):
            if above <= below:
                raise RuleFault(
                    f"ngưỡng không tăng dần: {below} rồi {above}",
                    f"the thresholds do not ascend: {below} then {above}",
                )

    def as_json(self) -> dict[str, Any]:
        """The rule as plain data."""
        return self.model_dump(mode="json", exclude_none=True)
