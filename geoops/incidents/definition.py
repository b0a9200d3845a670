"""What can be reported and what is asked about it, from `definitions/incidents.yaml` and a province's own file.

A phone that was long without signal may report by an older definition than the server's: see `checked_fields`.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from geoops.incidents.fields import FieldType, Value, fault_of
from geoops.kit.errors import CommandRefused, Fault
from geoops.kit.i18n import Text
from geoops.kit.problems import validation_problem
from geoops.kit.yaml_files import read_yaml
from geoops.settings import get_settings

SHIPPED = "definitions/incidents.yaml"
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,48}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
PlaceMethod = Literal["gps", "tap", "landmark", "chainage", "commune"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    vi: Words
    en: Words

    @property
    def label(self) -> Text:
        """What people read."""
        return Text(self.vi, self.en)


class Kind(_Part):
    """One kind of incident. `danger_to_life`: 0 none by itself, 1 likely, 2 people are in danger now."""

    kind: Name
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")] = "circle-alert"
    danger_to_life: int = Field(default=0, ge=0, le=2)
    hidden: bool = False


class Severity(_Part):
    """One of the five degrees of severity."""

    severity: int = Field(ge=1, le=5)


class Place(_Part):
    """A way to tell a place. `uncertainty_m` holds where no accuracy was measured."""

    method: PlaceMethod
    uncertainty_m: float | None = Field(default=None, gt=0)


class Choice(_Part):
    """One answer of a choice."""

    value: Name


class FieldDefinition(_Part):
    """One question. `kinds` empty: asked for all. `danger_to_life`: any number above 0 says that lives are at risk."""

    name: Name
    type: FieldType
    kinds: tuple[Name, ...] = ()
    required: bool = False
    unit: str | None = Field(default=None, max_length=20)
    min: float | None = None
    max: float | None = None
    max_length: int = Field(default=1000, ge=1, le=5000)
    choices: tuple[Choice, ...] = ()
    danger_to_life: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> "FieldDefinition":
        if (self.type in ("choice", "choices")) != bool(self.choices):
            raise ValueError("choices belong to the types choice and choices, and to no other")
        if len({choice.value for choice in self.choices}) != len(self.choices):
            raise ValueError("two choices have the same value")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is above max")
        return self

    def asked_for(self, kind: str) -> bool:
        """Whether the question belongs to a report of that kind."""
        return not self.kinds or kind in self.kinds


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.-]{1,20}$")]
    kinds: tuple[Kind, ...] = ()
    severities: tuple[Severity, ...] = ()
    places: tuple[Place, ...] = ()
    fields: tuple[FieldDefinition, ...] = ()


class Definition:
    """Kinds and questions in force. `version` changes whenever a word of it does."""

    def __init__(self, file: _File, version: str) -> None:
        self.version = version
        self.kinds: Mapping[str, Kind] = {kind.kind: kind for kind in file.kinds}
        self.severities = file.severities
        self.places: Mapping[str, Place] = {place.method: place for place in file.places}
        self.fields: Mapping[str, FieldDefinition] = {item.name: item for item in file.fields}

    def kind_label(self, kind: str) -> Text:
        """What a kind is called; one that is no more goes by its code."""
        known = self.kinds.get(kind)
        return known.label if known else Text(kind, kind)

    def checked_fields(self, kind: str, values: Mapping[str, Any]) -> tuple[dict[str, Value], list[Fault]]:
        """The answers as they are kept, and what is wrong with the others (`fields.<name>`)."""
        kept: dict[str, Value] = {}
        faults: list[Fault] = []
        for name, value in values.items():
            field = self.fields.get(name)
            if field is None or not field.asked_for(kind):
                reason = Text(
                    f"mẫu không hỏi mục này với loại “{kind}”", f"the form does not ask this of “{kind}”"
                )
            else:
                answer, wrong = fault_of(field, value)
                if wrong is None:
                    if answer is not None:
                        kept[name] = answer
                    continue
                reason = wrong
            faults.append(Fault(reason, field=f"fields.{name}"))
        faults += [
            Fault(Text("cần trả lời mục này", "an answer is needed"), field=f"fields.{field.name}")
            for field in self.fields.values()
            if field.required and field.asked_for(kind) and values.get(field.name) in (None, "", [])
        ]
        return kept, faults


def load(own: Path | None = None) -> Definition:
    """The shipped definition, with a province's own kinds and fields added. Raises CommandRefused with every fault."""
    shipped = files(__package__).joinpath(SHIPPED).read_bytes()
    file = _read(shipped, SHIPPED)
    digest = hashlib.sha256(shipped)
    version = file.version
    if own is not None:
        try:
            content = own.read_bytes()
        except OSError as error:
            raise CommandRefused(
                Text(f"Không đọc được tệp {own}: {error.strerror}", f"Cannot read {own}: {error.strerror}")
            ) from None
        digest.update(content)
        added = _read(content, own.name)
        version = f"{version}+{added.version}"
        file = _joined(file, added, own.name)
    _check_kinds_named(file, own.name if own else SHIPPED)
    return Definition(file, f"{version}-{digest.hexdigest()[:8]}")


