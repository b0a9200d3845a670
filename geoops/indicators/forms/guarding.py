"""Is a file safe to open as a workbook? Looked at before any parser sees it. Pure: no database."""

import io
import zipfile
from typing import Final

from geoops.indicators.forms.errors import NotAForm
from geoops.kit.i18n import Text

MOST_BYTES: Final = 10 * 2**20
MOST_UNPACKED: Final = 24 * 2**20
"""A form of 500 rows unpacks to about 1 MiB."""
MOST_PARTS: Final = 200
_OLE: Final = b"\xd0\xcf\x11\xe0"
_PIECE: Final = 2**16


def check(data: bytes) -> None:
    """Raises NotAForm for what is no workbook, holds macros, is locked by a password, or unpacks to too much."""
    if len(data) > MOST_BYTES:
        raise NotAForm(Text("Tệp lớn hơn 10 MB", "The file is over 10 MB"))
    if data.startswith(_OLE):
        raise NotAForm(
            Text(
                "Tệp .xls cũ hoặc có mật khẩu: hãy lưu lại dạng .xlsx, không đặt mật khẩu",
                "An old .xls or a file with a password: save it as .xlsx without one",
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise NotAForm(Text("Tệp hỏng hoặc không phải .xlsx", "The file is damaged or no .xlsx")) from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _bomb()
    names = {part.filename.lower() for part in parts}
    if not {"[content_types].xml", "xl/workbook.xml"} <= names:
        raise NotAForm(Text("Tệp không phải .xlsx", "The file is no .xlsx"))
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise NotAForm(
            Text(
                "Tệp có macro nên không nhận: hãy lưu lại dạng .xlsx",
                "The file has macros and is not taken: save it as .xlsx",
            )
        )
    unpacked = 0
    for part in parts:
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        with archive.open(part) as stream:
            tail = b""
            while piece := stream.read(_PIECE):
                unpacked += len(piece)  # what the directory says may be a lie
                if unpacked > MOST_UNPACKED:
                    raise _bomb()
                seen = (tail + piece).replace(b"\x00", b"").upper()
                if is_xml and (b"<!DOCTYPE" in seen or b"<!ENTITY" in seen):
                    raise NotAForm(
                        Text("Tệp có khai báo XML lạ nên không nhận", "The file declares XML entities")
                    )
                tail = piece[-32:]


def _bomb() -> NotAForm:
    return NotAForm(
        Text("Tệp nén bung ra quá lớn nên không nhận", "The file unpacks to too much and is not taken")
    )
