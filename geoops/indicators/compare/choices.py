"""What there is to compare. Takes a session, never commits."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hazards import service as hazards
from geoops.indicators.codes import service as codes
from geoops.indicators.compare import store
from geoops.indicators.compare.risk import HAZARD
from geoops.indicators.compare.variables import LAYER, comparable, quantity_name
from geoops.indicators.models import IndicatorNode
from geoops.indicators.periods import parse_period
from geoops.indicators.values.service import node_with_values
from geoops.kit.i18n import Text
from geoops.layers.registry import Registry


@dataclass(frozen=True, slots=True)
class Choice:
    """A variable that is no indicator."""

    key: str
    kind: Literal["layer", "hazard"]
    name: Text
    unit: str | None


async def choices(session: AsyncSession, registry: Registry) -> list[Choice]:
    """Quantities of the layers of communes, and the classes of the risk maps from the second on."""
    found = [
        Choice(
            f"{LAYER}{layer.id}:{field.name}",
            "layer",
            quantity_name(layer, field),
            field.unit,
        )
        for layer in registry.declared
        if comparable(layer)
        for field in layer.fields
        if field.is_quantity
    ]
    for risk_map in await hazards.all_maps(session):
        for number, entry in enumerate(risk_map.legend, start=1):
            found.append(
                Choice(
                    f"{HAZARD}{risk_map.id}:{number}",
                    "hazard",
                    Text(
                        f"{risk_map.title_vi}: diện tích từ mức “{entry['label_vi']}”",
                        f"{risk_map.title_en}: area from “{entry['label_en']}”",
                    ),
                    "%",
                )
            )
    return found


async def filled(session: AsyncSession) -> list[IndicatorNode]:
    """Indicators that any value of a commune is kept of, by set, group and place."""
    codes = await store.with_values(session)
    found = (await store.nodes(session, codes)).values()
    return sorted(found, key=lambda node: (node.set_code, node.group_code, node.position, node.code))


async def periods(session: AsyncSession, indicator: str) -> list[tuple[str, str, int]]:
    """Period, nature and number of communes with values, the latest first. Raises UnknownIndicator, HoldsNoValue."""
    node = await node_with_values(session, indicator)
    return await store.periods_with_values(session, node.code)


@dataclass(frozen=True, slots=True)
class PartChoice:
    """A part of an indicator that values are kept of, as `dimension=code`."""

    key: str
    dimension: Text
    name: Text
    communes: int


async def parts(session: AsyncSession, indicator: str, period: str) -> list[PartChoice]:
    """What an indicator is broken down into for a period. Raises UnknownIndicator, HoldsNoValue, BadPeriod."""
    node = await node_with_values(session, indicator)
    found = await store.parts_with_values(session, node.code, parse_period(period).id)
    known = await codes.dimensions(session)
    return [
        PartChoice(
            f"{dimension}={code}",
            known[dimension].name,
            known[dimension].name_of(code),
            communes,
        )
        for dimension, code, communes in found
    ]