@lru_cache
def definition() -> Definition:
    """The definition in force in this process."""
    return load(get_settings().incident_definition)


def _read(content: bytes, name: str) -> _File:
    try:
        return _File.model_validate(read_yaml(content))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CommandRefused(
            Text(f"{name}: không phải YAML đọc được: {error}", f"{name}: not readable YAML: {error}")
        ) from None
    except ValidationError as error:
        problem = validation_problem(error.errors())
        raise CommandRefused(
            Text(f"{name}: mẫu báo cáo không hợp lệ", f"{name}: the definition is not valid"),
            faults=[Fault(fault.reason, field=fault.field, file=name) for fault in problem.faults],
        ) from None


def _joined(shipped: _File, added: _File, name: str) -> _File:
    """Both files as one; a shipped kind can only be hidden, and nothing else be said anew."""
    faults: list[Fault] = []
    known = {kind.kind: kind for kind in shipped.kinds}
    kinds = dict(known)
    for kind in added.kinds:
        if kind.kind in known and not kind.hidden:
            faults.append(_taken(f"kinds.{kind.kind}", name))
        elif kind.kind in known:
            kinds[kind.kind] = known[kind.kind].model_copy(update={"hidden": True})
        else:
            kinds[kind.kind] = kind
    names = {field.name for field in shipped.fields}
    faults += [_taken(f"fields.{field.name}", name) for field in added.fields if field.name in names]
    faults += [_taken(part, name) for part in ("severities", "places") if getattr(added, part)]
    if faults:
        raise CommandRefused(
            Text(f"{name}: mẫu báo cáo không hợp lệ", f"{name}: the definition is not valid"), faults=faults
        )
    return shipped.model_copy(
        update={"kinds": tuple(kinds.values()), "fields": (*shipped.fields, *added.fields)}
    )


def _taken(field: str, name: str) -> Fault:
    return Fault(
        Text(
            "đã có trong mẫu chung, không đặt lại được", "is in the shipped definition, cannot be said anew"
        ),
        field=field,
        file=name,
    )


def _check_kinds_named(file: _File, name: str) -> None:
    known = {kind.kind for kind in file.kinds}
    faults = [
        Fault(
            Text(f"không có loại “{kind}”", f"no such kind “{kind}”"), field=f"fields.{item.name}", file=name
        )
        for item in file.fields
        for kind in item.kinds
        if kind not in known
    ]
    for part, names in (
        ("kinds", [kind.kind for kind in file.kinds]),
        ("fields", [item.name for item in file.fields]),
    ):
        faults += [
            Fault(Text(f"“{twice}” có hai lần", f"“{twice}” is there twice"), field=part, file=name)
            for twice in sorted({entry for entry in names if names.count(entry) > 1})
        ]
    if faults:
        raise CommandRefused(
            Text(f"{name}: mẫu báo cáo không hợp lệ", f"{name}: the definition is not valid"), faults=faults
        )
