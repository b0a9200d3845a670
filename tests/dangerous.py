"""Workbooks that no parser may see, made from one that is well: every route that takes a workbook is sent them all."""

import io
import struct
import zipfile
from collections.abc import Iterator

from geoops.kit.workbooks import MOST_BYTES, MOST_PARTS, MOST_UNPACKED


def with_part(data: bytes, name: str, content: bytes, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The workbook with a part put in, or in place of the one of that name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", packing) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def lying(data: bytes) -> bytes:
    """The workbook with a part that unpacks to too much and says that it is 10 bytes."""
    bomb = bytearray(with_part(data, "xl/theme/bomb.xml", b" " * (MOST_UNPACKED + 1)))
    truth = struct.pack("<I", MOST_UNPACKED + 1)
    while (place := bomb.find(truth)) >= 0:
        bomb[place : place + 4] = struct.pack("<I", 10)
    return bytes(bomb)


def many(data: bytes) -> bytes:
    """The workbook with more parts than any has."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(MOST_PARTS):
            archive.writestr(f"xl/media/{number}", b"")
    return out.getvalue()


def renamed_macro(data: bytes) -> bytes:
    """The workbook whose macros lie under a harmless name; the list of contents says what they are."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
    kind = b'<Override PartName="/xl/a.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    return with_part(
        with_part(data, "xl/a.bin", b"macro"), "[Content_Types].xml", types.replace(b"</Types>", kind)
    )


def broken_stream(data: bytes) -> bytes:
    """The workbook with the packed bytes of its first part overwritten."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        [first, *_] = archive.infolist()
    begin = first.header_offset + 30 + len(first.filename)
    return data[:begin] + b"\xff" * 20 + data[begin + 20 :]


def workbooks(data: bytes) -> Iterator[tuple[bytes, str]]:
    """Each with a word of the Vietnamese sentence that refuses it."""
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    yield with_part(data, "xl/vbaProject.bin", b"macro"), "macro"
    yield with_part(data, "xl/macrosheets/sheet1.xml", b"<a/>"), "macro"
    yield renamed_macro(data), "macro"
    yield with_part(data, "xl/sharedStrings.xml", b" " * (MOST_UNPACKED + 1)), "bung ra quá lớn"
    yield lying(data), "hỏng"  # refused by its checksum as soon as the ten bytes are over
    yield many(data), "bung ra quá lớn"
    yield with_part(data, "docProps/core.xml", entity), "khai báo XML"
    yield with_part(data, "docProps/core.xml", entity.decode().encode("utf-16")), "khai báo XML"
    yield with_part(data, "xl/theme/theme9.xml", b"<a/>", zipfile.ZIP_LZMA), "hỏng"
    yield b"\xd0\xcf\x11\xe0" + bytes(600), ".xls cũ"
    yield data[: len(data) // 2], "hỏng"
    yield broken_stream(data), "hỏng"
    yield (
        with_part(data, "word/document.xml", b"<a/>").replace(b"xl/workbook.xml", b"xl/workbuuk.xml"),
        ".xlsx",
    )
    yield b"indicator,value\n", "hỏng"
    yield b"", "hỏng"
    yield b"PK" + bytes(MOST_BYTES), "10 MB"
