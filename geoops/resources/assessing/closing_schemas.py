"""What goes out over HTTP for a road that is taken as closed."""

from datetime import datetime

from pydantic import BaseModel

from geoops.communes.records import Commune
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut
from geoops.resources.assessing.closing import Brought, Closed, NeedChanged, ReadinessChanged

_NOTE = Text(
    "Giả định, không ghi vào số liệu thật: đường thật vẫn như đã báo. Tính theo điểm giữa xã và mạng đường đã nạp; "
    "mức sẵn sàng ở đây gồm cả chi viện đến được bằng đường bộ.",
    "A scenario; nothing real is changed. By the communes' points and the loaded roads; readiness here counts the help "
    "that gets there by road.",
)
_NO_ROADS = Text(
    "Chưa nạp mạng đường nên chưa nói được đóng đường thì xã nào bị cô lập.",
    "No road network is loaded, so it cannot be said whom a closed road cuts off.",
)
_NOTHING_CLOSED = Text(
    "Không đóng thêm được đoạn nào: chỗ này đang bị cắt rồi, hoặc không nằm trên đường đã nạp.",
    "Nothing more is closed: it is cut already, or lies on no loaded road.",
)


class CutOffOut(BaseModel):
    """A commune that no open road would lead to any more."""

    commune_code: str
    commune_name: str
    population: int | None
    lon: float
    lat: float

    @classmethod
    def of(cls, unit: Commune) -> "CutOffOut":
        """As it goes out."""
        return cls(
            commune_code=unit.code,
            commune_name=unit.full_name_vi,
            population=unit.population,
            lon=unit.lon,
            lat=unit.lat,
        )


class BroughtOut(BaseModel):
    """What help brings, in the need's unit, and the minutes until the last of it is there; null: nothing comes."""

    amount: float
    minutes: float | None

    @classmethod
    def of(cls, brought: Brought) -> "BroughtOut":
        """As it goes out."""
        minutes = brought.minutes
        return cls(amount=brought.amount, minutes=None if minutes is None else round(minutes, 1))


class NeedChangedOut(BaseModel):
    """A need that fails, and what help brings of it with the road open and closed."""

    need: str
    label: TextOut
    unit: str
    missing: float
    before: BroughtOut
    after: BroughtOut

    @classmethod
    def of(cls, changed: NeedChanged) -> "NeedChangedOut":
        """As it goes out."""
        need = changed.here.need
        return cls(
            need=need.code,
            label=TextOut.of(need.name),
            unit=need.unit,
            missing=changed.missing,
            before=BroughtOut.of(changed.before),
            after=BroughtOut.of(changed.after),
        )


class ReadinessChangedOut(BaseModel):
    """A commune whose help changes. `before` and `after` are the ratios of its weakest need, help included; null where a
    need is not known."""

    commune_code: str
    commune_name: str
    level: int | None
    before: float | None
    after: float | None
    needs: list[NeedChangedOut]

    @classmethod
    def of(cls, changed: ReadinessChanged) -> "ReadinessChangedOut":
        """As it goes out."""
        unit = changed.one.commune
        return cls(
            commune_code=unit.code,
            commune_name=unit.full_name_vi,
            level=changed.one.level,
            before=_rounded(changed.before),
            after=_rounded(changed.after),
            needs=[NeedChangedOut.of(need) for need in changed.needs],
        )


class ClosedOut(BaseModel):
    """What closing a road would do. `closing` stretches are closed that are open now; `cuts` are cut as it is. `already`
    communes are cut off as it is, `off_network` ones have no loaded road near. Of the `short` communes the `looked_at`
    worst were worked out."""

    at: datetime
    network: bool
    closing: int
    cuts: int
    cut_off: list[CutOffOut]
    already: int
    off_network: int
    changed: list[ReadinessChangedOut]
    short: int
    looked_at: int
    note: TextOut

    @classmethod
    def of(cls, closed: Closed, at: datetime) -> "ClosedOut":
        """As it goes out."""
        note = _NO_ROADS if not closed.network else _NOTE if closed.closing else _NOTHING_CLOSED
        return cls(
            at=at,
            network=closed.network,
            closing=closed.closing,
            cuts=closed.cuts,
            cut_off=[CutOffOut.of(unit) for unit in closed.cut_off],
            already=closed.already,
            off_network=closed.off_network,
            changed=[ReadinessChangedOut.of(one) for one in closed.changed],
            short=closed.short,
            looked_at=closed.looked_at,
            note=TextOut.of(note),
        )


def _rounded(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 4)
