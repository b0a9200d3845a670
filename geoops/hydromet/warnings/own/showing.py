"""Our warnings as answers show them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import shapely
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.warnings.own import mapping, service, wording
from geoops.hydromet.warnings.own.models import Alert
from geoops.hydromet.warnings.own.placing import Placed
from geoops.hydromet.warnings.own.schemas import (
    AlertDetail,
    AlertOut,
    AreaOut,
    BulletinCited,
    DifferenceOut,
    PlaceOut,
    TemplateOut,
    ValueOut,
    WarningFormOut,
    WordOut,
)
from geoops.hydromet.warnings.own.states import STATES
from geoops.hydromet.warnings.own.templates import templates
from geoops.kit import spaces
from geoops.kit.clock import VN
from geoops.kit.context import Caller
from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut

_KINDS = {
    "live": Text("Cảnh báo của địa phương", "Warning of the local authority"),
    "drill": Text("Diễn tập, không phải cảnh báo thật", "Drill, not a real warning"),
    "replay": Text("Phát lại, không phải cảnh báo thật", "Replay, not a real warning"),
}


async def shown(
    session: AsyncSession, rows: Sequence[Alert], caller: Caller, at: datetime | None = None
) -> list[AlertOut]:
    """Rows as they go out; `at` is the time that “in force” is about."""
    names = await communes.names(session, {code for row in rows for code in row.commune_codes})
    now = await spaces.now(session)
    kinds = {space.name: space.kind for space in await spaces.all_spaces(session)} if rows else {}
    return [_out(row, names, caller, now, at or now, kinds[row.space]) for row in rows]


async def detail(session: AsyncSession, alert: Alert, caller: Caller) -> AlertDetail:
    """One warning with its polygons, its chain and its differences."""
    chain = list(await service.chain(session, alert))
    out, *before = await shown(session, [alert, *chain], caller)
    shape = await service.geometry(session, alert)
    previous = next((row for row in chain if row.id == alert.previous_id), None)
    own = await service.template_texts(session, alert) if alert.texts_by_hand else alert.texts
    return AlertDetail(
        **out.model_dump(),
        area=None if shape is None else area_out(shape, alert.communes_km2 or 0, alert.covered_km2 or 0),
        chain=before,
        changed_since=_differences(previous, alert) if previous is not None else [],
        changed_from_template=_text_differences(own, alert.texts),
    )


def area_of(placed: Placed | None) -> AreaOut | None:
    """A cover as it goes out."""
    if placed is None:
        return None
    return area_out(placed.shape, placed.cover.communes_km2, placed.cover.covered_km2)


def area_out(shape: Any, communes_km2: float, covered_km2: float) -> AreaOut:
    """Polygons as they go out."""
    parts = shapely.get_parts(shape)
    return AreaOut(
        geometry=shapely.geometry.mapping(shape),
        communes_km2=round(communes_km2, 3),
        covered_km2=round(covered_km2, 3),
        excess=round(covered_km2 / communes_km2 - 1, 4) if communes_km2 else 0.0,
        polygons=len(parts),
        vertices=max(int(shapely.get_num_coordinates(part)) for part in parts),
    )


def word_out(words: Mapping[str, mapping.Word], word: str) -> WordOut:
    """A CAP word with its reading."""
    found = words.get(word)
    return WordOut(word=word, label=TextOut.of(found.label if found else Text(word, word)))


def form() -> WarningFormOut:
    """What the editor offers."""
    return WarningFormOut(
        hazards=[
            TemplateOut(
                hazard=template.hazard,
                label=TextOut.of(template.label),
                values=[
                    ValueOut(
                        name=value.name,
                        label=TextOut.of(value.label),
                        required=value.required,
                        kind=value.kind,
                        unit=value.unit,
                        example=value.example,
                    )
                    for value in template.values
                ],
            )
            for template in templates().values()
        ],
        severities=[
            {"word": word.word, "label": word.label.as_dict(), "color": word.color}
            for word in mapping.severities().values()
        ],
        certainties=[
            {"word": word.word, "label": word.label.as_dict()} for word in mapping.certainties().values()
        ],
        level_to_severity={str(level): mapping.severity_of_level(level) for level in range(1, 6)},
        mapping_note=TextOut(
            vi=str(mapping.rule()["source"]), en="The project's own mapping, no national rule"
        ),
    )


def _out(
    row: Alert,
    names: Mapping[str, communes.CommuneName],
    caller: Caller,
    now: datetime,
    at: datetime,
    kind: str,
) -> AlertOut:
    state = service.state_at(row, now)
    template = templates().get(row.hazard)
    in_force = (
        row.issued_at is not None
        and row.message_type != "Cancel"
        and row.issued_at <= at < row.expires_at
        and (row.ended_at is None or row.ended_at > at)
    )
    urgency = row.urgency or mapping.urgency_of(now, row.onset_at or now)
    plain = (
        "id", "chain_id", "previous_id", "message_type", "onset_at", "expires_at", "values", "texts", "texts_by_hand",
        "communes_km2", "covered_km2", "note", "authors", "created_at", "changed_at", "submitted_by", "reviewed_by",
        "reviewed_at", "review_note", "issued_by", "issued_at", "ended_at", "ended_by", "end_reason", "identifier",
        "signed",
    )  # fmt: skip
    return AlertOut(
        **{name: getattr(row, name) for name in plain},
        state=state,
        state_label=TextOut.of(
            Text("Bản tin hủy", "Cancellation") if row.message_type == "Cancel" else STATES[state]
        ),
        status=row.status or {"live": "Actual", "drill": "Exercise", "replay": "Test"}[kind],
        in_force=in_force,
        label=TextOut.of(_KINDS[kind]),
        official=False,
        hazard=row.hazard,
        hazard_label=TextOut.of(template.label if template else Text(row.hazard, row.hazard)),
        severity=word_out(mapping.severities(), row.severity),
        certainty=word_out(mapping.certainties(), row.certainty),
        urgency=word_out(mapping.urgencies(), urgency),
        bulletin=BulletinCited.model_validate(row.bulletin) if row.bulletin else None,
        communes=[
            PlaceOut(
                code=code,
                name=names[code].full_name_vi if code in names else code,
                province_code=names[code].province_code if code in names else "",
                province=names[code].province_name if code in names else "",
            )
            for code in row.commune_codes
        ],
        excess=(round((row.covered_km2 or 0) / row.communes_km2 - 1, 4) if row.communes_km2 else None),
        cap_url=f"/cap/{row.id}.xml" if row.issued_at is not None else None,
        steps=service.steps_for(row, caller, now),
        etag=service.etag(row),
    )


def _differences(before: Alert, after: Alert) -> list[DifferenceOut]:
    found = []
    for name in ("hazard", "severity", "certainty", "onset_at", "expires_at"):
        first, second = getattr(before, name), getattr(after, name)
        if first != second:
            found.append(DifferenceOut(field=name, before=_shown(first), after=_shown(second)))
    gone = sorted(set(before.commune_codes) - set(after.commune_codes))
    new = sorted(set(after.commune_codes) - set(before.commune_codes))
    if gone or new:
        found.append(DifferenceOut(field="communes", before=", ".join(gone), after=", ".join(new)))
    for name in sorted({*before.values, *after.values}):
        if before.values.get(name) != after.values.get(name):
            found.append(
                DifferenceOut(
                    field=f"values.{name}",
                    before=before.values.get(name, ""),
                    after=after.values.get(name, ""),
                )
            )
    return found + _text_differences(before.texts, after.texts)


def _text_differences(before: wording.Texts, after: wording.Texts) -> list[DifferenceOut]:
    return [
        DifferenceOut(
            field=f"texts.{language}.{name}",
            before=before.get(language, {}).get(name, ""),
            after=after.get(language, {}).get(name, ""),
        )
        for language in ("vi", "en")
        for name in wording.FIELDS
        if before.get(language, {}).get(name, "") != after.get(language, {}).get(name, "")
    ]


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(VN).isoformat()
    return "" if value is None else str(value)
