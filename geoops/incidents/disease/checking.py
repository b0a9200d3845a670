"""What an outbreak, its figures and its radii must be before they are kept. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from geoops.incidents import periods
from geoops.incidents.disease.definitions import ZONES, Disease, Item, definitions
from geoops.incidents.disease.errors import OutbreakOverlap, OutbreakRefused
from geoops.incidents.disease.schemas import OutbreakIn, OutbreakReportIn
from geoops.incidents.periods import Standing
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text
from geoops.kit.input import BadTime, check_plausible

CLOCKS_DIFFER = timedelta(minutes=15)
"""How far ahead of the server's clock a device's may be."""


def hamlet_key(hamlet: str) -> str:
    """A hamlet as it is compared: “Thôn  3” is “thôn 3”."""
    return " ".join(hamlet.casefold().split())


def known_disease(body: OutbreakIn) -> Disease:
    """The disease of an outbreak; raises OutbreakRefused, also for a species that does not catch it."""
    disease = definitions().diseases.get(body.disease)
    if disease is None:
        raise OutbreakRefused(
            faults=[
                Fault(
                    Text(f"không có bệnh “{body.disease}”", f"no disease “{body.disease}”"), field="disease"
                )
            ]
        )
    if disease.species and body.species is None:
        raise OutbreakRefused(
            faults=[Fault(Text("cần ghi loài vật", "the species is needed"), field="species")]
        )
    if body.species is not None and body.species not in disease.species:
        taken = ", ".join(definitions().species[one].vi for one in disease.species) or "không có"
        raise OutbreakRefused(
            faults=[
                Fault(
                    Text(
                        f"bệnh này không tính theo loài đó (chỉ: {taken})", "the disease has no such species"
                    ),
                    field="species",
                )
            ]
        )
    return disease


def check_moments(
    moments: Mapping[str, datetime | None], now: datetime, not_before: datetime | None = None
) -> None:
    """Raises OutbreakRefused for times in the future, absurd ones, and those before `not_before`."""
    faults: list[Fault] = []
    for field, moment in moments.items():
        if moment is None:
            continue
        try:
            check_plausible(moment, now)
        except BadTime as error:
            faults.append(Fault(error.text, field=field))
            continue
        if moment > now + CLOCKS_DIFFER:
            faults.append(Fault(Text("nằm trong tương lai", "lies in the future"), field=field))
        if not_before is not None and moment < not_before:
            faults.append(Fault(Text("trước khi ổ dịch bắt đầu", "before the outbreak began"), field=field))
    if faults:
        raise OutbreakRefused(faults=faults)


def check_figures(figures: Mapping[str, int], items: Mapping[str, Item], measure: str) -> None:
    """Raises OutbreakRefused with every figure that cannot be meant."""
    faults: list[Fault] = []
    for name, quantity in figures.items():
        item = items.get(name)
        if item is None:
            faults.append(Fault(Text(f"không có mục “{name}”", f"no item “{name}”"), field=name))
            continue
        if quantity > item.most:
            faults.append(
                Fault(
                    Text(f"lớn hơn mức có thể ({item.most} {item.unit})", f"more than can be ({item.most})"),
                    field=name,
                )
            )
        whole = figures.get(item.within) if item.within and measure == "cumulative" else None
        if item.within and whole is not None and quantity > whole:
            other = items[item.within].name
            faults.append(Fault(Text(f"lớn hơn “{other.vi}”", f"more than “{other.en}”"), field=name))
    if faults:
        raise OutbreakRefused(faults=faults)


def check_report(body: OutbreakReportIn, items: Mapping[str, Item], standing: Sequence[Standing]) -> None:
    """Raises OutbreakOverlap where cases would count twice, OutbreakRefused for a lower figure without a reason."""
    adding = [one for one in standing if one.item in body.figures and items[one.item].adds]
    other = periods.clash(body.measure, body.starts_at, body.as_of, adding)
    if other is not None:
        raise OutbreakOverlap(periods.why(other), extra={"report": other.id})
    if body.reason:
        return
    before = periods.lower(body.measure, body.as_of, body.figures, adding)
    if before:
        raise OutbreakRefused(
            faults=[
                Fault(
                    Text(
                        f"thấp hơn lần báo trước ({quantity:g} {items[item].unit}); cần ghi lý do",
                        f"lower than reported before ({quantity:g}); give the reason",
                    ),
                    field=item,
                )
                for item, quantity in before.items()
            ]
        )


def check_radii(radii: Mapping[str, float]) -> None:
    """Raises OutbreakRefused where a zone does not reach further than the one within it."""
    given = [zone for zone in ZONES if zone in radii]
    faults = [
        Fault(
            Text(
                f"bán kính phải lớn hơn vùng bên trong ({radii[inner]:g} m)",
                f"must reach further than the zone within it ({radii[inner]:g} m)",
            ),
            field=outer,
        )
        for inner, outer in pairwise(given)
        if radii[outer] <= radii[inner]
    ]
    if faults:
        raise OutbreakRefused(faults=faults)
