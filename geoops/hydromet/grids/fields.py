"""The one form that every grid is decoded to."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np

from geoops.hydromet.grids.geometry import GridGeometry, Values


@dataclass(frozen=True, slots=True)
class GridField:
    """One variable on one grid over `(starts_at, ends_at]`; an instant has both alike.

    `values[row, column]` is float32 from the north-west, in `unit`, NaN where nothing is known. `issued_at` is when a
    forecast was made (its reference time), None for what was observed. `member` is the number in an ensemble.
    `flags` says what is doubtful; nothing is changed silently.
    """

    variable: str
    unit: str
    starts_at: datetime
    ends_at: datetime
    issued_at: datetime | None
    geometry: GridGeometry
    values: Values
    flags: tuple[str, ...] = field(default=())
    member: int | None = None

    @property
    def checksum(self) -> str:
        """SHA-256 over the cells and their values: two files with the same content are the same step."""
        digest = hashlib.sha256(f"{self.geometry.id}|{self.unit}|{','.join(self.flags)}|".encode())
        values = np.where(np.isnan(self.values), np.float32(np.nan), self.values)  # one NaN of the many
        digest.update(np.ascontiguousarray(values, dtype="<f4").tobytes())
        return digest.hexdigest()

    def as_plain(self) -> dict[str, Any]:
        """The shape in which it leaves the sandbox."""
        return {
            "variable": self.variable,
            "unit": self.unit,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "issued_at": self.issued_at,
            "geometry": self.geometry.as_dict(),
            "values": self.values,
            "flags": list(self.flags),
            "member": self.member,
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "GridField":
        """Back from the sandbox."""
        return cls(
            variable=str(plain["variable"]),
            unit=str(plain["unit"]),
            starts_at=plain["starts_at"],
            ends_at=plain["ends_at"],
            issued_at=plain["issued_at"],
            geometry=GridGeometry(**plain["geometry"]),
            values=np.asarray(plain["values"], dtype=np.float32),
            flags=tuple(plain["flags"]),
            member=plain["member"],
        )
