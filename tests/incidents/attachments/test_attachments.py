"""Photos and voice notes: what is taken, what is refused, what is shown."""

import io
import uuid
import zipfile
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from PIL import Image

from geoops.incidents.attachments import content
from geoops.incidents.attachments.storage import Storage
from geoops.kit.db import Database
from geoops.settings import Settings
from tests.cases import cases
from tests.conftest import sign_in_as
from tests.incidents.attachments import pictures
from tests.incidents.reports import send


def form(data: bytes, name: str = "anh.jpg", kind: str = "image/jpeg") -> dict:
    return {"file": (name, data, kind)}


async def attach(client: httpx.AsyncClient, incident: dict, data: bytes, **more: str) -> httpx.Response:
    return await client.post(f"/api/incidents/{incident['id']}/photos", files=form(data, **more))


async def test_a_photo_is_compared_with_the_report_and_shown_without_its_secrets(
    duty: httpx.AsyncClient,
) -> None:
    sent = await send(duty)
    lon, lat = sent["position"]["lon"], sent["position"]["lat"]
    photo = pictures.jpeg(
        3000, 2000, exif={"lon": lon + 0.05, "lat": lat, "taken": "2026:07:22 02:40:00", "orientation": 6}
    )
    answer = await attach(duty, sent, photo, name="../../etc/Ảnh sạt lở.jpg")
    assert answer.status_code == 201, answer.text
    kept = answer.json()
    assert kept["distance_m"] == pytest.approx(5155, abs=30)
    assert kept["minutes_apart"] == 30, "camera clocks without a zone are Vietnam's"
    assert kept["filename"] == "Ảnh sạt lở.jpg"
    shown = await duty.get(kept["shown_url"])
    assert shown.headers["content-type"] == "image/jpeg"
    assert "sandbox" in shown.headers["content-security-policy"]
    with Image.open(io.BytesIO(shown.content)) as image:
        assert image.size == (1365, 2048), "upright, and no larger than a screen"
        assert dict(image.getexif()) == {} and "exif" not in image.info and "icc_profile" not in image.info
    assert b"Exif" not in shown.content
    with Image.open(io.BytesIO((await duty.get(kept["thumb_url"])).content)) as image:
        assert max(image.size) == 320 and dict(image.getexif()) == {}
    original = await duty.get(kept["shown_url"].replace("/shown", "/original"))
    assert original.content == photo
    assert original.headers["content-disposition"].startswith("attachment")
    assert (await duty.get(f"/api/incidents/{sent['id']}")).json()["attachments"] == 1
    ops = (await duty.get(f"/api/incidents/{sent['id']}/timeline")).json()["items"]
    assert [entry["op"] for entry in ops] == ["create", "attach"]


async def test_the_original_is_for_those_who_manage(
    duty: httpx.AsyncClient, country_app: FastAPI, country_db: Database
) -> None:
    field = await sign_in_as(country_app, country_db, "dan-quan", "field", "90001")
    sent = await send(field)
    kept = (await attach(field, sent, pictures.jpeg())).json()
    assert (await field.get(kept["shown_url"])).status_code == 200
    refused = await field.get(kept["shown_url"].replace("/shown", "/original"))
    assert refused.status_code == 403
    other = await sign_in_as(country_app, country_db, "xa-90002", "commune", "90002")
    for path in (kept["shown_url"], f"/api/incidents/{sent['id']}/attachments"):
        assert (await other.get(path)).status_code == 404
    assert (await attach(other, sent, pictures.jpeg(seed=3))).status_code == 404
    mixed = kept["shown_url"].replace(sent["id"], (await send(duty))["id"])
    assert (await duty.get(mixed)).status_code == 404, "an attachment belongs to its incident"
    await field.aclose()
    await other.aclose()


async def test_the_same_photo_twice_is_one(duty: httpx.AsyncClient) -> None:
    sent = await send(duty)
    photo = pictures.jpeg()
    first = await attach(duty, sent, photo)
    again = await attach(duty, sent, photo, name="khac.jpg")
    raw = await duty.post(f"/api/incidents/{sent['id']}/photos", content=photo)
    assert (first.status_code, again.status_code, raw.status_code) == (201, 200, 200)
    assert first.json()["id"] == again.json()["id"] == raw.json()["id"]
    listed = (await duty.get(f"/api/incidents/{sent['id']}/attachments")).json()["items"]
    assert len(listed) == 1
    other = await duty.post(
        f"/api/incidents/{sent['id']}/photos",
        params={"id": first.json()["id"]},
        files=form(pictures.jpeg(seed=9)),
    )
    assert (other.status_code, other.json()["code"]) == (409, "attachment_conflict")


def zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("anh.jpg", b"\0" * 50_000_000)
    return buffer.getvalue()


