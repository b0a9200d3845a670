"""The XForm, made by pyxform from the same definition as every other form. Pure.

Names of questions: `kind`, `position`, `commune_code`, `severity`, `note`, `landmark`, `road`, `chainage`,
`photo_1` … `photo_3`, `voice`, and `f_<name>` for the definition's own, so that the two cannot meet.
"""

from collections.abc import Mapping
from typing import Any

from geoops.incidents.definition import Definition, FieldDefinition
from geoops.kit.i18n import Text
from geoops.kit.units import unit_name

FORM_ID = "geoops_incident"
PHOTOS = ("photo_1", "photo_2", "photo_3")
VOICE = "voice"
OWN = "f_"
_VI, _EN = "label::Tiếng Việt (vi)", "label::English (en)"
_TYPES = {"integer": "integer", "decimal": "decimal", "text": "text"}
TITLE = Text("GeoOps: báo cáo sự cố", "GeoOps: incident report")


def xform(definition: Definition, communes: Mapping[str, str]) -> str:
    """The XForm as XML. `communes` (names by code) are offered where only the commune is known."""
    from pyxform.xls2xform import convert

    form = convert(workbook(definition, communes), form_name="incident", validate=False, pretty_print=False)
    return str(form.xform)


def workbook(definition: Definition, communes: Mapping[str, str]) -> dict[str, Any]:
    """The same as an XLSForm's sheets."""
    survey: list[dict[str, str]] = [
        {"type": "start", "name": "start"},
        {"type": "deviceid", "name": "deviceid"},
        {"type": "start-geopoint", "name": "reporter_position"},
        _question("select_one kinds", "kind", Text("Chuyện gì?", "What happened?"), required="yes"),
        _question("geopoint", "position", Text("Xảy ra ở đâu?", "Where?")),
    ]
    choices = [
        {"list_name": "kinds", "name": kind.kind, _VI: kind.vi, _EN: kind.en}
        for kind in definition.kinds.values()
        if not kind.hidden
    ]
    if communes:
        survey.append(
            _question(
                "select_one communes",
                "commune_code",
                Text("Nếu không lấy được vị trí: ở xã nào?", "Without a position: in which commune?"),
                required="${position} = ''",
                relevant="${position} = ''",
                appearance="minimal",
            )
        )
        choices += [
            {"list_name": "communes", "name": code, _VI: name, _EN: name} for code, name in communes.items()
        ]
    survey += [
        _question("text", "landmark", Text("Gần nơi nào dễ nhận?", "Near which landmark?")),
        _question("text", "road", Text("Tuyến đường", "Road"), relevant=_any(["landslide", "road_cut"])),
        _question("text", "chainage", Text("Lý trình", "Chainage"), relevant="${road} != ''"),
        _question("select_one severities", "severity", Text("Mức độ", "Severity")),
    ]
    choices += [
        {"list_name": "severities", "name": str(item.severity), _VI: item.vi, _EN: item.en}
        for item in definition.severities
    ]
    for field in definition.fields.values():
        survey.append(_asked(field))
        choices += [
            {"list_name": f"c_{field.name}", "name": choice.value, _VI: choice.vi, _EN: choice.en}
            for choice in field.choices
        ]
        if field.type == "boolean":
            choices += [
                {"list_name": f"c_{field.name}", "name": "yes", _VI: "Có", _EN: "Yes"},
                {"list_name": f"c_{field.name}", "name": "no", _VI: "Không", _EN: "No"},
            ]
    survey.append(_question("text", "note", Text("Mô tả", "Note"), appearance="multiline"))
    survey += [
        _question("image", name, Text(f"Ảnh {number}", f"Photo {number}"), parameters="max-pixels=2048")
        for number, name in enumerate(PHOTOS, start=1)
    ]
    survey.append(_question("audio", VOICE, Text("Ghi âm", "Voice note"), parameters="quality=voice-only"))
    settings = {
        "form_id": FORM_ID,
        "form_title": TITLE.vi,
        "version": definition.version,
        "default_language": "Tiếng Việt (vi)",
    }
    return {"survey": survey, "choices": choices, "settings": [settings]}


def _question(type_: str, name: str, label: Text, **more: str) -> dict[str, str]:
    return {"type": type_, "name": name, _VI: label.vi, _EN: label.en, **more}


def _asked(field: FieldDefinition) -> dict[str, str]:
    unit = unit_name(field.unit) if field.unit else None
    label = Text(f"{field.vi} ({unit.vi})", f"{field.en} ({unit.en})") if unit else Text(field.vi, field.en)
    more: dict[str, str] = {}
    if field.kinds:
        more["relevant"] = _any(field.kinds)
    if field.required:
        more["required"] = "yes"
    limits = [f". >= {field.min:g}"] if field.min is not None else []
    limits += [f". <= {field.max:.0f}"] if field.max is not None else []
    if limits:
        more["constraint"] = " and ".join(limits)
    match field.type:
        case "choice" | "boolean":
            type_ = f"select_one c_{field.name}"
        case "choices":
            type_ = f"select_multiple c_{field.name}"
        case _:
            type_ = _TYPES[field.type]
    return _question(type_, OWN + field.name, label, **more)


def _any(kinds: list[str] | tuple[str, ...]) -> str:
    return " or ".join(f"selected(${{kind}}, '{kind}')" for kind in kinds)
