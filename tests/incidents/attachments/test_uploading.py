"""Resumable uploads by tus 1.0.0: what is acknowledged is kept, through broken lines and killed processes."""

import asyncio
import base64
import errno
import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import uuid

import httpx
import pytest

from geoops.incidents.attachments.storage import Storage
from geoops.incidents.attachments.uploading import CHECKPOINT, Uploads
from geoops.kit.context import Context, Scope
from geoops.kit.db import Database
from geoops.settings import Settings
from tests.incidents.attachments import pictures
from tests.incidents.reports import send

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = TUS | {"Content-Type": "application/offset+octet-stream"}


def meta(**values: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in values.items())


async def begin(client: httpx.AsyncClient, incident: dict, data: bytes, upload_id: str | None = None) -> str:
    upload_id = upload_id or str(uuid.uuid4())
    answer = await client.post(
        f"/api/incidents/{incident['id']}/uploads",
        headers=TUS
        | {"Upload-Length": str(len(data)), "Upload-Metadata": meta(filename="Ảnh.jpg", id=upload_id)},
    )
    assert answer.status_code == 201, answer.text
    assert answer.headers["upload-expires"].endswith("GMT")
    return answer.headers["location"]


async def piece(
    client: httpx.AsyncClient, path: str, data: bytes, offset: int, **more: str
) -> httpx.Response:
    return await client.patch(path, content=data, headers=PIECE | {"Upload-Offset": str(offset)} | more)


async def test_in_pieces_with_a_repeat_of_each(duty: httpx.AsyncClient, settings: Settings) -> None:
    sent = await send(duty)
    data = pictures.jpeg(2000, 1500)
    upload_id = str(uuid.uuid4())
    path = await begin(duty, sent, data, upload_id)
    assert await begin(duty, sent, data, upload_id) == path, (
        "a lost answer to the creation is asked for again"
    )
    half = len(data) // 2
    first = await piece(duty, path, data[:half], 0)
    assert (first.status_code, first.headers["upload-offset"]) == (204, str(half))
    late = await piece(duty, path, data[:half], 0)
    assert (late.status_code, late.json()["offset"]) == (409, half)
    head = await duty.head(path, headers=TUS)
    assert (head.headers["upload-offset"], head.headers["upload-length"]) == (str(half), str(len(data)))
    last = await piece(duty, path, data[half:], half)
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(data)))
    (kept,) = (await duty.get(f"/api/incidents/{sent['id']}/attachments")).json()["items"]
    assert (kept["id"], kept["filename"], kept["size_bytes"]) == (upload_id, "Ảnh.jpg", len(data))
    assert (await duty.head(path, headers=TUS)).headers["upload-offset"] == str(len(data))
    assert not Storage(settings.home).part(uuid.UUID(upload_id)).exists()
    original = await duty.get(kept["shown_url"].replace("/shown", "/original"))
    assert original.content == data


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
async def test_a_damaged_piece_is_not_kept(duty: httpx.AsyncClient, algorithm: str) -> None:
    sent = await send(duty)
    data = pictures.jpeg()
    path = await begin(duty, sent, data)
    right = base64.b64encode(hashlib.new(algorithm, data).digest()).decode()
    wrong = await piece(duty, path, data[:-1] + b"x", 0, **{"Upload-Checksum": f"{algorithm} {right}"})
    assert (wrong.status_code, wrong.json()["code"]) == (460, "checksum_mismatch")
    assert (await duty.head(path, headers=TUS)).headers["upload-offset"] == "0"
    assert (
        await piece(duty, path, data, 0, **{"Upload-Checksum": f"{algorithm} {right}"})
    ).status_code == 204


async def test_a_killed_process_loses_nothing_that_was_acknowledged(
    duty: httpx.AsyncClient, country_db: Database, settings: Settings
) -> None:
    sent = await send(duty)
    data = pictures.jpeg(3000, 2600)
    assert len(data) > 3 * CHECKPOINT
    upload_id = uuid.uuid4()
    path = await begin(duty, sent, data, str(upload_id))
    source = settings.home / "photo"
    source.write_bytes(data)
    script = f"""
        import asyncio, os, signal, uuid
        from pathlib import Path
        from geoops.incidents.attachments.storage import Storage
        from geoops.incidents.attachments.uploading import Uploads
        from geoops.kit.context import Context, Scope
        from geoops.kit.db import Database
        import geoops.domains
        data = Path({str(source)!r}).read_bytes()
        async def pieces():
            for start in range(0, len(data), 100_000):
                if start > {2 * CHECKPOINT + 300_000}:
                    os.kill(os.getpid(), signal.SIGKILL)
                yield data[start:start + 100_000]
        uploads = Uploads(Database({country_db.url!r}), Context("truc-ban", Scope.parse("91")), Storage(Path({str(settings.home)!r})))
        asyncio.run(uploads.append(uuid.UUID({str(upload_id)!r}), 0, pieces(), None))
    """
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", textwrap.dedent(script)],
        check=False,
        capture_output=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    part = Storage(settings.home).part(upload_id)
    offset = int((await duty.head(path, headers=TUS)).headers["upload-offset"])
    assert 2 * CHECKPOINT <= offset < part.stat().st_size < len(data), "more was written than acknowledged"
    assert part.read_bytes()[:offset] == data[:offset]
    assert (await piece(duty, path, data[offset:], offset)).status_code == 204
    (kept,) = (await duty.get(f"/api/incidents/{sent['id']}/attachments")).json()["items"]
    assert (await duty.get(kept["shown_url"].replace("/shown", "/original"))).content == data


