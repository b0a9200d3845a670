"""Vietnamese place names made comparable: marks, tone placement, prefixes, punctuation.

Two sources write one name in several ways: composed or decomposed Unicode, ``òa`` or ``oà``,
``Thuỷ`` or ``Thủy``, ``P.`` or ``Phường``, ``Ea H'Leo`` or ``Ea H’leo``. A *key* is what stays when
these differences are taken away. It keeps what tells names apart (ă, â, ê, ô, ơ, ư, đ and the tone
itself), so Cẩm Giang and Cẩm Giàng, two communes of one city, stay two.
"""

import re
import unicodedata
from dataclasses import dataclass

_TONES = {"̀": "1", "́": "2", "̉": "3", "̃": "4", "̣": "5"}
_APOSTROPHES = re.compile(r"['’‘`´ʼ′]")
_PROVINCE_PREFIX = re.compile(r"^(tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)
_SHORT_I = re.compile(r"(?<=[bcdđghklmnpqrstvx])y$")
_NOT_WORD = re.compile(r"[^\w]+|_+")

_COMMUNE_TYPES = {
    "xã": "xã",
    "x": "xã",
    "phường": "phường",
    "p": "phường",
    "ph": "phường",
    "thị trấn": "thị trấn",
    "tt": "thị trấn",
    "đặc khu": "đặc khu",
    "đk": "đặc khu",
}
_PROVINCE_TYPES = {"tỉnh": "tỉnh", "thành phố": "thành phố", "tp": "thành phố", "t p": "thành phố"}
_DISTRICT_TYPES = {
    "huyện": "huyện",
    "h": "huyện",
    "quận": "quận",
    "q": "quận",
    "thị xã": "thị xã",
    "tx": "thị xã",
    "thành phố": "thành phố",
    "tp": "thành phố",
}


def nfc(text: str) -> str:
    """The text in composed Unicode, without spaces at the ends or doubled inside."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """The text as someone types it in a hurry: lower case, no marks, đ as d, words apart by one space.

    ``fold("Xã Sì Lở Lầu") == "xa si lo lau"``; apostrophes vanish and other punctuation parts words.
    """
    lowered = _APOSTROPHES.sub("", text).lower()
    bare = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", bare.replace("đ", "d")).split())


def compact(text: str) -> str:
    """The folded text without its spaces, so that "sapa" finds Sa Pa."""
    return fold(text).replace(" ", "")


def key(text: str) -> str:
    """The text with its letters and tones kept and everything else made uniform.

    The tone of a syllable is moved to its end as a digit, wherever it was placed:
    ``key("Hòa") == key("Hoà") == "hoa1"``. A last y after a consonant is the same sound as i
    (Mỹ, Mĩ) and is written i.
    """
    lowered = _APOSTROPHES.sub("", unicodedata.normalize("NFC", text)).lower()
    words = _NOT_WORD.sub(" ", lowered).split()
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone += _TONES[char]
        else:
            letters.append(char)
    return _SHORT_I.sub("i", unicodedata.normalize("NFC", "".join(letters))) + tone


def has_marks(text: str) -> bool:
    """Whether the text carries any Vietnamese mark, or is written plain."""
    return not unicodedata.normalize("NFC", text).isascii()


@dataclass(frozen=True, slots=True)
class NameKey:
    """A unit's name for comparing: what kind it says it is (or None), and the key of the rest."""

    kind: str | None
    base: str
    """The rest as `key`, without spaces: "Sapa" is Sa Pa."""
    plain: str
    """The rest without any marks or spaces."""


def commune_key(name: str) -> NameKey:
    """Key of a commune's name, its prefix (Xã, P., Thị trấn, Đặc khu …) taken apart."""
    return _split(name, _COMMUNE_KEYS)


def district_key(name: str) -> NameKey:
    """Key of a former district's name, its prefix (Huyện, Q., Thị xã, TP …) taken apart."""
    return _split(name, _DISTRICT_KEYS)


def province_key(name: str) -> NameKey:
    """Key of a province's name, its prefix (Tỉnh, Thành phố, TP.) taken apart."""
    return _split(name, _PROVINCE_KEYS)


def _split(name: str, kinds: dict[str, str]) -> NameKey:
    whole = key(name)
    for prefix, kind in kinds.items():
        if whole.startswith(prefix + " "):
            return _keyed_name(kind, whole[len(prefix) + 1 :])
    return _keyed_name(None, whole)


def _keyed_name(kind: str | None, words: str) -> NameKey:
    return NameKey(kind, words.replace(" ", ""), _plain(words))


def _plain(words: str) -> str:
    return compact(" ".join(word if word.isdigit() else word.rstrip("12345") for word in words.split()))


def _keyed(kinds: dict[str, str]) -> dict[str, str]:
    longest_first = sorted(kinds.items(), key=lambda item: -len(item[0]))
    return {key(prefix): kind for prefix, kind in longest_first}


_COMMUNE_KEYS = _keyed(_COMMUNE_TYPES)
_DISTRICT_KEYS = _keyed(_DISTRICT_TYPES)
_PROVINCE_KEYS = _keyed(_PROVINCE_TYPES)


def plain_vietnamese(name: str) -> str:
    """The name as English texts write it: capitals kept, marks dropped (Lào Cai: Lao Cai)."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def province_name(full: str) -> str:
    """The bare name of a province: Tỉnh Lào Cai, TP. Huế give Lào Cai, Huế."""
    return _PROVINCE_PREFIX.sub("", nfc(full))
