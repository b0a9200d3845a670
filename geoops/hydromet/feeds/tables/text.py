"""Bytes into text: the encoding by its byte order mark, as configured, as the source states, else UTF-8 and nothing else."""

import codecs

from geoops.hydromet.feeds.answer import Part
from geoops.hydromet.feeds.decoded import NotThisFormat
from geoops.hydromet.feeds.unpack import Damaged, TooLarge, gunzip_if_packed
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(part: Part, encoding: str | None, limit: int) -> str:
    """The text of a part, unpacked where it is a gzip file.

    Raises NotThisFormat for damaged or cut-off packing, for bytes that are not of the encoding, and for a web page.
    """
    try:
        body = gunzip_if_packed(part.body, limit)
    except Damaged as error:
        raise NotThisFormat(error.text) from None
    except TooLarge:
        raise NotThisFormat(
            Text(
                f"dữ liệu sau khi giải nén vượt quá {limit >> 20} MiB",
                f"more than {limit >> 20} MiB unpacked",
            )
        ) from None
    marked = next((name for mark, name in _MARKS if body.startswith(mark)), None)
    chosen = marked or encoding or part.encoding or "utf-8"
    try:
        text = body.decode(chosen)
    except LookupError:
        raise NotThisFormat(
            Text(f"không biết bảng mã “{chosen}”", f"the encoding “{chosen}” is not known")
        ) from None
    except UnicodeDecodeError as error:
        row = body.count(b"\n", 0, error.start) + 1
        raise NotThisFormat(
            Text(
                f"không phải văn bản {chosen}; hãy đặt “encoding” (ví dụ windows-1258, utf-16)",
                f"not {chosen} text; set “encoding” (for example windows-1258, utf-16)",
            ),
            faults=[
                Fault(
                    Text(f"ký tự không thuộc {chosen}", f"bytes that are not {chosen}"), row, None, part.name
                )
            ],
        ) from None
    if "\x00" in text:
        raise NotThisFormat(
            Text(
                "có ký tự NUL: có lẽ là UTF-16, hãy đặt “encoding”",
                "NUL characters: perhaps UTF-16, set “encoding”",
            )
        )
    if not text.strip():
        raise NotThisFormat(Text("câu trả lời rỗng", "the answer is empty"))
    start = text.lstrip()[:300].lower()
    if start.startswith(("<!doctype html", "<html")) or (start.startswith("<") and "<html" in start):
        raise NotThisFormat(
            Text("nguồn trả lời một trang web, không phải số liệu", "the source answers a web page, not data")
        )
    return text
