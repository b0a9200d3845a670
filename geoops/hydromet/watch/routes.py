"""Silent stations over HTTP."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from geoops.hydromet import silence
from geoops.hydromet.watch import service as watch
from geoops.kit.http import ReadSession
from geoops.kit.schemas import TextOut
from geoops.kit.types import ProvinceCode

router = APIRouter(prefix="/api/silence", tags=["feeds"])

State = Literal["silent", "suspect", "late", "unknown", "on_time"]


class WatchedOut(BaseModel):
    """A station by its rhythm; degrees in EPSG:4326. `wet_neighbours` counts the on-time gauges nearby with heavy rain."""

    id: str
    name: str
    kind: str
    source: str
    owner: str | None
    commune_code: str | None
    province_code: str | None
    lon: float
    lat: float
    rhythm_s: int | None
    first_seen_at: datetime
    last_seen_at: datetime | None
    state: State
    age_minutes: int | None
    wet_neighbours: int
    likely_lost: bool
    why: TextOut | None


class SilenceRuleOut(BaseModel):
    """The rule that is applied, and how sure it is."""

    source: str
    certainty: str
    late_after: float
    silent_after: float
    within_km: float
    neighbours: int
    hours: int
    heavy_mm: float


class SilenceOut(BaseModel):
    """The stations in the states asked for, likely lost ones first; `total` counts them, `counts` all by state."""

    now: datetime
    rule: SilenceRuleOut
    counts: dict[str, int]
    likely_lost: int
    total: int
    items: list[WatchedOut]


@router.get("/stations")
async def silent_stations(
    session: ReadSession,
    state: Annotated[list[State] | None, Query(description="silent and suspect where none is given")] = None,
    province: ProvinceCode | None = None,
    source: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=5000)] = 200,
) -> SilenceOut:
    """Stations that are late, silent or suspect by their own rhythm; a silent gauge whose neighbours report heavy rain is
    shown as likely lost, by a rule that says so of itself."""
    seen = await watch.look(session, states=set(state or ("silent", "suspect")))
    chosen = [
        one
        for one in seen.stations
        if (province is None or one.row["province_code"] == province)
        and (source is None or one.row["source"] == source)
    ]
    rule = silence.rule()
    return SilenceOut(
        now=seen.now,
        rule=SilenceRuleOut(**{name: getattr(rule, name) for name in SilenceRuleOut.model_fields}),
        counts=dict(seen.counts),
        likely_lost=seen.likely_lost,
        total=len(chosen),
        items=[_out(one) for one in chosen[:limit]],
    )


def _out(one: watch.Watched) -> WatchedOut:
    row = one.row
    return WatchedOut(
        **{name: row[name] for name in WatchedOut.model_fields if name in row},
        state=one.state,
        age_minutes=one.age_minutes,
        wet_neighbours=one.wet_neighbours,
        likely_lost=one.likely_lost,
        why=TextOut.of(one.why) if one.why is not None else None,
    )
