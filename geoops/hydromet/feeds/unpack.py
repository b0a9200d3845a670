"""Unpacking gzip while it streams in, with a bound, and never half of it in silence."""

import zlib

from geoops.kit.i18n import Text

_STEP = 1 << 18
GZIP_MAGIC = b"\x1f\x8b"


class Damaged(ValueError):
    """The packed data are damaged or cut off. `text` says which."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class TooLarge(ValueError):
    """More bytes than are taken."""


class Plain:
    """Bytes as they come, up to `limit`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> None:
        """Take more in; raises TooLarge."""
        self._keep(data)

    def end(self) -> bytes:
        """All of it."""
        return b"".join(self._parts)

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._limit:
            raise TooLarge
        self._parts.append(data)


class Inflated(Plain):
    """gzip or zlib bytes unpacked as they come, up to `limit` unpacked bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._inflate = zlib.decompressobj(wbits=47)
        self._begun = False

    def feed(self, data: bytes) -> None:
        """Take more in; raises TooLarge or Damaged."""
        while data:
            if self._inflate.eof:  # a further member
                self._inflate = zlib.decompressobj(wbits=47)
            self._begun = True
            try:
                out = self._inflate.decompress(data, _STEP)
                self._keep(out)
                while self._inflate.unconsumed_tail or len(out) == _STEP:
                    out = self._inflate.decompress(self._inflate.unconsumed_tail, _STEP)
                    self._keep(out)
            except zlib.error:
                raise Damaged(Text("dữ liệu nén bị hỏng", "the packed data are damaged")) from None
            data = self._inflate.unused_data

    def end(self) -> bytes:
        """All of it; raises Damaged where the end is missing."""
        if self._begun and not self._inflate.eof:
            raise Damaged(Text("dữ liệu nén bị cắt cụt", "the packed data are cut off"))
        return super().end()


def gunzip_if_packed(body: bytes, limit: int) -> bytes:
    """A gzip file unpacked, anything else as it is. Raises TooLarge or Damaged."""
    if not body.startswith(GZIP_MAGIC):
        return body
    inflated = Inflated(limit)
    inflated.feed(body)
    return inflated.end()
