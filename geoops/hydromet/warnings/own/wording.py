"""The texts of a warning: by its template and values, or by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from geoops.communes.service import CommuneName
from geoops.hydromet.warnings.own.schemas import AlertIn
from geoops.hydromet.warnings.own.templates import Template, filled
from geoops.kit.clock import VN
from geoops.kit.i18n import Text

FIELDS = ("headline", "description", "instruction")
_NAMED_IN_HEADLINE = 3
_NAMED_IN_TEXT = 40

Texts = dict[str, dict[str, str]]
"""`{"vi": {"headline": …, "description": …, "instruction": …}, "en": {…}}`."""


def by_template(
    template: Template,
    values: Mapping[str, str],
    places: Sequence[CommuneName],
    onset_at: datetime,
    expires_at: datetime,
) -> Texts:
    """The template's texts for these values, places and times."""
    given = {
        "places": _places(places, _NAMED_IN_HEADLINE),
        "areas": _areas(places),
        "onset": _moment(onset_at),
        "expires": _moment(expires_at),
    }
    texts = filled(template, values, given)
    return {
        "vi": {name: getattr(texts, name).vi for name in FIELDS},
        "en": {name: getattr(texts, name).en for name in FIELDS},
    }


def of_draft(
    body: AlertIn, template: Template, places: Sequence[CommuneName], now: datetime
) -> tuple[Texts, bool]:
    """The texts of a draft, and whether they were written by hand."""
    if body.texts is not None:
        return body.texts.model_dump(), True
    return by_template(template, body.values, places, body.onset_at or now, body.expires_at), False


def _places(places: Sequence[CommuneName], most: int) -> Text:
    if not places:
        return Text("…", "…")
    named, rest = places[:most], len(places) - most
    listed = ", ".join(place.full_name_vi for place in named)
    plain = ", ".join(place.name_vi for place in named)
    if rest <= 0:
        return Text(listed, plain)
    return Text(f"{listed} và {rest} xã, phường khác", f"{plain} and {rest} other communes")


def _areas(places: Sequence[CommuneName]) -> Text:
    """The places by province, each province once."""
    if not places:
        return Text("…", "…")
    if len(places) > _NAMED_IN_TEXT:
        return _places(places, _NAMED_IN_TEXT)
    by_province: dict[str, list[CommuneName]] = {}
    for place in places:
        by_province.setdefault(place.province_name, []).append(place)
    vi = "; ".join(
        f"{', '.join(place.full_name_vi for place in group)} ({province})"
        for province, group in by_province.items()
    )
    en = "; ".join(
        f"{', '.join(place.name_vi for place in group)} ({province})"
        for province, group in by_province.items()
    )
    return Text(vi, en)


def _moment(moment: datetime) -> Text:
    local = moment.astimezone(VN)
    return Text(
        f"{local:%H:%M} ngày {local.day}/{local.month}/{local.year}",
        f"{local:%H:%M on} {local:%d %B %Y} (+07:00)",
    )
