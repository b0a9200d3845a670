"""What a file really is, by its bytes; what a photo says of its place and time; the pictures made from it. Pure.

Name and stated type count for nothing. A photo is measured by its header before anything is decoded, and what is
shown is drawn anew: position, time and whatever else hid in the original stay behind.
"""

import io
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import filetype

from geoops.incidents.attachments.errors import TooLarge, TooManyPixels, TypeRefused, Unreadable
from geoops.kit.clock import VN
from geoops.kit.i18n import Text

MAX_PIXELS = 80_000_000
"""A 64-megapixel phone fits; decoded it takes a quarter of a gigabyte, and one is decoded at a time."""
MAX_BYTES = {"photo": 25 * 2**20, "audio": 20 * 2**20}
SHOWN_PX = 2048
THUMB_PX = 320
_PHOTOS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/apng": "PNG", "image/webp": "WEBP"}
_AUDIO = {
    "audio/ogg": "audio/ogg",
    "audio/mp4": "audio/mp4",
    "audio/aac": "audio/aac",
    "audio/mpeg": "audio/mpeg",
    "audio/amr": "audio/amr",
}
_CONTAINERS = {
    "video/webm": "audio/webm",
    "video/x-matroska": "audio/webm",
    "video/mp4": "audio/mp4",
    "video/3gpp": "audio/mp4",
}
"""Containers that recorders of browsers and phones use for sound too."""
_GPS, _EXIF = 0x8825, 0x8769

Sort = Literal["photo", "audio"]


@dataclass(frozen=True, slots=True)
class Identified:
    """What a file is."""

    sort: Sort
    media_type: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it is shown (JPEG without metadata), its thumbnail, and what its EXIF data said (EPSG:4326, UTC)."""

    shown: bytes
    thumb: bytes
    width: int
    height: int
    lon: float | None
    lat: float | None
    taken_at: datetime | None


def identify(path: Path) -> Identified:
    """What the file holds. Raises TypeRefused, TooLarge."""
    with path.open("rb") as file:
        head = file.read(8192)
        found = filetype.guess(head)
        mime = found.mime if found else None
        if mime in _PHOTOS:
            identified = Identified("photo", "image/png" if mime == "image/apng" else mime)
        elif mime in _AUDIO:
            identified = Identified("audio", _AUDIO[mime])
        elif mime in _CONTAINERS and _only_sound(mime, head + file.read(MAX_BYTES["audio"])):
            identified = Identified("audio", _CONTAINERS[mime])
        else:
            raise TypeRefused(extra={"found": mime})
    limit = MAX_BYTES[identified.sort]
    if path.stat().st_size > limit:
        megabytes = limit // 2**20
        raise TooLarge(Text(f"Tệp vượt {megabytes} MB", f"The file is over {megabytes} MB"))
    return identified


def _only_sound(mime: str, content: bytes) -> bool:
    """Whether the tracks of a container are of sound alone, by the codec names (Matroska) or handlers (ISO media)."""
    if mime in ("video/webm", "video/x-matroska"):
        return (b"A_OPUS" in content or b"A_VORBIS" in content) and b"V_" not in content[: 64 * 1024]
    return b"soun" in content and b"vide" not in content


def draw(path: Path) -> Photo:
    """Read a photo and draw what is shown of it. Keeps a processor busy: call it in a thread.

    Raises TooManyPixels before anything is decoded, Unreadable.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise TooManyPixels(
                    Text(
                        f"Ảnh {width} x {height} có quá nhiều điểm ảnh (nhiều nhất {MAX_PIXELS // 10**6} triệu)",
                        f"{width} x {height} has too many pixels (at most {MAX_PIXELS // 10**6} million)",
                    )
                )
            exif = _exif(image)
            image.draft("RGB", (SHOWN_PX, SHOWN_PX))
            upright = ImageOps.exif_transpose(image) or image
            shown = (
                upright.convert("RGBA")
                if upright.mode in ("P", "LA", "RGBA", "PA")
                else upright.convert("RGB")
            )
            if shown.mode == "RGBA":
                paper = Image.new("RGB", shown.size, "white")
                paper.paste(shown, mask=shown.getchannel("A"))
                shown = paper
            shown.thumbnail((SHOWN_PX, SHOWN_PX))
            large = _jpeg(shown, 85)
            shown.thumbnail((THUMB_PX, THUMB_PX))
            return Photo(large, _jpeg(shown, 75), width, height, *exif)
    except TooManyPixels:
        raise
    except Image.DecompressionBombError:
        raise TooManyPixels from None
    except Exception as error:  # a damaged file makes Pillow raise nearly anything
        raise Unreadable from error


def _jpeg(image: Any, quality: int) -> bytes:
    """The picture alone: no EXIF, no colour profile, no comment."""
    buffer = io.BytesIO()
    image.info = {}
    image.save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


def _exif(image: Any) -> tuple[float | None, float | None, datetime | None]:
    """Longitude, latitude and time of a photo, each None where it is missing or nonsense."""
    try:
        exif = image.getexif()
        gps, detail = exif.get_ifd(_GPS), exif.get_ifd(_EXIF)
    except Exception:  # damaged metadata are no reason to refuse a photo
        return None, None, None
    lon = _degrees(gps.get(4), gps.get(3), 180)
    lat = _degrees(gps.get(2), gps.get(1), 90)
    if lon is None or lat is None or (lon == 0 and lat == 0):
        lon = lat = None
    return lon, lat, _moment(detail.get(0x9003) or exif.get(0x0132), detail.get(0x9011))


def _degrees(value: Any, side: Any, most: float) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in value)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    result = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(result) or not 0 <= result <= most:
        return None
    return -result if str(side).strip("\x00 ").upper() in ("S", "W") else result


def _moment(value: Any, offset: Any) -> datetime | None:
    """EXIF writes the camera's local time; where it does not say of which zone, it is taken for Vietnam's."""
    try:
        moment = datetime.strptime(str(value).strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the zone follows
        if offset:
            moment = datetime.fromisoformat(moment.isoformat() + str(offset).strip("\x00 "))
        return (moment if moment.tzinfo else moment.replace(tzinfo=VN)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
