"""Resumable uploads, the server side of tus 1.0.0: creation, checksum, expiration.

What an offset acknowledges is on the disk: bytes are written, handed to the disk, and only then is the offset
committed. A process that is killed loses at most what came since; the file is cut back to the offset and the sender
goes on from there. A file lock lets one request at a time write to an upload, and goes away with its process.
"""

import asyncio
import fcntl
import hashlib
import hmac
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from starlette.requests import ClientDisconnect

from geoops.incidents import service as incidents
from geoops.incidents.attachments import content, service, store
from geoops.incidents.attachments.errors import (
    AttachmentConflict,
    ChecksumMismatch,
    OffsetConflict,
    TooLarge,
    UploadBusy,
    UploadGone,
)
from geoops.incidents.attachments.models import Attachment, Upload
from geoops.incidents.attachments.storage import Storage, disk_full_is_said
from geoops.kit.clock import utc_now
from geoops.kit.context import Context
from geoops.kit.db import Database
from geoops.kit.errors import Problem
from geoops.kit.i18n import Text

KEPT_FOR = timedelta(days=7)
MAX_LENGTH = max(content.MAX_BYTES.values())
CHECKPOINT = 2**20
"""So many bytes are written before they are handed to the disk and acknowledged."""
ALGORITHMS = ("sha1", "sha256", "md5")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is."""

    offset: int
    length: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a piece has to add up to."""

    algorithm: str
    digest: bytes


