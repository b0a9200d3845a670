"""Units of measure, identities and coordinates as types, so that a mix-up is seen by the type checker."""

from typing import Annotated, NewType

from pydantic import Field, StringConstraints

CommuneCode = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
"""National statistical code of a commune: five digits, text, leading zeros kept."""

ProvinceCode = Annotated[str, StringConstraints(pattern=r"^\d{2}$")]

PLAIN_TEXT = r"^[^\x00-\x1f\x7f]*$"
"""A line without control characters, which no code or name has and PostgreSQL takes no zero byte of."""

Lon = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Lat = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]

Metres = NewType("Metres", float)
Millimetres = NewType("Millimetres", float)
