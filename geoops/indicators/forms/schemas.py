"""What goes out over HTTP for Excel forms."""

from pydantic import BaseModel

from geoops.kit.schemas import TextOut


class CellFaultOut(BaseModel):
    """A cell (`F12`), and what is wrong with it or to note of it."""

    cell: str
    indicator: str | None
    reason: TextOut


class TakenOut(BaseModel):
    """What became of an Excel form. With `errors` nothing was written, and `marked` is a copy of the file that shows
    them (base64)."""

    new: int
    changed: int
    unchanged: int
    texts: int
    errors: list[CellFaultOut]
    notices: list[CellFaultOut]
    marked: str | None
