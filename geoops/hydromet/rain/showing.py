"""Rain as answers show it."""

from geoops.hydromet.rain import service
from geoops.hydromet.schemas import CommuneRainOut
from geoops.kit.schemas import TextOut


def rain_out(rain: service.CommuneRain) -> CommuneRainOut:
    """The shape it has in answers."""
    reason = rain.unknown_reason
    return CommuneRainOut(
        **{name: getattr(rain, name) for name in CommuneRainOut.model_fields if name != "unknown_reason"},
        unknown_reason=TextOut.of(reason) if reason is not None else None,
    )
