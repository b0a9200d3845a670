"""Chainage (lý trình) as people write it, and the name of a road as one key. Nothing is guessed: what is unclear is refused."""

import re
import unicodedata
from dataclasses import dataclass

from geoops.kit.i18n import Text

MOST_KM = 5_000
"""No road of the country is longer (the longest, QL1, has about 2,400 km)."""
MOST_PAST_POST_M = 9_999.0
"""A long kilometre goes on counting metres from its post; ten kilometres without a post is a slip of the hand."""

_KM = r"(?:km|k)?\s*\.?\s*"
_NUMBER = r"([0-9]{1,4})\s*\+\s*([0-9]{1,4})(?:[.,]([0-9]{1,2}))?"
_CHAINAGE = re.compile(rf"{_KM}{_NUMBER}", re.IGNORECASE)
_POST = re.compile(r"(?:km|k)\s*\.?\s*([0-9]{1,4})", re.IGNORECASE)
_WITH_ROAD = re.compile(
    r"(?P<road>\S.*?)[\s,;:]+(?P<chainage>(?:km|k)\s*\.?\s*[0-9].*|[0-9]+\s*\+.*)", re.IGNORECASE
)
_SPAN = re.compile(r"\s*(?:->|-|–|—|đến|den|to|→)\s*", re.IGNORECASE)

# "Quốc lộ 4D", "QL.4D", "Q.L 4D" are one road; "tỉnh lộ" is the older word for "đường tỉnh".
_CLASSES: tuple[tuple[str, str], ...] = (
    ("QUOCLOSO", "QL"),
    ("QUOCLO", "QL"),
    ("CAOTOC", "CT"),
    ("DUONGTINH", "DT"),
    ("TINHLO", "DT"),
    ("DUONGHUYEN", "DH"),
    ("HUYENLO", "DH"),
    ("DUONGXA", "DX"),
    ("TL", "DT"),
)
_ROAD_NUMBER = re.compile(r"[0-9]+[A-Z]{0,2}[0-9]*")


class BadChainage(ValueError):
    """A text that is no chainage. `text` says why to a person."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Chainage:
    """A place on a road: so many metres past the post of a kilometre. In a long kilometre `past_m` exceeds 1,000."""

    km: int
    past_m: float

    @property
    def metres(self) -> float:
        """Posted metres from the road's origin."""
        return self.km * 1000 + self.past_m

    @property
    def long(self) -> bool:
        """Whether it lies past the length that a kilometre should have."""
        return self.past_m >= 1000

    @classmethod
    def of(cls, metres: float) -> "Chainage":
        """The chainage of so many posted metres, to the metre."""
        whole = round(metres)
        return cls(whole // 1000, float(whole % 1000))

    def __str__(self) -> str:
        metres = f"{self.past_m:.2f}".rstrip("0").rstrip(".") if self.past_m % 1 else f"{self.past_m:.0f}"
        whole, _, rest = metres.partition(".")
        return f"Km{self.km}+{whole.zfill(3)}{'.' + rest if rest else ''}"


def parse(text: str) -> Chainage:
    """`Km105+300`, `105+300`, `KM 105 + 300`, `Km105`. Raises BadChainage for everything else, also for `105.3`."""
    plain = unicodedata.normalize("NFC", text).strip()
    if len(plain) > 40:
        raise BadChainage(Text("lý trình quá dài", "the chainage is too long"))
    found = _CHAINAGE.fullmatch(plain)
    if found:
        past = float(f"{found[2]}.{found[3] or 0}")
        chainage = Chainage(int(found[1]), past)
    elif post := _POST.fullmatch(plain):
        chainage = Chainage(int(post[1]), 0.0)
    else:
        raise BadChainage(
            Text(
                f"lý trình “{plain[:40]}” không đọc được; viết như Km105+300",
                f"“{plain[:40]}” is no chainage; write it like Km105+300",
            )
        )
    if chainage.km > MOST_KM or chainage.past_m > MOST_PAST_POST_M:
        raise BadChainage(Text("lý trình quá lớn", "the chainage is too large"))
    return chainage


def parse_span(text: str) -> tuple[Chainage, Chainage | None]:
    """`Km152 - Km156+500` as its two ends, a single chainage as one. Raises BadChainage, also where the ends are swapped."""
    parts = _SPAN.split(unicodedata.normalize("NFC", text).strip())
    if len(parts) == 1:
        return parse(parts[0]), None
    if len(parts) != 2:
        raise BadChainage(Text("có nhiều hơn hai đầu lý trình", "there are more than two ends"))
    begin, end = parse(parts[0]), parse(parts[1])
    check_span(begin, end)
    return begin, end


def check_span(begin: Chainage, end: Chainage) -> None:
    """Raises BadChainage where the end lies before the beginning."""
    if end.metres < begin.metres:
        raise BadChainage(
            Text(
                f"điểm cuối {end} nằm trước điểm đầu {begin}",
                f"the end {end} lies before the beginning {begin}",
            )
        )


def split_road(text: str) -> tuple[str, str]:
    """`QL4D Km105+300` as road and chainage. Raises BadChainage where there is no road in it."""
    found = _WITH_ROAD.fullmatch(unicodedata.normalize("NFC", text).strip())
    if found is None:
        raise BadChainage(
            Text(
                "cần tên đường và lý trình, như QL4D Km105+300",
                "road and chainage are needed: QL4D Km105+300",
            )
        )
    return found["road"], found["chainage"]


def road_key(name: str) -> str:
    """One key for all ways to write a road: `Quốc lộ 4D`, `QL.4D`, `ql 4d` are `QL4D`. Empty where nothing is left."""
    upper = unicodedata.normalize("NFD", name).upper().replace("Đ", "D")
    key = "".join(character for character in upper if character.isascii() and character.isalnum())
    for word, short in _CLASSES:
        if key.startswith(word) and _ROAD_NUMBER.fullmatch(key.removeprefix(word)):
            return short + key.removeprefix(word)
    return key
