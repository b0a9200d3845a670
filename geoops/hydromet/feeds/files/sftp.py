"""Files of an SFTP server (`sftp://host:22/folder/*.csv`), whose public key the configuration states.

The folder there is only read; what was taken is remembered by name, size and time.
"""

import asyncio
import time
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import stamina

from geoops.hydromet.feeds import secrets
from geoops.hydromet.feeds.answer import Answer, Part
from geoops.hydromet.feeds.fetch import LONGEST_WAIT_S, Temporary, too_large, unavailable
from geoops.hydromet.feeds.files.choosing import Found, choose
from geoops.kit.guard import Guard

if TYPE_CHECKING:
    from geoops.hydromet.feeds.base import Asking, Feed
    from geoops.hydromet.feeds.config import FeedConfig


async def fetch(feed: "Feed", config: "FeedConfig", asking: "Asking") -> Answer:
    """The whole files that lie there and were not taken yet. Raises SourceUnavailable, AddressRefused, SecretMissing."""
    attempts = 0
    try:
        async for attempt in stamina.retry_context(
            on=Temporary,
            attempts=feed.attempts,
            timeout=None,
            wait_initial=asking.first_wait_s,
            wait_max=LONGEST_WAIT_S,
        ):
            with attempt:
                attempts += 1
                return await _attempt(feed, config, asking, attempts)
    except Temporary as error:
        raise unavailable(feed.name, f": {error}", f": {error}") from error
    raise AssertionError("stamina leaves its loop by return or by raising")


async def _attempt(feed: "Feed", config: "FeedConfig", asking: "Asking", attempts: int) -> Answer:
    import asyncssh  # late: a third of a second

    parts = urlsplit(config.address)
    host, port = parts.hostname or "", parts.port or 22
    path = PurePosixPath(unquote(parts.path) or "/*")
    guard = Guard.of(asking.settings.feeds_private, *(() if feed.guarded else (host,)))
    seconds = feed.time_limit.total_seconds()
    try:
        async with asyncio.timeout(seconds):
            address = (await guard.addresses(host, port))[0]
            async with (
                asyncssh.connect(
                    address,
                    port,
                    known_hosts=([asyncssh.import_public_key(config.host_key or "")], [], []),
                    config=None,
                    agent_path=None,
                    **_credentials(config, asking),
                ) as connection,
                connection.start_sftp_client() as client,
            ):
                return await _read(feed, config, asking, client, path, attempts)
    except TimeoutError:
        raise Temporary(f"no whole answer in {seconds:.0f} s") from None
    except (asyncssh.HostKeyNotVerifiable, asyncssh.PermissionDenied, asyncssh.KeyImportError) as error:
        raise unavailable(feed.name, f": {error}", f": {error}") from None
    except (asyncssh.Error, OSError) as error:
        raise Temporary(f"{type(error).__name__}: {error}") from None


def _credentials(config: "FeedConfig", asking: "Asking") -> dict[str, Any]:
    import asyncssh

    auth = config.auth
    assert auth is not None and hasattr(auth, "username")  # the configuration was checked for it
    secret = secrets.secret(asking.settings, auth.secret)
    if auth.kind == "key":
        return {"username": auth.username, "client_keys": [asyncssh.import_private_key(secret)]}
    return {"username": auth.username, "password": secret, "client_keys": None}


async def _read(
    feed: "Feed", config: "FeedConfig", asking: "Asking", client: Any, path: PurePosixPath, attempts: int
) -> Answer:
    listed = [
        Found(str(entry.filename), int(entry.attrs.size or 0), float(entry.attrs.mtime or 0))
        for entry in await client.readdir(str(path.parent))
        if entry.attrs.type == 1
    ]
    chosen = choose(listed, pattern=path.name, seen=asking.seen, now=time.time(), settle_s=config.settle_s)
    parts, marks, left = [], [], feed.body_limit
    for file in chosen:
        if file.size > feed.body_limit:
            raise too_large(feed)
        if file.size > left:
            break  # the next run takes it
        async with client.open(str(path.parent / file.name), "rb") as opened:
            body = await opened.read(file.size + 1)
        if len(body) != file.size:  # written to meanwhile: the next run takes it
            continue
        left -= len(body)
        parts.append(Part(file.name, body))
        marks.append(file.mark)
    return Answer(parts, attempts, marks)
