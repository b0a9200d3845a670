"""Colours of comparisons: ColorBrewer 2.0 (Cynthia Brewer, Pennsylvania State University; Apache licence), never those
of danger."""

from typing import Final

SEQUENTIAL: Final = {
    2: ("#e5f5e0", "#31a354"),
    3: ("#e5f5e0", "#a1d99b", "#31a354"),
    4: ("#edf8e9", "#bae4b3", "#74c476", "#238b45"),
    5: ("#edf8e9", "#bae4b3", "#74c476", "#31a354", "#006d2c"),
    6: ("#edf8e9", "#c7e9c0", "#a1d99b", "#74c476", "#31a354", "#006d2c"),
    7: ("#edf8e9", "#c7e9c0", "#a1d99b", "#74c476", "#41ab5d", "#238b45", "#005a32"),
    8: ("#f7fcf5", "#e5f5e0", "#c7e9c0", "#a1d99b", "#74c476", "#41ab5d", "#238b45", "#005a32"),
    9: ("#f7fcf5", "#e5f5e0", "#c7e9c0", "#a1d99b", "#74c476", "#41ab5d", "#238b45", "#006d2c", "#00441b"),
}
"""Greens, by the number of classes (2: the ends of 3)."""

DIVERGING: Final = {
    2: ("#d8b365", "#5ab4ac"),
    3: ("#d8b365", "#f5f5f5", "#5ab4ac"),
    4: ("#a6611a", "#dfc27d", "#80cdc1", "#018571"),
    5: ("#a6611a", "#dfc27d", "#f5f5f5", "#80cdc1", "#018571"),
}
"""BrBG: for classes about a middle (standard deviations, the sides of a threshold)."""


def ramp(count: int, method: str) -> tuple[str, ...]:
    """A colour per class."""
    if count == 1:
        return (SEQUENTIAL[5][2],)
    if method in ("standard_deviation", "threshold") and count in DIVERGING:
        return DIVERGING[count]
    return SEQUENTIAL[count]
