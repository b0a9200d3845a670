"""Texts in the two languages of the product, Vietnamese first."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Vietnamese and English."""

    vi: str
    en: str

    def in_(self, language: Language) -> str:
        """The text in that language."""
        return self.vi if language == "vi" else self.en

    def format(self, **values: object) -> "Text":
        """Both texts with the same values filled in."""
        return Text(self.vi.format(**values), self.en.format(**values))

    def as_dict(self) -> dict[str, str]:
        """`{"vi": …, "en": …}`, the shape it has in every JSON answer."""
        return {"vi": self.vi, "en": self.en}


def choose_language(query: str | None, accept_language: str | None, default: Language = "vi") -> Language:
    """`lang=` wins over `Accept-Language`; whatever is not English is the default.

    Browsers list several languages with weights; the first of vi and en in the order of the weights counts.
    """
    if query in ("vi", "en"):
        return "vi" if query == "vi" else "en"
    best: tuple[float, Language] | None = None
    for part in (accept_language or "").split(","):
        tag, _, weight = part.strip().partition(";q=")
        primary = tag.lower().split("-")[0]
        if primary not in ("vi", "en"):
            continue
        try:
            q = float(weight) if weight else 1.0
        except ValueError:
            continue
        if best is None or q > best[0]:
            best = (q, "vi" if primary == "vi" else "en")
    return best[1] if best else default
