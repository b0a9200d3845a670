"""Rehearsal cards that came with the program: `cards/*.yaml`, made by `geoops rules rehearse` on a recorded event."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue

from geoops.kit.yaml_files import read_yaml


class DeliveredCard(BaseModel):
    """A card as it is kept in a file. It counts only for the content of the rule that it was made with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: str
    version: str
    made_at: AwareDatetime
    archive: str
    from_at: AwareDatetime
    to_at: AwareDatetime
    card: dict[str, JsonValue]


@lru_cache
def _all() -> Sequence[DeliveredCard]:
    folder = files("geoops.hydromet.danger").joinpath("cards")
    if not folder.is_dir():
        return ()
    return tuple(
        DeliveredCard.model_validate(read_yaml(entry.read_text("utf-8")))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    )


def cards(rule: str) -> Sequence[DeliveredCard]:
    """The cards that came for a rule."""
    return [one for one in _all() if one.rule == rule]
