"""Answers to the questions of the form: which are taken, and in what shape they are kept. Pure."""

import math
from typing import TYPE_CHECKING, Any, Literal

from geoops.kit.i18n import Text
from geoops.kit.input import BadText, clean_text

if TYPE_CHECKING:
    from geoops.incidents.definition import FieldDefinition

FieldType = Literal["integer", "decimal", "text", "choice", "choices", "boolean"]
Value = int | float | str | bool | list[str]


def fault_of(field: "FieldDefinition", value: Any) -> tuple[Value | None, Text | None]:
    """The answer as it is kept (None for no answer), or why it is not taken."""
    if value is None or value in ("", []):
        return None, None
    match field.type:
        case "integer" | "decimal":
            return _number(field, value)
        case "boolean":
            return (
                (value, None)
                if isinstance(value, bool)
                else (None, Text("phải là có hoặc không", "must be true or false"))
            )
        case "choice":
            return (value, None) if _known(field, value) else (None, _one_of(field))
        case "choices":
            if not isinstance(value, list) or not all(_known(field, one) for one in value):
                return None, _one_of(field)
            return [choice.value for choice in field.choices if choice.value in value], None
        case "text":
            return _text(field, value)


def _number(field: "FieldDefinition", value: Any) -> tuple[Value | None, Text | None]:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None, Text("phải là số", "must be a number")
    if field.type == "integer" and value != int(value):
        return None, Text("phải là số nguyên", "must be a whole number")
    if field.min is not None and value < field.min:
        return None, Text(f"phải từ {field.min:g} trở lên", f"must be at least {field.min:g}")
    if field.max is not None and value > field.max:
        return None, Text(f"phải không quá {field.max:g}", f"must be at most {field.max:g}")
    if abs(value) >= 2**53:
        return None, Text("số quá lớn", "the number is too large")
    return (int(value) if field.type == "integer" else float(value)), None


def _text(field: "FieldDefinition", value: Any) -> tuple[Value | None, Text | None]:
    if not isinstance(value, str):
        return None, Text("phải là chữ", "must be text")
    try:
        cleaned = clean_text(value, multiline=True)
    except BadText as error:
        return None, error.text
    if len(cleaned) > field.max_length:
        return None, Text(
            f"quá dài (nhiều nhất {field.max_length} ký tự)",
            f"too long (at most {field.max_length} characters)",
        )
    return cleaned or None, None


def _known(field: "FieldDefinition", value: Any) -> bool:
    return isinstance(value, str) and any(choice.value == value for choice in field.choices)


def _one_of(field: "FieldDefinition") -> Text:
    known = ", ".join(choice.value for choice in field.choices)
    return Text(f"phải là một trong: {known}", f"must be one of: {known}")
