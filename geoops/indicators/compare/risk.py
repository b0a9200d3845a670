"""A class of a risk map as a variable: the share of each commune that lies in it or above. Takes a session, never
commits."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hazards import service as hazards
from geoops.indicators.compare.errors import UnknownVariable
from geoops.indicators.compare.ground import Gap, Variable
from geoops.kit.i18n import Text

HAZARD: Final = "hazard:"
HALF: Final = 0.5
"""Below this mapped share more of a commune is unknown than known. The bound is ours."""


async def risk(session: AsyncSession, key: str, communes: Collection[str]) -> Variable:
    """The share of each of these communes that lies in a class of a risk map or above. Raises UnknownVariable."""
    id_, _, number = key.removeprefix(HAZARD).rpartition(":")
    risk_map = next((one for one in await hazards.all_maps(session) if one.id == id_), None)
    classes = {str(one): one for one in range(1, len(risk_map.legend) + 1)} if risk_map else {}
    if risk_map is None or number not in classes:
        raise UnknownVariable(extra={"variable": key})
    least = classes[number]
    shares: dict[str, float] = {}
    mapped: dict[str, float] = {}
    here = set(communes)
    for row, _ in await hazards.areas(session, id_, after=None, limit=10**7):
        if row.commune_code not in here:
            continue
        counted = row.share if row.class_number >= least else 0.0
        shares[row.commune_code] = shares.get(row.commune_code, 0.0) + counted
        mapped[row.commune_code] = mapped.get(row.commune_code, 0.0) + row.share
    values = {code: min(share, 1.0) * 100.0 for code, share in shares.items()}
    gaps: dict[str, Gap] = {}
    notes: tuple[Text, ...] = ()
    if risk_map.kind == "raster":
        gaps, notes = _half_mapped(mapped, values)
    entry = risk_map.legend[least - 1]
    name = Text(
        f"{risk_map.title_vi}: phần diện tích xã từ mức “{entry['label_vi']}” trở lên",
        f"{risk_map.title_en}: share of the commune in “{entry['label_en']}” or above",
    )
    source = Text(
        f"{risk_map.author}, lập {risk_map.made_on:%d/%m/%Y}", f"{risk_map.author}, made {risk_map.made_on}"
    )
    return Variable(key, "hazard", name, "%", None, source, values, gaps, None, notes)


def _half_mapped(
    mapped: Mapping[str, float], values: dict[str, float]
) -> tuple[dict[str, Gap], tuple[Text, ...]]:
    """Where a raster leaves more of a commune unknown than it knows, its share is not compared; the rest is said.

    (Polygons are taken as they are: such maps draw the danger and leave the rest of a commune empty.)
    """
    gaps = {
        code: Gap(
            "not_comparable",
            "completeness",
            Text(
                f"bản đồ chỉ phủ {share * 100:.0f} % diện tích xã",
                f"the map covers only {share * 100:.0f} % of the commune",
            ),
            values.pop(code),
        )
        for code, share in mapped.items()
        if share < HALF
    }
    partly = [share for code, share in mapped.items() if code in values and round(share * 100) < 100]
    if not partly:
        return gaps, ()
    least = f"{min(partly) * 100:.0f} %"
    return gaps, (
        Text(
            f"bản đồ rủi ro chỉ phủ một phần của {len(partly)} xã (ít nhất {least} diện tích); phần chưa phủ không tính là nguy hiểm",
            f"the risk map covers {len(partly)} communes in part ({least} of the area at the least); what it leaves out is not counted as danger",
        ),
    )
