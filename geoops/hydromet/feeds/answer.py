"""What a source answered, as bytes: the one thing that lies between fetching and decoding, and that is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """One page, file or message of an answer. `name` says which, and is unique within the answer.

    `encoding` is the text encoding that the source states, None where it states none.
    """

    name: str
    body: bytes
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """All that one run brought. `attempts` counts how often the source was asked for it.

    `marks` name what of the source was taken with it (a file with its size and time, a message id): they are kept
    in the transaction that takes the answer in, so that the next run leaves them out.
    """

    parts: Sequence[Part]
    attempts: int = 1
    marks: Sequence[str] = field(default=())

    @classmethod
    def of(cls, body: bytes, *, encoding: str | None = None) -> "Answer":
        """An answer of one body."""
        return cls((Part("body", body, encoding),))

    @property
    def body(self) -> bytes:
        """The body of an answer that has one part."""
        (part,) = self.parts
        return part.body

    @property
    def size(self) -> int:
        """Bytes in all parts."""
        return sum(len(part.body) for part in self.parts)
