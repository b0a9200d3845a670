"""Shapes that answers of every domain share."""

from pydantic import BaseModel

from geoops.kit.i18n import Text


class TextOut(BaseModel):
    """A text in both languages."""

    vi: str
    en: str

    @classmethod
    def of(cls, text: Text) -> "TextOut":
        """The text as it goes out."""
        return cls(vi=text.vi, en=text.en)
