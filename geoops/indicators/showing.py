"""How the catalogue goes out: rows, groups, sets, proposals."""

from collections.abc import Sequence

from geoops.indicators.models import (
    IndicatorAmendment,
    IndicatorGroup,
    IndicatorNode,
    IndicatorProposal,
    IndicatorSet,
)
from geoops.indicators.operational import sources
from geoops.indicators.schemas import (
    AmendmentOut,
    ComputedFromOut,
    DerivedOut,
    GroupOut,
    NodeOut,
    OpenListOut,
    ProposalOut,
    SetOut,
    UnitOut,
    WordOut,
)
from geoops.indicators.store import OpenList
from geoops.indicators.words import Kind, by_code
from geoops.kit.schemas import TextOut

_STATES = {
    "listed": TextOut(vi="đã có trong danh mục", en="in the catalogue"),
    "not_entered": TextOut(vi="chưa nhập vào danh mục", en="not entered into the catalogue yet"),
    "awaiting_guidance": TextOut(
        vi="chờ hướng dẫn của Văn phòng Chính phủ", en="awaits guidance of the Government Office"
    ),
    "appendix_not_seen": TextOut(
        vi="chưa có phụ lục của quyết định", en="the decision's appendix is not at hand"
    ),
}


def open_list_out(one: OpenList) -> OpenListOut:
    """An open list as it goes out."""
    return OpenListOut(
        code=one.node.code,
        name=TextOut(vi=one.node.name_vi, en=one.node.name_en),
        set=one.set.code,
        set_title=TextOut(vi=one.set.title_vi, en=one.set.title_en),
        group=one.group.code,
        group_name=TextOut(vi=one.group.name_vi, en=one.group.name_en),
        frequency=one.node.reading.get("frequency") or one.node.frequency_printed,
        responsible=one.node.responsible,
    )


def words_out(kind: Kind) -> list[WordOut]:
    """Every word of a kind once, in the order of its file."""
    return [
        WordOut(printed=word.printed[0], label=TextOut(vi=word.vi, en=word.en))
        for word in by_code(kind).values()
    ]


def node_out(node: IndicatorNode) -> NodeOut:
    """A row of the catalogue as it goes out."""
    return NodeOut(
        code=node.code,
        set=node.set_code,
        group=node.group_code,
        parent=node.parent_code,
        kind=node.kind,
        section=node.section,
        stt=node.stt,
        item=node.item,
        name=TextOut(vi=node.name_vi, en=node.name_en),
        unit=UnitOut(printed=node.unit_printed, code=node.unit) if node.unit_printed or node.unit else None,
        scope=node.scope,
        frequency=node.frequency_printed,
        frequencies=node.frequencies,
        disaggregation=node.disaggregation,
        dimensions=node.dimensions,
        responsible=node.responsible,
        responsible_offices=node.responsible_offices,
        coordinating=node.coordinating,
        coordinating_offices=node.coordinating_offices,
        database=node.database,
        database_owner=node.database_owner,
        data_source=node.data_source,
        value_kinds=node.value_kinds,
        holds_value=node.holds_value,
        over_places=node.over_places,
        over_time=node.over_time,
        weight=node.weight,
        derived=DerivedOut.model_validate(node.derived) if node.derived else None,
        open=node.open,
        computed_from=[
            ComputedFromOut(code=source.code, name=TextOut.of(source.name), href=source.href)
            for source in map(sources().__getitem__, node.computed_from)
        ],
        reading=node.reading,
        printed=node.printed,
        valid_from=node.valid_from,
        valid_to=node.valid_to,
        decision=node.decision,
        proposal=node.proposal,
        notes=node.notes,
    )


def set_out(
    one: IndicatorSet, groups: Sequence[IndicatorGroup], amendments: Sequence[IndicatorAmendment]
) -> SetOut:
    """A set with those of the groups and amendments that are its own."""
    return SetOut(
        code=one.code,
        kind=one.kind,
        title=TextOut(vi=one.title_vi, en=one.title_en),
        level=one.level,
        province_code=one.province_code,
        decision_number=one.decision_number,
        decision_date=one.decision_date,
        issuer=one.issuer,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        text_seen=one.text_seen,
        notes=one.notes,
        amendments=[
            AmendmentOut(
                number=amendment.number,
                decided_on=amendment.decided_on,
                valid_from=amendment.valid_from,
                title=TextOut(vi=amendment.title_vi, en=amendment.title_en),
            )
            for amendment in amendments
            if amendment.set_code == one.code
        ],
        groups=[_group(group) for group in groups if group.set_code == one.code],
    )


def _group(group: IndicatorGroup) -> GroupOut:
    return GroupOut(
        code=group.code,
        name=TextOut(vi=group.name_vi, en=group.name_en),
        state=group.state,
        state_label=_STATES[group.state],
        emergency=group.emergency,
        open=group.open,
        valid_from=group.valid_from,
        valid_to=group.valid_to,
        decision=group.decision,
        notes=group.notes,
    )


def proposal_out(proposal: IndicatorProposal) -> ProposalOut:
    """A proposed component as it goes out."""
    return ProposalOut.model_validate(proposal, from_attributes=True)
