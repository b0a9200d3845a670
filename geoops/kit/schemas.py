"""Shapes that answers of every domain share."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from geoops.kit.i18n import Text


class TextOut(BaseModel):
    """A text in both languages."""

    vi: str
    en: str

    @classmethod
    def of(cls, text: Text) -> "TextOut":
        """The text as it goes out."""
        return cls(vi=text.vi, en=text.en)


class SealedPatch(BaseModel):
    """Another address or signing key of a recipient; what is left out stays, and `secret: null` ends the signing."""

    model_config = ConfigDict(extra="forbid")

    address: SecretStr | None = Field(default=None, min_length=3, max_length=2000)
    secret: SecretStr | None = Field(default=None, min_length=16, max_length=200)
