"""Who acts, where, and in which space: what each transaction is opened with."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text

LIVE = "live"
EVERY_SPACE = "*"


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the country a person answers for: the nation, provinces, or communes.

    The same rule is enforced by row-level security (`scope_communes()` in SQL); `covers` is for what is
    decided outside the database, like who hears of a change.
    """

    nation: bool = False
    provinces: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> "Scope":
        """`vn`, or province codes (`15`) and commune codes (`03388`) with commas between; empty is nothing.

        Raises InputRefused for anything else.
        """
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if parts == ["vn"]:
            return cls(nation=True)
        provinces: set[str] = set()
        communes: set[str] = set()
        for part in parts:
            if not (part.isascii() and part.isdigit()) or len(part) not in (2, 5):
                raise InputRefused(
                    Text(
                        f"Phạm vi “{part}” không hợp lệ: dùng vn, mã tỉnh 2 chữ số hoặc mã xã 5 chữ số",
                        f"Scope “{part}” is not valid: use vn, a two-digit province or a five-digit commune code",
                    )
                )
            (provinces if len(part) == 2 else communes).add(part)
        return cls(provinces=frozenset(provinces), communes=frozenset(communes))

    def __str__(self) -> str:
        return "vn" if self.nation else ",".join(sorted(self.provinces) + sorted(self.communes))

    def covers(self, commune_code: str | None, province_code: str | None) -> bool:
        """Whether a row of that commune is seen. A row without a commune is seen by provinces and the nation."""
        if self.nation:
            return True
        if commune_code is None:
            return bool(self.provinces)
        return commune_code in self.communes or (
            province_code is not None and province_code in self.provinces
        )


@dataclass(frozen=True, slots=True)
class Context:
    """What a transaction is opened with; row-level security reads it."""

    actor: str
    scope: Scope
    space: str = LIVE


SYSTEM = Context(actor="system", scope=Scope(nation=True))
"""The system itself at work in the live space (loading reference data, jobs)."""

EVERYWHERE = Context(actor="system", scope=Scope(nation=True), space=EVERY_SPACE)
"""A reader of the change log of all spaces."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a request. `kind` is `public` where nobody is signed in."""

    kind: Literal["person", "token", "public"]
    name: str
    roles: frozenset[str] = frozenset()
    scope: Scope = field(default_factory=Scope)
    must_change_password: bool = False
    csrf: str | None = None

    def has_role(self, roles: Collection[str]) -> bool:
        """Whether the caller has one of the roles."""
        return not self.roles.isdisjoint(roles)


PUBLIC = Caller(kind="public", name="public")
