"""Files as phones and attackers make them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def jpeg(width: int = 640, height: int = 480, *, exif: dict[str, Any] | None = None, seed: int = 0) -> bytes:
    """A photo; `exif` may say lon, lat, taken ("YYYY:MM:DD HH:MM:SS"), offset, orientation."""
    image = Image.effect_noise((width, height), 40).convert("RGB")
    image.putpixel((0, 0), (seed % 256, seed // 256 % 256, 7))
    data = Image.Exif()
    if exif:
        if "lon" in exif:
            data[0x8825] = {
                1: "N" if exif["lat"] >= 0 else "S",
                2: _dms(abs(exif["lat"])),
                3: "E" if exif["lon"] >= 0 else "W",
                4: _dms(abs(exif["lon"])),
            }
        if "taken" in exif:
            data[0x8769] = {0x9003: exif["taken"]} | ({0x9011: exif["offset"]} if "offset" in exif else {})
        if "orientation" in exif:
            data[0x0112] = exif["orientation"]
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=data, quality=90)
    return buffer.getvalue()


def _dms(degrees: float) -> tuple[float, float, float]:
    minutes, rest = divmod(degrees * 60, 1)
    whole, minutes = divmod(minutes, 60)
    return whole, minutes, rest * 60


def png(width: int, height: int) -> bytes:
    """A black 8-bit grey PNG of any size, made without drawing it: what a decompression bomb is."""
    raw = zlib.compressobj(9)
    row = b"\0" * (width + 1)
    data = b"".join(raw.compress(row) for _ in range(height)) + raw.flush()
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(*part)
        for part in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            (b"IDAT", data),
            (b"IEND", b""),
        )
    )


def png_with_text_bomb() -> bytes:
    """A small picture whose compressed text unfolds to a gigabyte."""
    packer = zlib.compressobj(9)
    megabyte = packer.compress(b"\0" * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    # Behind a full flush nothing refers back, so that the same piece may follow itself; then an empty last piece, and
    # the checksum (RFC 1950, Adler-32) of so many zeros.
    bomb = megabyte[:2] + megabyte[2:] * 1024 + b"\x03\x00" + struct.pack(">HH", 2**30 % 65521, 1)
    small = png(8, 8)
    return small[:33] + _chunk(b"zTXt", b"Comment\0\0" + bomb) + small[33:]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


OGG = b"OggS\x00\x02" + b"\0" * 20 + b"\x01\x13OpusHead" + b"\0" * 64
WEBM_SOUND = (
    b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"
    + b"\x86\x86A_OPUS"
    + b"\0" * 64
)
WEBM_PICTURES = WEBM_SOUND + b"\x86\x85V_VP8"
M4A = b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0" + b"hdlr\0\0\0\0\0\0\0\0soun" + b"\0" * 64
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
