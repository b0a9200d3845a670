"""What is learned of an outbreak later: its position above all, without which it has no zones."""

import uuid
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents import placing
from geoops.incidents.disease import service, store
from geoops.incidents.disease.checking import hamlet_key
from geoops.incidents.disease.errors import OutbreakRefused
from geoops.incidents.disease.recording import record
from geoops.incidents.disease.schemas import OutbreakPatch
from geoops.incidents.disease.zones import service as zones
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text


async def amend(
    session: AsyncSession, outbreak_id: uuid.UUID, body: OutbreakPatch, if_match: str | None
) -> None:
    """Change what is known better; zones move with the position.

    Raises UnknownOutbreak, PreconditionFailed, OutbreakRefused for a position in another commune, and what `placing`
    raises for one that cannot be.
    """
    found = await service.for_update(session, outbreak_id, if_match)
    row, wanted = found.row, body.model_fields_set
    before: dict[str, Any] = {}
    values: dict[str, Any] = {}
    if "hamlet" in wanted and body.hamlet is not None and body.hamlet != row.hamlet:
        before["hamlet"] = row.hamlet
        values |= {"hamlet": body.hamlet, "hamlet_key": hamlet_key(body.hamlet)}
    if "note" in wanted and body.note != row.note:
        before["note"] = row.note
        values["note"] = body.note
    moved = body.position is not None
    if body.position is not None:
        if await placing.commune_of(session, body.position, None) != row.commune_code:
            raise OutbreakRefused(
                faults=[
                    Fault(
                        Text(
                            "tọa độ không nằm trong xã của ổ dịch",
                            "the position lies outside the outbreak's commune",
                        ),
                        field="position",
                    )
                ]
            )
        before["position"] = None if found.lon is None else {"lon": found.lon, "lat": found.lat}
        values |= {
            "accuracy_m": body.position.accuracy_m,
            "method": body.position.method,
            **store.place(body.position.lon, body.position.lat),
        }
    if not values:
        return
    await store.change(session, outbreak_id, values)
    after = await service.get(session, outbreak_id)
    await record(session, after, "amend", {"before": before})
    if moved:
        await zones.move(session, after)