class Uploads:
    """The uploads of one caller in one space."""

    def __init__(self, database: Database, context: Context, storage: Storage) -> None:
        self._database = database
        self._context = context
        self._storage = storage

    async def begin(
        self, incident_id: uuid.UUID, upload_id: uuid.UUID, length: int, filename: str | None
    ) -> Progress:
        """Begin an upload, or find the one that was begun under this id. Raises UnknownIncident, TooLarge,
        AttachmentConflict, StorageFull."""
        if length > MAX_LENGTH:
            megabytes = MAX_LENGTH // 2**20
            raise TooLarge(Text(f"Tệp vượt {megabytes} MB", f"The file is over {megabytes} MB"))
        self._storage.prepare()
        async with self._database.transaction(self._context) as session:
            await incidents.found(session, incident_id)
            await store.begin(
                session,
                {
                    "id": upload_id,
                    "incident_id": incident_id,
                    "length": length,
                    "filename": service.clean_name(filename),
                    "created_by": self._context.actor,
                    "expires_at": utc_now() + KEPT_FOR,
                },
            )
            row = await store.upload(session, upload_id)
            if row is None or row.incident_id != incident_id or row.length != length:
                raise AttachmentConflict
        return Progress(row.received, row.length, row.expires_at)

    async def progress(self, upload_id: uuid.UUID) -> Progress:
        """How far an upload is; one that has all its bytes and was cut off before its end is brought to it.

        Raises UploadGone, and what `service.prepare` and `service.keep` raise.
        """
        row = await self._row(upload_id)
        if row.received == row.length and row.finished_at is None:
            with self._locked(upload_id):
                await self._finish(upload_id)
        return Progress(row.received, row.length, row.expires_at)

    async def _row(self, upload_id: uuid.UUID) -> Upload:
        async with self._database.transaction(self._context) as session:
            row = await store.upload(session, upload_id)
        if row is None or row.expires_at < utc_now():
            raise UploadGone
        return row

    async def append(
        self, upload_id: uuid.UUID, offset: int, pieces: AsyncIterator[bytes], checksum: Checksum | None
    ) -> Progress:
        """Take a piece that begins at `offset`. A sender that breaks off leaves what has come, unless a checksum
        stands for all of it. Raises UploadGone, UploadBusy, OffsetConflict, ChecksumMismatch, TooLarge, StorageFull."""
        await self._row(upload_id)  # before a file is made for an upload that there is not
        with self._locked(upload_id) as file:
            row = await self._row(upload_id)
            if offset != row.received:
                raise OffsetConflict(extra={"offset": row.received})
            if row.finished_at is None:
                file.truncate(row.received)
                file.seek(row.received)
                received = await self._write(upload_id, file, row.received, row.length, pieces, checksum)
                if received == row.length:
                    await self._finish(upload_id)
            else:
                received = row.received
        return Progress(received, row.length, row.expires_at)

    async def _write(
        self,
        upload_id: uuid.UUID,
        file: BinaryIO,
        received: int,
        length: int,
        pieces: AsyncIterator[bytes],
        checksum: Checksum | None,
    ) -> int:
        total = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None
        acknowledged = received
        try:
            async for piece in pieces:
                if received + len(piece) > length:
                    raise TooLarge(Text("Gửi quá độ dài đã báo", "More bytes than the length that was said"))
                with disk_full_is_said():
                    await asyncio.to_thread(_write_all, file, piece)
                received += len(piece)
                if total is not None:
                    total.update(piece)
                elif received - acknowledged >= CHECKPOINT:
                    await self._acknowledge(upload_id, file, received)
                    acknowledged = received
        except (ClientDisconnect, asyncio.CancelledError):
            if total is None:
                await asyncio.shield(self._acknowledge(upload_id, file, received))
            raise
        if checksum and total and not hmac.compare_digest(total.digest(), checksum.digest):
            raise ChecksumMismatch
        await self._acknowledge(upload_id, file, received)
        return received

    async def _acknowledge(self, upload_id: uuid.UUID, file: BinaryIO, received: int) -> None:
        with disk_full_is_said():
            await asyncio.to_thread(_to_disk, file)
        async with self._database.transaction(self._context) as session:
            await store.set_upload(session, upload_id, {"received": received})

    async def _finish(self, upload_id: uuid.UUID) -> None:
        """All bytes are there: make the attachment. A file that is refused takes its upload with it."""
        async with self._database.transaction(self._context) as session:
            row = await store.upload(session, upload_id)
        if row is None:
            raise UploadGone
        if row.finished_at is not None:
            return
        path = self._storage.part(upload_id)
        try:
            prepared = await service.prepare(path)
            async with self._database.transaction(self._context) as session:
                await service.keep(
                    session, self._storage, row.incident_id, upload_id, prepared, row.filename, row.created_by
                )
                await store.set_upload(session, upload_id, {"finished_at": utc_now()})
        except Problem as problem:
            if problem.status < 500:
                async with self._database.transaction(self._context) as session:
                    await store.end(session, upload_id)
                path.unlink(missing_ok=True)
            raise
        path.unlink(missing_ok=True)

    async def whole(
        self,
        incident_id: uuid.UUID,
        attachment_id: uuid.UUID,
        path: Path,
        filename: str | None,
    ) -> tuple[Attachment, bool]:
        """A file that came in one piece; the second value says whether it is new. Raises what `service` raises."""
        prepared = await service.prepare(path)
        async with self._database.transaction(self._context) as session:
            return await service.keep(
                session,
                self._storage,
                incident_id,
                attachment_id,
                prepared,
                filename,
                self._context.actor,
            )

    async def end(self, upload_id: uuid.UUID) -> None:
        """Break an upload off. Raises UploadGone."""
        async with self._database.transaction(self._context) as session:
            if await store.upload(session, upload_id) is None:
                raise UploadGone
            await store.end(session, upload_id)
        self._storage.part(upload_id).unlink(missing_ok=True)

    @contextmanager
    def _locked(self, upload_id: uuid.UUID) -> Iterator[BinaryIO]:
        """The upload's file, for this request alone. Raises UploadBusy, StorageFull."""
        self._storage.prepare()
        with disk_full_is_said():
            descriptor = os.open(self._storage.part(upload_id), os.O_RDWR | os.O_CREAT, 0o640)
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UploadBusy(headers={"Retry-After": "2"}) from None
            yield file


def _write_all(file: BinaryIO, piece: bytes) -> None:
    """An unbuffered file may take less than it is given (a disk that is nearly full does)."""
    left = memoryview(piece)
    while left:
        left = left[file.write(left) :]


def _to_disk(file: BinaryIO) -> None:
    os.fsync(file.fileno())
