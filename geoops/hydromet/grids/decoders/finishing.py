"""What every decoder ends with: crop, convert, hold against what is possible, and say what is doubtful."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from geoops.hydromet.grids import geometry as lattice
from geoops.hydromet.grids.description import FieldRule, Product
from geoops.hydromet.grids.fields import GridField
from geoops.hydromet.grids.geometry import BadGrid, GridGeometry, Values
from geoops.hydromet.grids.rules import grid_variables
from geoops.hydromet.grids.times import hours
from geoops.hydromet.grids.units import to_unit
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

Area = tuple[float, float, float, float]
"""West, south, east, north in degrees (WGS 84)."""

RANGE_FLAG = "range"
NEGATIVE_FLAG = "negative"
_PACKING_MM = 0.05
"""Rain that lies below zero by no more is the rounding of a packed file: it is none."""

_EARLIEST = datetime(1950, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Read:
    """What a decoder gathers: fields, faults of what was left out, and names that nobody asked for, with their count."""

    file: str
    area: Area
    fields: list[GridField] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored: dict[str, int] = field(default_factory=dict)

    def refuse(self, reason: Text, name: str | None = None, row: int | None = None) -> None:
        """One thing that could not be taken."""
        self.faults.append(Fault(reason, row, name, self.file))

    def ignore(self, name: str) -> None:
        """A variable that the product does not name."""
        self.ignored[name] = self.ignored.get(name, 0) + 1


@dataclass(frozen=True, slots=True)
class Step:
    """The times of one field."""

    starts_at: datetime
    ends_at: datetime
    issued_at: datetime | None = None


def add(
    read: Read,
    rule: FieldRule,
    step: Step,
    placed: tuple[GridGeometry, Values],
    written_unit: str,
    *,
    flags: tuple[str, ...] = (),
    member: int | None = None,
    row: int | None = None,
) -> None:
    """Take one field in, or a fault with the reason why not."""
    for moment in (step.starts_at, step.ends_at, step.issued_at):
        if moment is not None and not _EARLIEST <= moment <= _LATEST:
            read.refuse(
                Text(
                    f"thời gian không thể có: {moment.isoformat()}",
                    f"an impossible time: {moment.isoformat()}",
                ),
                rule.name,
                row,
            )
            return
    try:
        placed = cropped(placed, read.area)
        values, more = _checked(rule, step, placed[1], written_unit)
    except BadGrid as problem:
        read.refuse(problem.detail or problem.title, rule.name, row)
        return
    if not np.isfinite(values).any():
        read.refuse(
            Text("không ô nào có số liệu trong vùng quan tâm", "no cell has data in the area"), rule.name, row
        )
        return
    read.fields.append(
        GridField(
            rule.variable,
            kept_unit(rule),
            step.starts_at,
            step.ends_at,
            step.issued_at,
            placed[0],
            values,
            tuple(dict.fromkeys((*flags, *more))),
            member,
        )
    )


def kept_unit(rule: FieldRule) -> str:
    """The unit that the variable is kept in. Raises BadGrid for a variable that is unknown and not described."""
    known = grid_variables().get(rule.variable)
    if known is not None:
        return known.unit
    kept = rule.kept_in or rule.unit
    if kept is None or rule.title is None:
        raise BadGrid(
            Text(
                f"biến “{rule.variable}” không có trong danh mục: mô tả cần title và kept_in",
                f"the variable “{rule.variable}” is not known: its description needs title and kept_in",
            )
        )
    return kept


def cropped(placed: tuple[GridGeometry, Values], area: Area) -> tuple[GridGeometry, Values]:
    """The part in the area. Raises BadGrid, with a hint where longitude and latitude look exchanged."""
    geometry, values = placed
    box = area if geometry.crs == lattice.WGS84 else _projected(area, geometry.crs)
    part = lattice.crop(geometry, values, box)
    if part is not None:
        return part
    if geometry.crs == lattice.WGS84 and lattice.crop(geometry, values, (area[1], area[0], area[3], area[2])):
        raise BadGrid(Text("kinh độ và vĩ độ có vẻ bị đảo", "longitude and latitude look exchanged"))
    where = f"{geometry.west:.2f}, {geometry.south:.2f} … {geometry.east:.2f}, {geometry.north:.2f}"
    raise BadGrid(
        Text(
            f"lưới nằm ngoài vùng quan tâm ({where})", f"the grid lies outside the area of interest ({where})"
        )
    )


def _projected(area: Area, crs: str) -> Area:
    from rasterio.warp import transform_bounds

    west, south, east, north = transform_bounds(lattice.WGS84, crs, *area)
    return west, south, east, north


def _checked(rule: FieldRule, step: Step, values: Values, written: str) -> tuple[Values, tuple[str, ...]]:
    values = np.where(np.isfinite(values), values, np.float32(np.nan)).astype(np.float32)
    if rule.fill is not None:
        values[values == np.float32(rule.fill)] = np.nan
    values = to_unit(values, written, kept_unit(rule), hours(step.starts_at, step.ends_at))
    known = grid_variables().get(rule.variable)
    if known is None:
        return values, ()
    if known.accumulated and step.ends_at <= step.starts_at:
        raise BadGrid(
            Text(
                "lượng tích lũy phải có thời đoạn: mô tả cần time",
                "an amount needs a time span: describe its time",
            )
        )
    flags: list[str] = []
    if known.accumulated:
        values[(values < 0) & (values >= -_PACKING_MM)] = 0
        if (values < 0).any():
            flags.append(NEGATIVE_FLAG)
    strange = (values < known.least) | (values > known.most)
    if strange.any():
        if (values > known.most).any() or not known.accumulated:
            flags.append(RANGE_FLAG)
        values[strange] = np.nan
    if not np.isfinite(values).any() and flags:
        raise BadGrid(
            Text(
                f"mọi giá trị nằm ngoài mức có thể có ({known.least:g} đến {known.most:g} {known.unit}); "
                "đơn vị trong tệp có vẻ sai",
                f"every value is beyond what is possible ({known.least:g} to {known.most:g} {known.unit}); "
                "the file's unit looks wrong",
            )
        )
    return values, tuple(flags)


def rule_named(product: Product, names: tuple[str, ...]) -> FieldRule | None:
    """The product's rule for a variable of the file under one of its names."""
    return next((rule for rule in product.fields if rule.name in names), None)
