"""Analysis and forecast in words beside the values of a report. Takes a session, never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.reporting import service, store
from geoops.indicators.reporting.errors import ReportClosed
from geoops.indicators.reporting.owing import Place
from geoops.indicators.reporting.states import EDITABLE
from geoops.indicators.values.store import put_periods
from geoops.kit import changes, spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, InputRefused
from geoops.kit.i18n import Text


@dataclass(frozen=True, slots=True)
class Words:
    """A text beside a value; without a body the text before is taken back."""

    indicator: str
    kind: Literal["analysis", "forecast"]
    body: str | None


async def write(session: AsyncSession, place: Place, texts: Sequence[Words], caller: Caller) -> int:
    """Keep the texts of a report, all of them or none; how many differ from what was there.

    Raises NothingOwed, InputRefused for an indicator that is not in the report, NotAssigned, and ReportClosed once
    the report is on its way.
    """
    form = await service.form(session, place, caller)
    await service.check_may_report(session, form, caller)
    if form.state not in EDITABLE:
        raise ReportClosed(extra={"state": form.state})
    strange = Text("không thuộc báo cáo này", "not in this report")
    faults = [
        Fault(strange, row=row, field=text.indicator)
        for row, text in enumerate(texts, start=1)
        if text.indicator not in form.duty.indicators
    ]
    if faults:
        raise InputRefused(faults=faults)
    there = {(one.indicator, one.kind): one.body for one in form.analyses}
    changed = [text for text in texts if there.get((text.indicator, text.kind)) != text.body]
    if not changed:
        return 0
    await put_periods(session, [form.duty.period])
    now = await spaces.now(session)
    for text in changed:
        await store.put_analysis(
            session,
            {
                "indicator": text.indicator, "period": form.duty.period.id, "kind": text.kind, "body": text.body,
                "province_code": form.province_code, "commune_code": form.commune_code,
            },
            now,
        )  # fmt: skip
    await changes.record(
        session,
        domain="indicators",
        entity="analysis",
        entity_id=f"{place.set_code}.{place.office}.{form.duty.period.id}",
        op="write",
        commune_code=form.commune_code,
        payload={
            "set": place.set_code, "office": place.office, "period": form.duty.period.id,
            "indicators": sorted({text.indicator for text in changed}),
        },
    )  # fmt: skip
    return len(changed)
