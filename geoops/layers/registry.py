"""All layers: those declared, and those that providers make of rows; and the versions that follow from the log."""

from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.changes import Change
from geoops.kit.context import LIVE
from geoops.layers.errors import UnknownLayer
from geoops.layers.model import GROUPS, Family, Layer, Provider, Values


class Registry:
    """The layers of the application. Ids are unique: a second declaration of one is a fault of the program."""

    def __init__(
        self, layers: Iterable[Layer], providers: Iterable[Provider] = (), families: Iterable[Family] = ()
    ) -> None:
        self._declared: dict[str, Layer] = {}
        for layer in layers:
            if layer.id in self._declared:
                raise ValueError(f"layer {layer.id} is declared twice")
            self._declared[layer.id] = layer
        self._providers = tuple(providers)
        self.families = tuple(families)
        """What the providers' vector layers are published as."""
        if taken := self._declared.keys() & {family.id for family in self.families}:
            raise ValueError(f"a family has the id of a layer: {taken}")

    @property
    def declared(self) -> Sequence[Layer]:
        """The layers that are there in every database."""
        return tuple(self._declared.values())

    async def all(self, session: AsyncSession) -> list[Layer]:
        """Every layer there is now, in the order of the panel."""
        layers = list(self._declared.values())
        for provider in self._providers:
            layers.extend(await provider(session))
        return sorted(layers, key=lambda layer: (GROUPS.index(layer.group), layer.order, layer.id))

    def static(self, layer_id: str) -> Layer | None:
        """A declared layer, without asking the database."""
        return self._declared.get(layer_id)

    async def get(self, session: AsyncSession, layer_id: str) -> Layer:
        """The layer; raises UnknownLayer."""
        if (layer := self._declared.get(layer_id)) is not None:
            return layer
        for provider in self._providers:
            for layer in await provider(session):
                if layer.id == layer_id:
                    return layer
        raise UnknownLayer

    def dependencies(self, layer: Layer) -> tuple[tuple[str, str], ...]:
        """What alters the layer: its own, and those of the layer whose shapes it borrows."""
        if isinstance(layer.source, Values) and (shapes := self._declared.get(layer.source.of)) is not None:
            return tuple(dict.fromkeys(layer.depends_on + shapes.depends_on))
        return layer.depends_on


MOST_FOUND = 10_000


class Versions:
    """The newest change per (space, domain, entity): a layer's version is the highest that it depends on.

    Fed by the follower of the change log. Reference data are recorded in the live space and count everywhere.
    """

    def __init__(self) -> None:
        self._seqs: dict[tuple[str, str, str], int] = {}
        self._found: dict[tuple[tuple[tuple[str, str], ...], str], int] = {}

    def load(self, rows: Iterable[tuple[str, str, str, int]]) -> None:
        """Begin with what the log holds."""
        for space, domain, entity, seq in rows:
            self._raise(space, domain, entity, seq)

    def follow(self, batch: Sequence[Change]) -> None:
        """A listener of the change log."""
        for change in batch:
            self._raise(change.space, change.domain, change.entity, change.seq)

    def of(self, dependencies: tuple[tuple[str, str], ...], space: str) -> int:
        """The version of what depends on these, in that space."""
        found = self._found.get((dependencies, space))
        if found is None:
            if len(self._found) > MOST_FOUND:
                self._found.clear()
            found = self._found[dependencies, space] = self._newest(dependencies, space)
        return found

    def _newest(self, dependencies: tuple[tuple[str, str], ...], space: str) -> int:
        seqs = self._seqs
        return max(
            (
                max(seqs.get((space, domain, entity), 0), seqs.get((LIVE, domain, entity), 0))
                for domain, entity in dependencies
            ),
            default=0,
        )

    def _raise(self, space: str, domain: str, entity: str, seq: int) -> None:
        key = (space, domain, entity)
        if seq > self._seqs.get(key, 0):
            self._seqs[key] = seq
            self._found.clear()
