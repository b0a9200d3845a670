"""What can stop the private cluster, in words that tell the person what to do."""


class EmbeddedError(Exception):
    """The private database cannot serve.

    ``vi`` and ``en`` are one readable sentence each; ``str()`` is both, Vietnamese first.
    """

    def __init__(self, *, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")
        self.vi = vi
        self.en = en


class ProgramsMissing(EmbeddedError):
    """PostgreSQL, PostGIS or the user that the server runs as is not on this machine."""


class HomeInUse(EmbeddedError):
    """Another GeoOps works in this home folder."""


class WrongVersion(EmbeddedError):
    """The data were written by a PostgreSQL whose programs are not installed."""


class ForeignFolder(EmbeddedError):
    """The place of the cluster holds something that GeoOps did not make or may not open."""


class DiskFull(EmbeddedError):
    """There is no room for the database to start."""


class StartFailed(EmbeddedError):
    """The server did not start; the sentence carries the end of its log."""
