"""Rain as answers show it."""

from geoops.hydromet.rain import service
from geoops.hydromet.rain.estimate import CommuneEstimate
from geoops.hydromet.rain.windows import Window
from geoops.hydromet.schemas import CommuneRainOut, GaugeRainOut, RainEstimateOut
from geoops.kit.schemas import TextOut


def rain_out(rain: service.CommuneRain, estimate: CommuneEstimate | None = None) -> CommuneRainOut:
    """The shape it has in answers."""
    reason = rain.unknown_reason
    apart = ("unknown_reason", "estimate")
    return CommuneRainOut(
        **{name: getattr(rain, name) for name in CommuneRainOut.model_fields if name not in apart},
        estimate=(
            RainEstimateOut(**{name: getattr(estimate, name) for name in RainEstimateOut.model_fields})
            if estimate is not None
            else None
        ),
        unknown_reason=TextOut.of(reason) if reason is not None else None,
    )


def gauge_out(rain: service.GaugeRain, window: Window) -> GaugeRainOut:
    """The shape it has in answers."""
    return GaugeRainOut(
        window=window.name,
        **{name: getattr(rain, name) for name in GaugeRainOut.model_fields if name != "window"},
    )
