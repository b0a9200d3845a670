"""Which rules are on, and what has to be so before one may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.danger import delivered, library, store
from geoops.hydromet.danger.errors import RuleNotRehearsed, RuleNotUsable
from geoops.hydromet.danger.library import Loaded
from geoops.hydromet.danger.models import RehearsalCard
from geoops.kit import changes
from geoops.kit.i18n import Text

DOMAIN = "hydromet"
RULE = "danger_rule"


@dataclass(frozen=True, slots=True)
class Card:
    """A rehearsal card. `delivered`: it came with the program, made on the recorded event that it names."""

    id: int | None
    version: str
    made_at: datetime
    made_by: str
    archive: str
    from_at: datetime
    to_at: datetime
    body: dict[str, Any]
    delivered: bool

    @property
    def says_something(self) -> bool:
        """Whether anything was verified in it."""
        return int(self.body.get("verified_commune_hours", 0)) > 0


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule, whether it is on, who switched it, and its cards for its present content, newest first."""

    loaded: Loaded
    is_on: bool
    changed_at: datetime | None
    changed_by: str | None
    reason: str | None
    cards: Sequence[Card]

    @property
    def obstacle(self) -> Text | None:
        """Why the rule cannot be switched on, if it cannot."""
        return unusable(self.loaded) or (None if _rehearsed(self.cards) else RuleNotRehearsed.title)


def unusable(loaded: Loaded) -> Text | None:
    """Why a rule cannot be used whatever its cards say; None where it can."""
    rule = loaded.rule
    if rule.blocked is not None:
        return rule.blocked.text
    if rule.certainty == "recalled":
        return Text(
            "Quy tắc chỉ nhớ lại, chưa đối chiếu văn bản",
            "The rule is recalled and was not checked with its source",
        )
    if rule.unsupplied:
        missing = ", ".join(rule.unsupplied)
        return Text(f"Chưa có nguồn cho: {missing}", f"Nothing supplies: {missing}")
    return None


async def all_switches(session: AsyncSession) -> list[Switch]:
    """Every rule, in the order of their ids."""
    switched = {row.rule: row for row in await store.switches(session)}
    cards: dict[str, list[Card]] = {}
    for row in await store.cards(session):
        cards.setdefault(row.rule, []).append(_card(row))
    out = []
    for id_, loaded in sorted(library.rules().items()):
        held = [
            card for card in (*cards.get(id_, ()), *_delivered_for(loaded)) if card.version == loaded.version
        ]
        by_hand = switched.get(id_)
        wanted = by_hand.is_on if by_hand is not None else loaded.rule.on_by_default
        usable = unusable(loaded) is None and _rehearsed(held)
        out.append(
            Switch(
                loaded,
                wanted and usable,
                by_hand.changed_at if by_hand is not None else None,
                by_hand.changed_by if by_hand is not None else None,
                by_hand.reason if by_hand is not None else None,
                held,
            )
        )
    return out


async def active(session: AsyncSession) -> list[Loaded]:
    """The rules that are on, in the order of their ids."""
    switched = {row.rule: row.is_on for row in await store.switches(session)}
    rehearsed = await store.rehearsed(session)
    return [
        loaded
        for id_, loaded in sorted(library.rules().items())
        if switched.get(id_, loaded.rule.on_by_default)
        and unusable(loaded) is None
        and ((id_, loaded.version) in rehearsed or _rehearsed(_delivered_for(loaded)))
    ]


async def find(session: AsyncSession, rule_id: str) -> Switch:
    """One rule; raises UnknownRule."""
    library.get(rule_id)
    return next(one for one in await all_switches(session) if one.loaded.rule.id == rule_id)


async def switch(session: AsyncSession, rule_id: str, *, is_on: bool, reason: str | None) -> Switch:
    """Switch a rule on or off; the change is recorded with who did it and why.

    Raises UnknownRule; RuleNotUsable, RuleNotRehearsed where it may not be on. Off is always possible.
    """
    before = await find(session, rule_id)
    if is_on:
        if (why := unusable(before.loaded)) is not None:
            raise RuleNotUsable(why, extra={"rule": rule_id})
        if not _rehearsed(before.cards):
            raise RuleNotRehearsed(extra={"rule": rule_id})
    if before.is_on == is_on:
        return before
    await store.switch(session, rule_id, is_on, reason)
    await changes.record(
        session,
        domain=DOMAIN,
        entity=RULE,
        entity_id=rule_id,
        op="on" if is_on else "off",
        everyone=True,
        payload={
            "title": before.loaded.rule.title.text.as_dict(),
            "version": before.loaded.version,
            "certainty": before.loaded.rule.certainty,
            "reason": reason,
        },
    )
    return await find(session, rule_id)


async def keep_card(
    session: AsyncSession,
    loaded: Loaded,
    *,
    archive: str,
    from_at: datetime,
    to_at: datetime,
    body: dict[str, Any],
) -> int:
    """Keep a rehearsal card with the rule; its id."""
    card_id = await store.add_card(
        session,
        {
            "rule": loaded.rule.id,
            "version": loaded.version,
            "archive": archive,
            "from_at": from_at,
            "to_at": to_at,
            "card": body,
        },
    )
    await changes.record(
        session,
        domain=DOMAIN,
        entity=RULE,
        entity_id=loaded.rule.id,
        op="rehearse",
        everyone=True,
        payload={"card": card_id, "archive": archive, "version": loaded.version},
    )
    return card_id


def _rehearsed(cards: Sequence[Card]) -> bool:
    return any(card.says_something for card in cards)


def _card(row: RehearsalCard) -> Card:
    return Card(
        row.id, row.version, row.made_at, row.made_by, row.archive, row.from_at, row.to_at, row.card, False
    )


def _delivered_for(loaded: Loaded) -> list[Card]:
    return [_delivered(one) for one in delivered.cards(loaded.rule.id) if one.version == loaded.version]


def _delivered(one: delivered.DeliveredCard) -> Card:
    return Card(
        None, one.version, one.made_at, "GeoOps", one.archive, one.from_at, one.to_at, dict(one.card), True
    )
