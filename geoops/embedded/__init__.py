"""The private PostGIS cluster that serves when no database is named."""

from geoops.embedded.cluster import ClusterHandle, EmbeddedCluster
from geoops.embedded.errors import (
    DiskFull,
    EmbeddedError,
    ForeignFolder,
    HomeInUse,
    ProgramsMissing,
    StartFailed,
    WrongVersion,
)

__all__ = [
    "ClusterHandle",
    "DiskFull",
    "EmbeddedCluster",
    "EmbeddedError",
    "ForeignFolder",
    "HomeInUse",
    "ProgramsMissing",
    "StartFailed",
    "WrongVersion",
]
