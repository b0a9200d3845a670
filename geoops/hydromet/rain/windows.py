"""The windows that rain is summed over: so many minutes or hours before a moment, or its hydrological day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from geoops.hydromet.gauges import day_start
from geoops.kit.i18n import Text

MAX_HOURS = 72
_DAY = "day"


@dataclass(frozen=True, slots=True)
class Window:
    """`(from, at]`: the `minutes` before `at`, or with `day` what fell since the last 19:00 local time."""

    minutes: int = 0
    day: bool = False

    def __init__(self, *, hours: int = 0, minutes: int = 0, day: bool = False) -> None:
        object.__setattr__(self, "minutes", minutes + 60 * hours)
        object.__setattr__(self, "day", day)
        if day == bool(self.minutes):
            raise ValueError("a window is either so long, or the hydrological day")

    @property
    def name(self) -> str:
        """As addresses write it: `10m`, `24h`, `day`."""
        if self.day:
            return _DAY
        return f"{self.minutes // 60}h" if self.minutes % 60 == 0 else f"{self.minutes}m"

    @property
    def hours(self) -> int | None:
        """Its length in hours, where that is a whole and fixed number."""
        return None if self.day or self.minutes % 60 else self.minutes // 60

    @property
    def title(self) -> Text:
        """In words."""
        if self.day:
            return Text("Ngày thủy văn (từ 19 giờ)", "Hydrological day (since 19:00)")
        if self.minutes % 60:
            return Text(f"{self.minutes} phút", f"{self.minutes} min")
        hours = self.minutes // 60
        return Text(f"{hours} giờ", f"{hours} h")

    @property
    def from_sql(self) -> str:
        """Its start as an expression of `:at`."""
        at = "CAST(:at AS timestamptz)"
        return (
            f"rain_day({at} - interval '1 microsecond')"
            if self.day
            else f"{at} - interval '{self.minutes} minutes'"
        )

    def starts_at(self, at: datetime) -> datetime:
        """Its start."""
        return day_start(at) if self.day else at - timedelta(minutes=self.minutes)


WINDOWS: dict[str, Window] = {
    window.name: window
    for window in (
        Window(minutes=10),
        Window(minutes=30),
        *(Window(hours=hours) for hours in (1, 3, 6, 12, 24, 48, 72)),
        Window(day=True),
    )
}
"""Those that the screens offer."""
