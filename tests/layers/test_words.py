"""What a layer tells people is said in words: every column that holds codes declares what they mean."""

import httpx

from geoops.domains import registry
from geoops.kit.i18n import Text
from geoops.layers.model import Field

WRITTEN_BY_PEOPLE = frozenset(
    {
        *("name", "name_vi", "road", "part", "chainage", "plan", "river", "hamlet", "shelter"),
        *("reporter", "reported_by", "holder", "counter", "team", "issuer", "headline", "note"),
        *("source", "unit", "month", "province_code"),
    }
)
"""Columns that hold names, sentences and addresses, to be shown as they are."""


def test_every_column_of_codes_has_words() -> None:
    wordless = [
        f"{layer.id}.{field.name}"
        for layer in registry().declared
        for field in layer.fields
        if field.kind == "text"
        and field.said is None
        and field.name != layer.style.by
        and field.name not in WRITTEN_BY_PEOPLE
    ]
    assert wordless == []


def test_several_codes_are_said_one_by_one() -> None:
    words = {"step": Text("nhảy", "step"), "flat_line": Text("đứng yên", "stays")}
    field = Field("flags", Text("Cờ", "Flags"), words=lambda: words)
    assert field.in_words("flat_line, step,new") == Text("đứng yên, nhảy, new", "stays, step, new")
    assert Field("note", Text("Mô tả", "Note")).in_words("flat_line, step") is None


async def test_the_map_is_told_the_words(duty: httpx.AsyncClient) -> None:
    listed = {one["id"]: one for one in (await duty.get("/api/layers")).json()["items"]}
    fields = {one["name"]: one for one in listed["resources"]["fields"]}
    assert fields["kind"]["words"]["school"] == {"vi": "Trường học", "en": "School"}
    assert fields["state"]["words"]["not_counted"]["vi"] == "Chưa đếm người"
    assert fields["commune_code"]["kind"] == "commune"
    assert fields["counter"]["words"] is None
