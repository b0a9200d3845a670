"""Is a file safe to open as a workbook? Every upload is looked at here before any parser sees it. Pure: no database.

A workbook is a ZIP archive of XML from a stranger. What unpacks to too much, declares entities, or carries macros is
refused in words, at the price of unpacking at most `MOST_UNPACKED` bytes piece by piece.
"""

import io
import zipfile
import zlib
from typing import Final

from geoops.kit.i18n import Text

MOST_BYTES: Final = 10 * 2**20
MOST_UNPACKED: Final = 24 * 2**20
"""A form of 500 rows unpacks to about 1 MiB, a register of 5,000 works to about 10."""
MOST_PARTS: Final = 200
TOO_LARGE: Final = Text("Tệp lớn hơn 10 MB", "The file is over 10 MB")
_MACROS: Final = Text(
    "Tệp có macro nên không nhận: hãy lưu lại dạng .xlsx",
    "The file has macros and is not taken: save it as .xlsx",
)
_OLE: Final = b"\xd0\xcf\x11\xe0"
_MACRO_TYPES: Final = (b"VBAPROJECT", b"MACROENABLED", b"MACROSHEET")
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What spreadsheet programs use; others may ask for gigabytes of memory before they give a byte."""
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
_PIECE: Final = 2**16


class UnsafeWorkbook(ValueError):
    """A file that no parser of workbooks gets to see; `text` says why to the person who sent it."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def check(data: bytes) -> None:
    """Raises UnsafeWorkbook for what is no workbook, holds macros, is locked by a password, or unpacks to too much.

    Unpacks up to `MOST_UNPACKED` bytes: call it in a thread.
    """
    if len(data) > MOST_BYTES:
        raise UnsafeWorkbook(TOO_LARGE)
    if data.startswith(_OLE):
        raise UnsafeWorkbook(
            Text(
                "Tệp .xls cũ hoặc có mật khẩu: hãy lưu lại dạng .xlsx, không đặt mật khẩu",
                "An old .xls or a file with a password: save it as .xlsx without one",
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive)
    except UnsafeWorkbook:
        raise
    except _UNREADABLE as error:
        raise UnsafeWorkbook(
            Text("Tệp hỏng hoặc không phải .xlsx", "The file is damaged or no .xlsx")
        ) from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _bomb()
    if any(part.compress_type not in _PACKINGS for part in parts):
        raise zipfile.BadZipFile
    names = {part.filename.lower() for part in parts}
    if not {"[content_types].xml", "xl/workbook.xml"} <= names:
        raise UnsafeWorkbook(Text("Tệp không phải .xlsx", "The file is no .xlsx"))
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise UnsafeWorkbook(_MACROS)
    unpacked = 0
    for part in parts:
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        is_types = part.filename.lower() == "[content_types].xml"
        with archive.open(part) as stream:
            tail = b""
            while piece := stream.read(_PIECE):
                unpacked += len(piece)  # what the directory says may be a lie
                if unpacked > MOST_UNPACKED:
                    raise _bomb()
                seen = (tail + piece).replace(b"\x00", b"").upper()
                if is_xml and (b"<!DOCTYPE" in seen or b"<!ENTITY" in seen):
                    raise UnsafeWorkbook(
                        Text("Tệp có khai báo XML lạ nên không nhận", "The file declares XML entities")
                    )
                if is_types and any(word in seen for word in _MACRO_TYPES):  # a macro by another name
                    raise UnsafeWorkbook(_MACROS)
                tail = piece[-64:]


def _bomb() -> UnsafeWorkbook:
    return UnsafeWorkbook(
        Text("Tệp nén bung ra quá lớn nên không nhận", "The file unpacks to too much and is not taken")
    )
