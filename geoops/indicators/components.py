"""Component indicators that people add to the open lists of a decision: proposed, then approved by somebody else.

The decisions ask for them (Gia Lai, Điều 2 khoản 1b; the rows of dots in Lai Châu). A component hangs below the row or
heading whose list it continues; its code ends in `+` and the number of the proposal, so that it never meets the code
of a printed row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators import store
from geoops.indicators.errors import (
    ComponentExists,
    DecidedAlready,
    ListIsClosed,
    OwnProposal,
    UnknownIndicator,
    UnknownProposal,
    check_live,
)
from geoops.indicators.models import IndicatorNode, IndicatorProposal
from geoops.indicators.words import frequencies_of, offices_of, unit_of
from geoops.kit import changes
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text


@dataclass(frozen=True, slots=True)
class Component:
    """What a proposed component says of itself; units, frequencies and offices in words that the catalogue knows."""

    parent_code: str
    name_vi: str
    name_en: str
    unit: str | None
    frequency: str | None
    responsible: str | None
    value_kind: str
    over_places: str
    over_time: str
    grounds: str


async def lists(session: AsyncSession) -> Sequence[store.OpenList]:
    """The open lists that take components, in the order of print."""
    return await store.open_lists(session)


async def propose(
    session: AsyncSession, component: Component, *, actor: str, space: str
) -> IndicatorProposal:
    """Propose a component; `actor`, who is the transaction's, is its proposer. The same again, before it is decided,
    is one proposal: the first answer may have been lost.

    Raises CatalogueIsLive, UnknownIndicator, ListIsClosed, ComponentExists, and InputRefused for words that the
    catalogue does not know.
    """
    check_live(space)
    parent = await store.node(session, component.parent_code)
    if parent is None or parent.dropped_at is not None:
        raise UnknownIndicator(extra={"indicator": component.parent_code})
    if not await _is_open(session, parent):
        raise ListIsClosed(extra={"indicator": parent.code})
    faults = list(_unknown_words(component))
    if faults:
        raise InputRefused(faults=faults)
    values = {name: getattr(component, name) for name in component.__slots__}
    held = await store.proposal_named(session, component.parent_code, component.name_vi)
    if held is not None:
        same = held.proposer == actor and all(getattr(held, name) == said for name, said in values.items())
        if same and held.state == "proposed":
            return held
        raise ComponentExists(extra={"proposal": held.id, "state": held.state})
    proposal = await store.add_proposal(session, values)
    await _record(session, proposal, "propose")
    return proposal


async def _is_open(session: AsyncSession, node: IndicatorNode) -> bool:
    """A row of dots opens the list of the row above it, or that of the whole group."""
    if node.open:
        return True
    parent = await store.node(session, node.parent_code) if node.parent_code else None
    if parent is not None and parent.open:
        return True
    return node.parent_code is None and await store.group_is_open(session, node.set_code, node.group_code)


def _unknown_words(component: Component) -> Sequence[Fault]:
    known = {
        "unit": component.unit is None or unit_of(component.unit) is not None,
        "frequency": component.frequency is None or frequencies_of(component.frequency) is not None,
        "responsible": component.responsible is None or offices_of(component.responsible) is not None,
    }
    reason = Text("từ này chưa có trong danh mục", "the catalogue does not know this word")
    return [Fault(reason, field=field) for field, good in known.items() if not good]


async def decide(
    session: AsyncSession, number: int, *, actor: str, approve: bool, reason: str, space: str
) -> IndicatorProposal:
    """Approve a proposal, which adds its indicator to the catalogue, or refuse it.

    Raises CatalogueIsLive, UnknownProposal, DecidedAlready, and OwnProposal where the proposer wants to decide.
    """
    check_live(space)
    proposal = await store.proposal(session, number)
    if proposal is None:
        raise UnknownProposal(extra={"proposal": number})
    if proposal.state != "proposed":
        raise DecidedAlready(extra={"proposal": number, "state": proposal.state})
    if proposal.proposer == actor:
        raise OwnProposal(extra={"proposal": number})
    code = await _add_node(session, proposal) if approve else None
    await store.decide_proposal(
        session,
        proposal,
        state="approved" if approve else "refused",
        actor=actor,
        reason=reason,
        node_code=code,
    )
    await _record(session, proposal, "approve" if approve else "refuse")
    return proposal


async def _add_node(session: AsyncSession, proposal: IndicatorProposal) -> str:
    parent = await store.node(session, proposal.parent_code)
    assert parent is not None  # the foreign key holds it
    unit = unit_of(proposal.unit) if proposal.unit else None
    frequency = proposal.frequency or parent.reading.get("frequency") or parent.frequency_printed
    offices = offices_of(proposal.responsible) if proposal.responsible else None
    code = f"{parent.code}.+{proposal.id}"
    values: dict[str, Any] = {
        "code": code,
        "set_code": parent.set_code,
        "group_code": parent.group_code,
        "parent_code": parent.code,
        "position": await store.position_below(session, parent),
        "kind": "component",
        "section": parent.section,
        "stt": None,
        "item": None,
        "name_vi": proposal.name_vi,
        "name_en": proposal.name_en,
        "unit_printed": proposal.unit,
        "unit": unit.code if unit else None,
        "scope": parent.scope,
        "frequency_printed": frequency,
        "frequencies": [word.code for word in frequencies_of(frequency) or ()] if frequency else [],
        "responsible": proposal.responsible or parent.responsible,
        "responsible_offices": [word.code for word in offices] if offices else parent.responsible_offices,
        "database": parent.database,
        "database_owner": parent.database_owner,
        "data_source": parent.data_source,
        "value_kinds": [proposal.value_kind],
        "holds_value": True,
        "open": False,
        "over_places": proposal.over_places,
        "over_time": proposal.over_time,
        "proposal": proposal.id,
    }  # fmt: skip
    await store.add_node(session, values)
    return code


async def _record(session: AsyncSession, proposal: IndicatorProposal, op: str) -> None:
    await changes.record(
        session,
        domain="indicators",
        entity="component",
        entity_id=str(proposal.id),
        op=op,
        payload={"parent": proposal.parent_code, "name": proposal.name_vi, "reason": proposal.reason},
        everyone=True,
    )


async def proposals(session: AsyncSession, state: str | None) -> Sequence[IndicatorProposal]:
    """All proposals, the newest first, maybe of one state."""
    return await store.proposals(session, state)
