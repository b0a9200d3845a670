"""Why a commune is at its level, in one sentence in each language, from the values that were kept with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from geoops.hydromet.danger.inputs import WHY_UNKNOWN
from geoops.hydromet.danger.quantities import QUANTITIES
from geoops.hydromet.danger.rule import Rule
from geoops.kit.clock import VN
from geoops.kit.i18n import Text


def word_of(rule: Rule, level: int | None) -> Text | None:
    """What the rule calls a level; None below every level and where nothing is told."""
    return next((one.word.text for one in rule.levels if one.level == level), None)


def reasons_of(codes: str | None) -> list[Text]:
    """Why nothing can be told, in words."""
    return [WHY_UNKNOWN.get(code, Text(code, code)) for code in (codes or "").split(",") if code]


def sentence(why: Mapping[str, Any]) -> Text:
    """Each value with its unit, its window, the station behind it and that station's last time."""
    parts = [_value(one) for one in why.get("values", {}).values()]
    held = why.get("held")
    if held is not None:
        parts.append(
            Text(
                "số liệu mới đã thấp hơn, giữ mức cho đến hết thời gian chờ",
                "the newest data are lower; the level is held until the wait is over",
            )
        )
    return Text("; ".join(part.vi for part in parts), "; ".join(part.en for part in parts))


def _value(one: Mapping[str, Any]) -> Text:
    quantity = QUANTITIES[one["quantity"]]
    window = one.get("hours")
    vi = quantity.title.vi + (f" {window} giờ" if window else "")
    en = quantity.title.en + (f", {window} h" if window else "")
    unit = "" if quantity.unit == "class" else f" {quantity.unit}"
    if one.get("value") is not None:
        vi, en = f"{vi}: {_vi(one['value'])}{unit}", f"{en}: {one['value']:g}{unit}"
    elif one.get("at_least") is not None:
        vi, en = f"{vi}: ít nhất {_vi(one['at_least'])}{unit}", f"{en}: at least {one['at_least']:g}{unit}"
        if one.get("reason") in WHY_UNKNOWN:
            why = WHY_UNKNOWN[one["reason"]]
            vi, en = f"{vi} ({why.vi})", f"{en} ({why.en})"
    else:
        why = WHY_UNKNOWN.get(one.get("reason") or "", Text("chưa rõ", "not known"))
        return Text(f"{vi}: {why.vi}", f"{en}: {why.en}")
    if (station := one.get("station")) and one.get("ends_at"):
        clock = f"{datetime.fromisoformat(one['ends_at']).astimezone(VN):%H:%M %d/%m}"
        rise = one.get("rise_m_per_h")
        vi += f" ở trạm {station['name']}, lúc {clock}" + (
            f", {'lên' if rise > 0 else 'xuống'} {_vi(abs(rise))} m/giờ" if rise else ""
        )
        en += f" at {station['name']}, {clock}" + (f", {rise:+g} m/h" if rise else "")
        following = one.get("next")
        if following:
            hours = following["hours"]
            vi += f", còn {_vi(following['metres'])} m đến báo động {following['alarm']}" + (
                f" (khoảng {_vi(hours)} giờ)" if hours is not None else ""
            )
            en += f", {following['metres']:g} m to alarm {following['alarm']}" + (
                f" (about {hours:g} h)" if hours is not None else ""
            )
    if forecast := one.get("forecast"):
        vi, en = f"{vi}, {_from(forecast).vi}", f"{en}, {_from(forecast).en}"
    stations = one.get("stations") or []
    if stations:
        first = stations[0]
        until = datetime.fromisoformat(first["ends_at"]).astimezone(VN) if first.get("ends_at") else None
        clock = f"{until:%H:%M %d/%m}" if until else ""
        vi += f" ở trạm {first['name']}" + (f", đến {clock}" if clock else "")
        en += f" at {first['name']}" + (f", until {clock}" if clock else "")
        if len(stations) > 1:
            vi += f" (cùng {len(stations) - 1} trạm khác)"
            en += f" (and {len(stations) - 1} more)"
    return Text(vi, en)


def _from(forecast: Mapping[str, Any]) -> Text:
    """The forecast behind a value, when it was made (of points: read) and how far it is looked ahead."""
    made, until = (
        f"{datetime.fromisoformat(forecast[key]).astimezone(VN):%H:%M %d/%m}"
        for key in ("issued_at", "ends_at")
    )
    title, is_run = forecast["title"], forecast["kind"] == "grid"
    return Text(
        f"theo {title['vi']} {'chạy' if is_run else 'đọc'} lúc {made}, đến {until}",
        f"by {title['en']} {'run' if is_run else 'read'} at {made}, until {until}",
    )


def _vi(value: float) -> str:
    return f"{value:g}".replace(".", ",")
