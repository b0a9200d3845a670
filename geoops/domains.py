"""The list of domains: whoever adds one adds it here, and nowhere else."""

from collections.abc import Sequence

from fastapi import APIRouter

from geoops.layers.model import Layer, Provider
from geoops.layers.registry import Registry

ROUTERS: Sequence[APIRouter] = ()
LAYERS: Sequence[Layer] = ()
PROVIDERS: Sequence[Provider] = ()


def registry() -> Registry:
    """All layers of all domains."""
    return Registry(LAYERS, PROVIDERS)
