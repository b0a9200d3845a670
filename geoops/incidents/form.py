"""The form as it goes out: the map, the field app and ODK make theirs from it."""

from pydantic import BaseModel

from geoops.incidents.definition import Definition
from geoops.kit.schemas import TextOut


class FormKindOut(BaseModel):
    """A kind of incident. `danger_to_life`: 0 none by itself, 1 likely, 2 people are in danger now."""

    kind: str
    label: TextOut
    icon: str
    danger_to_life: int


class FormSeverityOut(BaseModel):
    """One of five degrees."""

    severity: int
    label: TextOut


class FormPlaceOut(BaseModel):
    """A way to tell a place, in the order in which it is offered; the metres hold where no accuracy was measured."""

    method: str
    label: TextOut
    uncertainty_m: float | None


class FormChoiceOut(BaseModel):
    """One answer."""

    value: str
    label: TextOut


class FormFieldOut(BaseModel):
    """A question; its answer is sent as `fields.<name>`. `kinds` null: asked for every kind."""

    name: str
    label: TextOut
    type: str
    kinds: list[str] | None
    required: bool
    unit: str | None
    min: float | None
    max: float | None
    max_length: int | None
    choices: list[FormChoiceOut]


class FormOut(BaseModel):
    """What can be reported. A report says by which `version` it was written (`definition_version`)."""

    version: str
    kinds: list[FormKindOut]
    severities: list[FormSeverityOut]
    places: list[FormPlaceOut]
    fields: list[FormFieldOut]

    @classmethod
    def of(cls, definition: Definition) -> "FormOut":
        """The definition without what is hidden."""
        return cls(
            version=definition.version,
            kinds=[
                FormKindOut(
                    kind=kind.kind,
                    label=TextOut.of(kind.label),
                    icon=kind.icon,
                    danger_to_life=kind.danger_to_life,
                )
                for kind in definition.kinds.values()
                if not kind.hidden
            ],
            severities=[
                FormSeverityOut(severity=item.severity, label=TextOut.of(item.label))
                for item in definition.severities
            ],
            places=[
                FormPlaceOut(
                    method=place.method, label=TextOut.of(place.label), uncertainty_m=place.uncertainty_m
                )
                for place in definition.places.values()
            ],
            fields=[
                FormFieldOut(
                    name=field.name,
                    label=TextOut.of(field.label),
                    type=field.type,
                    kinds=list(field.kinds) or None,
                    required=field.required,
                    unit=field.unit,
                    min=field.min,
                    max=field.max,
                    max_length=field.max_length if field.type == "text" else None,
                    choices=[
                        FormChoiceOut(value=choice.value, label=TextOut.of(choice.label))
                        for choice in field.choices
                    ],
                )
                for field in definition.fields.values()
            ],
        )