def own(database: Database, settings: Settings) -> Uploads:
    return Uploads(database, Context("truc-ban", Scope.parse("91")), Storage(settings.home))


async def test_a_line_that_breaks_leaves_what_has_come(
    duty: httpx.AsyncClient, country_db: Database, settings: Settings
) -> None:
    from starlette.requests import ClientDisconnect

    sent = await send(duty)
    data = pictures.jpeg()
    upload_id = uuid.uuid4()
    path = await begin(duty, sent, data, str(upload_id))

    async def broken():
        yield data[:1000]
        raise ClientDisconnect

    with pytest.raises(ClientDisconnect):
        await own(country_db, settings).append(upload_id, 0, broken(), None)
    assert (await duty.head(path, headers=TUS)).headers["upload-offset"] == "1000"
    assert (await piece(duty, path, data[1000:], 1000)).status_code == 204


async def test_one_writes_at_a_time(
    duty: httpx.AsyncClient, country_db: Database, settings: Settings
) -> None:
    sent = await send(duty)
    data = pictures.jpeg()
    upload_id = uuid.uuid4()
    path = await begin(duty, sent, data, str(upload_id))
    waiting, go_on = asyncio.Event(), asyncio.Event()

    async def slow():
        yield data[:10]
        waiting.set()
        await go_on.wait()
        yield data[10:]

    first = asyncio.create_task(own(country_db, settings).append(upload_id, 0, slow(), None))
    await waiting.wait()
    assert (await piece(duty, path, data, 0)).status_code == 423
    go_on.set()
    assert (await first).offset == len(data)


async def test_cut_off_between_the_last_byte_and_the_attachment(
    duty: httpx.AsyncClient, country_db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = await send(duty)
    data = pictures.jpeg()
    path = await begin(duty, sent, data)

    async def killed(*_: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as process:
        process.setattr(Uploads, "_finish", killed)
        with pytest.raises(asyncio.CancelledError):
            await piece(duty, path, data, 0)
    assert (await duty.get(f"/api/incidents/{sent['id']}/attachments")).json()["items"] == []
    assert (await duty.head(path, headers=TUS)).headers["upload-offset"] == str(len(data))
    assert len((await duty.get(f"/api/incidents/{sent['id']}/attachments")).json()["items"]) == 1


async def test_a_full_disk_keeps_what_was_acknowledged(
    duty: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from geoops.incidents.attachments import uploading

    sent = await send(duty)
    data = pictures.jpeg()
    path = await begin(duty, sent, data)
    await piece(duty, path, data[:1000], 0)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(uploading, "_write_all", full)
        answer = await piece(duty, path, data[1000:], 1000)
    assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
    assert (await duty.head(path, headers=TUS)).headers["upload-offset"] == "1000"
    assert (await piece(duty, path, data[1000:], 1000)).status_code == 204


async def test_a_file_that_is_refused_ends_its_upload(duty: httpx.AsyncClient) -> None:
    sent = await send(duty)
    path = await begin(duty, sent, pictures.SVG)
    refused = await piece(duty, path, pictures.SVG, 0)
    assert (refused.status_code, refused.json()["code"]) == (415, "attachment_type_refused")
    assert (await duty.head(path, headers=TUS)).status_code == 410


async def test_what_tus_does_not_allow(duty: httpx.AsyncClient) -> None:
    sent = await send(duty)
    create = f"/api/incidents/{sent['id']}/uploads"
    path = await begin(duty, sent, b"12345")
    assert (await duty.head(path)).status_code == 412
    assert (await duty.patch(path, content=b"1", headers=TUS)).status_code == 400
    assert (await piece(duty, path, b"1", -1)).status_code == 400
    assert (await piece(duty, path, b"123456", 0)).status_code == 413
    assert (await piece(duty, path, b"1", 0, **{"Upload-Checksum": "crc32 AAAA"})).status_code == 400
    for headers in (
        {},
        {"Upload-Length": "x"},
        {"Upload-Length": "9" * 20},
        {"Upload-Length": "5", "Upload-Metadata": "id !!!"},
        {"Upload-Length": "5", "Upload-Metadata": meta(id="7")},
    ):
        assert (await duty.post(create, headers=TUS | headers)).status_code == 400, headers
    assert (await duty.post(create, headers=TUS | {"Upload-Length": str(2**40)})).status_code == 413
    gone = f"/api/incidents/{uuid.uuid4()}/uploads"
    assert (await duty.post(gone, headers=TUS | {"Upload-Length": "5"})).status_code == 404
    assert (await duty.head(f"/api/incidents/uploads/{uuid.uuid4()}", headers=TUS)).status_code == 410
    able = await duty.options(create)
    assert "checksum" in able.headers["tus-extension"] and able.headers["tus-version"] == "1.0.0"
    assert (await duty.delete(path, headers=TUS)).status_code == 204
    assert (await duty.head(path, headers=TUS)).status_code == 410