@cases(
    ("data", "status", "code"),
    [
        (pictures.SVG, 415, "attachment_type_refused"),
        (b"<html><script>alert(1)</script></html>", 415, "attachment_type_refused"),
        (b"MZ" + b"\0" * 100, 415, "attachment_type_refused"),
        (b"%PDF-1.7", 415, "attachment_type_refused"),
        (b"GIF89a" + b"\0" * 100, 415, "attachment_type_refused"),
        (pictures.WEBM_PICTURES, 415, "attachment_type_refused"),
        (b"", 415, "attachment_type_refused"),
        (b"x", 415, "attachment_type_refused"),
        (pictures.jpeg()[:5000], 422, "attachment_unreadable"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 500, 422, "attachment_unreadable"),
    ],
    ids=["svg", "html", "exe", "pdf", "gif", "video", "empty", "one byte", "cut off", "no photo"],
)
async def test_what_is_refused_leaves_nothing(
    duty: httpx.AsyncClient, settings: Settings, data: bytes, status: int, code: str
) -> None:
    sent = await send(duty)
    answer = await attach(duty, sent, data)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await duty.get(f"/api/incidents/{sent['id']}/attachments")).json()["items"] == []
    assert files_of(settings) == []


def files_of(settings: Settings) -> list[Path]:
    return [path for path in Storage(settings.home).root.rglob("*") if path.is_file()]


async def test_a_zip_bomb_is_not_opened(duty: httpx.AsyncClient) -> None:
    sent = await send(duty)
    answer = await attach(duty, sent, zip_bomb())
    assert answer.json()["code"] == "attachment_type_refused"


async def test_two_hundred_megapixels_are_refused_before_decoding(
    duty: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import ImageFile

    def decoded(*_: object) -> None:
        raise AssertionError("decoded")

    sent = await send(duty)
    bomb = pictures.png(20_000, 10_000)
    assert len(bomb) < 2**20
    monkeypatch.setattr(ImageFile.ImageFile, "load", decoded)
    answer = await attach(duty, sent, bomb, name="a.png")
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_pixels")


async def test_a_picture_with_a_bomb_in_its_text_is_refused(duty: httpx.AsyncClient) -> None:
    sent = await send(duty)
    answer = await attach(duty, sent, pictures.png_with_text_bomb(), name="a.png")
    assert (answer.status_code, answer.json()["code"]) == (422, "attachment_unreadable")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(pictures.OGG, "audio/ogg"), (pictures.WEBM_SOUND, "audio/webm"), (pictures.M4A, "audio/mp4")],
)
async def test_voice_notes_by_content(duty: httpx.AsyncClient, data: bytes, media_type: str) -> None:
    sent = await send(duty)
    kept = await attach(duty, sent, data, name="anh.jpg", kind="image/jpeg")
    assert (kept.status_code, kept.json()["sort"], kept.json()["media_type"]) == (201, "audio", media_type)
    heard = await duty.get(kept.json()["shown_url"])
    assert (heard.content, heard.headers["content-type"]) == (data, media_type)
    assert (await duty.get(kept.json()["shown_url"].replace("shown", "thumb"))).status_code == 404


async def test_a_full_disk_is_said_and_loses_nothing_acknowledged(
    duty: httpx.AsyncClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    sent = await send(duty)
    first = (await attach(duty, sent, pictures.jpeg())).json()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        answer = await attach(duty, sent, pictures.jpeg(seed=5))
    assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await duty.get(f"/api/incidents/{sent['id']}")).json()["attachments"] == 1
    assert (await duty.get(first["shown_url"])).status_code == 200
    assert {path.parent.name for path in files_of(settings)} == {first["id"]}
    assert (await attach(duty, sent, pictures.jpeg(seed=5))).status_code == 201


async def test_orphans_go_and_what_belongs_stays(settings: Settings) -> None:
    storage = Storage(settings.home)
    storage.prepare()
    kept, orphan, upload = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    source = settings.home / "a"
    source.write_bytes(b"1")
    for one in (kept, orphan):
        storage.keep(one, source, {})
    storage.part(upload).write_bytes(b"1")
    storage.part(orphan).write_bytes(b"1")
    assert storage.prune({kept}, {upload}, older_than_s=3600) == 0, "fresh ones may be on their way"
    assert storage.prune({kept}, {upload}, older_than_s=-1) == 2
    assert storage.folder(kept).is_dir() and storage.part(upload).is_file()
    assert not storage.folder(orphan).exists()


@pytest.mark.parametrize(
    ("exif", "lon", "lat", "taken"),
    [
        (
            {"lon": -103.5, "lat": -22.25, "taken": "2026:07:22 02:40:00", "offset": "+00:00"},
            -103.5,
            -22.25,
            "02:40",
        ),
        ({"lon": 0.0, "lat": 0.0}, None, None, None),
        ({"taken": "0000:00:00 00:00:00"}, None, None, None),
        ({"taken": "rác"}, None, None, None),
        ({}, None, None, None),
    ],
)
def test_what_a_photo_says_of_itself(
    tmp_path: Path, exif: dict, lon: float | None, lat: float | None, taken: str | None
) -> None:
    path = tmp_path / "a"
    path.write_bytes(pictures.jpeg(64, 48, exif=exif))
    photo = content.draw(path)
    assert photo.lon == (pytest.approx(lon, abs=1e-4) if lon is not None else None)
    assert photo.lat == (pytest.approx(lat, abs=1e-4) if lat is not None else None)
    assert (photo.taken_at.strftime("%H:%M") if photo.taken_at else None) == taken
