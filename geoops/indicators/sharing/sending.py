"""One push over HTTP: a batch of values, signed, whose key is the same however often it is sent."""

import uuid
from typing import Final

from geoops.kit import outbound
from geoops.kit.guard import Guard
from geoops.settings import Settings

ATTEMPT_S: Final = 30.0


async def check_address(address: str, settings: Settings) -> str:
    """What lists may show of an address; raises BadAddress for one that cannot be used."""
    return await outbound.check_web_address(address, Guard.of(settings.feeds_private))


async def push(
    address: str,
    secret: str | None,
    recipient: uuid.UUID,
    last_seq: int,
    body: bytes,
    media: str,
    settings: Settings,
) -> None:
    """POST once. Raises NotDelivered."""
    await outbound.post(
        address,
        body,
        key=f"{recipient}:{last_seq}",
        media=media,
        secret=secret,
        guard=Guard.of(settings.feeds_private),
        within_s=ATTEMPT_S,
    )
