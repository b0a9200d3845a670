"""What others may ask of danger: the communes in danger, one commune with its why, and the rules behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.records import Commune
from geoops.hydromet.danger import library, store, switches
from geoops.hydromet.danger.rule import Rule
from geoops.hydromet.danger.saying import say_all
from geoops.hydromet.danger.telling import reasons_of, sentence, word_of
from geoops.hydromet.drill.script import WARNING_SOURCE
from geoops.hydromet.warnings import levels as national
from geoops.kit.i18n import Text

DRILL = Text("Diễn tập, không phải cảnh báo thật", "Drill, not a real warning")
RISK_LEVEL = Text("Cấp độ rủi ro {level}", "Risk level {level}")
_MOST_COMMUNES = 20_000


@dataclass(frozen=True, slots=True)
class Official:
    """What was issued for the commune, in the words of who issued it. It is shown as such, and it wins.

    `scale` is `risk_level` where an official bulletin states the risk level of Decision 18/2021, else `national`: the
    words of the national commune warnings, which are no such level.
    """

    level: int
    scale: Literal["risk_level", "national"]
    word: Text
    label: Text
    landslide: str | None
    flash_flood: str | None
    rain_mm: float | None
    since: datetime
    valid_to: datetime
    drill: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """What our rules compute: never an official level. `level` is None where it cannot be told."""

    level: int | None
    at_least: bool
    word: Text | None
    rule: str
    rule_title: Text
    certainty: str
    hazard: str
    since: datetime
    value: float | None
    why: Mapping[str, Any]
    told: Text


@dataclass(frozen=True, slots=True)
class Danger:
    """The danger of a commune. `level` is what is shown: the official one where there is one, else the reference.

    None means that it cannot be told, for the `reasons`; 0 means below every threshold of the rules that are on, which
    is not a promise of safety.
    """

    commune: Commune
    level: int | None
    kind: Literal["official", "reference"] | None
    since: datetime | None
    official: Official | None
    reference: Reference | None
    reasons: Sequence[Text]

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """The place in the list: by the level shown, then by the reference, then by how many live there."""
        computed = self.reference.level if self.reference is not None else None
        return (-(self.level or 0), -(computed or 0), -(self.commune.population or 0), self.commune.code)


async def ranked(
    session: AsyncSession,
    *,
    at: datetime,
    known_at: datetime,
    province: str | None = None,
    everywhere: bool = False,
) -> list[Danger]:
    """The communes in danger, the worst first; with `everywhere` also those below every threshold and the unknown."""
    units = await communes.page(session, province=province, day=None, after=None, limit=_MOST_COMMUNES)
    return await _of_units(session, units, at=at, known_at=known_at, everywhere=everywhere)


async def of_communes(
    session: AsyncSession, units: Sequence[Commune], *, at: datetime, known_at: datetime
) -> list[Danger]:
    """The danger of each of these communes, the worst first; also where nothing threatens or nothing can be told."""
    return await _of_units(session, units, at=at, known_at=known_at, everywhere=True)


async def of_commune(session: AsyncSession, code: str, *, at: datetime, known_at: datetime) -> Danger:
    """The danger of one commune; raises UnknownCommune."""
    unit = await communes.commune(session, code)
    (found,) = await _of_units(session, [unit], at=at, known_at=known_at, everywhere=True)
    return found


@dataclass(frozen=True, slots=True)
class RuleHere:
    """What a rule says of a commune at the moment itself, whether it is on or only looked at."""

    rule: Rule
    level: int | None
    applies: bool
    at_least: bool
    word: Text | None
    reasons: Sequence[Text]
    why: Mapping[str, Any]
    told: Text


async def looked_at(session: AsyncSession, code: str, *, at: datetime, known_at: datetime) -> list[RuleHere]:
    """What every rule that is on computes for the commune right now, without the hold, with all its values."""
    found = []
    for saying in await say_all(session, await switches.active(session), [code], at=at, known_at=known_at):
        level = int(saying.outcome.level[0])
        why = saying.why(0)
        found.append(
            RuleHere(
                rule=saying.rule,
                level=level if level >= 0 else None,
                applies=level != -2,
                at_least=bool(saying.outcome.at_least[0]),
                word=word_of(saying.rule, level),
                reasons=reasons_of(saying.reason(0)),
                why=why,
                told=sentence(why),
            )
        )
    return found


async def history(
    session: AsyncSession, code: str, *, from_at: datetime, to_at: datetime
) -> Sequence[RowMapping]:
    """What was said of a commune over a span."""
    return await store.history(session, code, from_at=from_at, to_at=to_at)


@dataclass(frozen=True, slots=True)
class LevelHere:
    """The level to plan for: the higher of what was issued and what rules compute; None where neither can be told.

    `hazards` are those it comes from, None where a bulletin does not say. `shown` is the level that screens show.
    """

    level: int | None
    shown: int | None
    kind: Literal["official", "reference"] | None
    hazards: frozenset[str] | None


async def levels(
    session: AsyncSession, *, at: datetime, known_at: datetime, communes: Sequence[str] | None = None
) -> dict[str, LevelHere]:
    """The level of every commune (or of these) that anything was said of."""
    rows = await store.combined(session, at=at, known_at=known_at, communes=communes)
    return {row["commune_code"]: _level(row) for row in rows}


async def supposed(
    session: AsyncSession, codes: Sequence[str], *, at: datetime, known_at: datetime, rain_factor: float
) -> dict[str, LevelHere]:
    """The levels of these communes if so many times the rain had fallen and were forecast. Nothing is written.

    What was issued stays; more rain lowers no level; what the rules cannot tell stays as it was.
    """
    found = await levels(session, at=at, known_at=known_at, communes=codes)
    rules = [one for one in await switches.active(session) if one.rule.counts]
    computed: dict[str, tuple[int, str]] = {}
    for saying in await say_all(session, rules, codes, at=at, known_at=known_at, rain_factor=rain_factor):
        for code, level in zip(codes, saying.outcome.level.tolist(), strict=True):
            if level >= 0 and level > computed.get(code, (-1, ""))[0]:
                computed[code] = (level, saying.rule.hazard)
    return found | {
        code: _supposed(found.get(code), *now, lower=rain_factor < 1) for code, now in computed.items()
    }


def _supposed(real: LevelHere | None, level: int, hazard: str, *, lower: bool) -> LevelHere:
    said = real.level if real is not None else None
    if real is None or said is None:
        return LevelHere(level, level, "reference", frozenset({hazard}) if level else frozenset())
    if level > said:
        known = real.hazards
        return LevelHere(level, level, "reference", None if known is None else known | {hazard})
    if lower and level < said and real.kind == "reference":
        return LevelHere(level, level, "reference", frozenset({hazard}) if level else frozenset())
    return real


def _level(row: RowMapping) -> LevelHere:
    told = [level for level in (row["official_level"], row["reference_level"]) if level is not None]
    hazards: frozenset[str] | None = frozenset()
    if row["reference_level"]:
        hazards = frozenset({row["reference_hazard"]})
    if row["official_level"]:
        # The national commune warnings are of flash floods and landslides; a bulletin may be of anything.
        national = row["official_scale"] == "national"
        hazards = (hazards or frozenset()) | {"flash_flood_landslide"} if national else None
    return LevelHere(max(told) if told else None, row["level"], row["kind"], hazards)


async def worked_out_at(session: AsyncSession) -> datetime | None:
    """The moment up to which danger has been worked out in this space; None: never."""
    clock = await store.clock(session)
    return clock["evaluated_at"] if clock is not None else None


async def _of_units(
    session: AsyncSession, units: Sequence[Commune], *, at: datetime, known_at: datetime, everywhere: bool
) -> list[Danger]:
    only = [unit.code for unit in units]
    rows = {
        row["commune_code"]: row
        for row in await store.combined(session, at=at, known_at=known_at, communes=only)
    }
    shown = [
        unit
        for unit in units
        if everywhere or (rows.get(unit.code) is not None and _in_danger(rows[unit.code]))
    ]
    codes = [unit.code for unit in shown if unit.code in rows and rows[unit.code]["reference_level"]]
    whys: dict[tuple[str, str], RowMapping] = {}
    for row in await store.statements(session, at=at, known_at=known_at, communes=codes):
        whys[row["commune_code"], row["rule"]] = row
    on = await switches.active(session)
    nothing = "not_yet" if any(one.rule.counts for one in on) else "no_rule"
    found = [_danger(unit, rows.get(unit.code), whys, nothing) for unit in shown]
    return sorted(found, key=lambda danger: danger.rank)


def _in_danger(row: RowMapping) -> bool:
    return bool((row["level"] or 0) > 0 or (row["reference_level"] or 0) > 0)


def _danger(
    unit: Commune, row: RowMapping | None, whys: Mapping[tuple[str, str], RowMapping], nothing: str
) -> Danger:
    if row is None:
        return Danger(unit, None, None, None, None, None, reasons_of(nothing))
    official = _official(row) if row["official_level"] is not None else None
    reference = _reference(unit.code, row, whys) if row["said"] else None
    level = row["level"]
    reasons = reasons_of(row["reasons"] if row["said"] else nothing) if level is None else []
    return Danger(unit, level, row["kind"], row["since"], official, reference, reasons)


def _official(row: RowMapping) -> Official:
    drill = row["official_source"] == WARNING_SOURCE
    level, source = row["official_level"], row["official_source"]
    stated = row["official_scale"] == "risk_level"
    return Official(
        level=level,
        scale=row["official_scale"],
        word=RISK_LEVEL.format(level=level) if stated else national.words()[level],
        label=Text(source, source) if stated else DRILL if drill else national.label(),
        landslide=row["official_landslide"],
        flash_flood=row["official_flash_flood"],
        rain_mm=row["official_rain_mm"],
        since=row["official_since"],
        valid_to=row["official_valid_to"],
        drill=drill,
    )


def _reference(code: str, row: RowMapping, whys: Mapping[tuple[str, str], RowMapping]) -> Reference:
    loaded = library.rules().get(row["reference_rule"])
    said = whys.get((code, row["reference_rule"]))
    why: Mapping[str, Any] = said["why"] if said is not None else {}
    return Reference(
        level=row["reference_level"],
        at_least=row["reference_at_least"],
        word=word_of(loaded.rule, row["reference_level"]) if loaded is not None else None,
        rule=row["reference_rule"],
        rule_title=loaded.rule.title.text
        if loaded is not None
        else Text(row["reference_rule"], row["reference_rule"]),
        certainty=loaded.rule.certainty if loaded is not None else "recalled",
        hazard=row["reference_hazard"],
        since=row["reference_since"],
        value=row["reference_value"],
        why=why,
        told=sentence(why),
    )
