"""ODK Collect at the other end: its requests, byte for byte in shape, make one incident with its media."""

import base64
import io
import re
import uuid
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from lxml import etree

from geoops.accounts import service as accounts
from geoops.incidents.definition import load
from geoops.incidents.openrosa.xform import xform
from geoops.kit.context import SYSTEM
from geoops.kit.db import Database
from tests.cases import cases
from tests.incidents.attachments import pictures

XF = "{http://www.w3.org/2002/xforms}"
LISTED = "{http://openrosa.org/xforms/xformsList}"
AGENT = (
    "org.odk.collect.android/v2025.2.3 Dalvik/2.1.0 (Linux; U; Android 11; SM-A125F Build/RP1A.200720.012)"
)
BOUNDARY = "2f5c1d4e-8f0a-4d7b-9a51-7b7a2d3e5f60"


@pytest.fixture
async def collect(country_app: FastAPI, country_db: Database):
    """The client with its token as password, and the headers that it always sends."""
    async with country_db.transaction(SYSTEM) as session:
        secret = await accounts.add_token(session, "may-doi-1", "field", "90001", "test")
    opened = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=country_app, raise_app_exceptions=False),
        base_url="http://test",
        headers={
            "User-Agent": AGENT,
            "X-OpenRosa-Version": "1.0",
            "Date": "Wed, 22 Jul 2026 02:15:00 GMT",
            "Authorization": "Basic " + base64.b64encode(f"odk:{secret}".encode()).decode(),
        },
    )
    yield opened
    await opened.aclose()


async def blank(collect: httpx.AsyncClient) -> etree._Element:
    """The empty instance out of the form that the list leads to, as Collect begins with it."""
    listed = await collect.get("/openrosa/formList")
    assert listed.headers["x-openrosa-version"] == "1.0"
    assert listed.headers["content-type"] == "text/xml; charset=utf-8"
    (form,) = etree.fromstring(listed.content)
    url = form.findtext(f"{LISTED}downloadUrl")
    assert form.findtext(f"{LISTED}hash").startswith("md5:")
    downloaded = await collect.get(url)
    import hashlib

    assert form.findtext(f"{LISTED}hash") == "md5:" + hashlib.md5(downloaded.content).hexdigest()
    root = etree.fromstring(downloaded.content)
    instance = root.find(f".//{XF}model/{XF}instance")[0]
    assert instance.get("id") == form.findtext(f"{LISTED}formID")
    assert instance.get("version") == form.findtext(f"{LISTED}version")
    return instance


def fill(instance: etree._Element, instance_id: str, **answers: str) -> bytes:
    """The instance as Collect writes it to the card."""
    for name, text in answers.items():
        found = instance.find(f"{XF}{name}")
        assert found is not None, name
        found.text = text
    meta = instance.find("{*}meta/{*}instanceID")
    meta.text = f"uuid:{instance_id}"
    return b"<?xml version='1.0' ?>" + etree.tostring(instance, encoding="utf-8")


def multipart(xml: bytes, files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    """The body as okhttp writes it for Collect: the XML first, then each file under its own name."""
    out = io.BytesIO()

    def part(name: str, filename: str, kind: str, data: bytes) -> None:
        out.write(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
            f"Content-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode()
        )
        out.write(data + b"\r\n")

    part("xml_submission_file", "GeoOps_2026-07-22_02-15-00.xml", "text/xml", xml)
    for name, (kind, data) in files.items():
        part(name, name, kind, data)
    out.write(f"--{BOUNDARY}--\r\n".encode())
    return out.getvalue(), f"multipart/form-data; boundary={BOUNDARY}"


async def submit(
    collect: httpx.AsyncClient, xml: bytes, files: dict[str, tuple[str, bytes]] | None = None
) -> httpx.Response:
    head = await collect.head("/openrosa/submission", params={"deviceID": "collect:abcDEF"})
    assert head.status_code == 204
    assert int(head.headers["x-openrosa-accept-content-length"]) > 0
    body, kind = multipart(xml, files or {})
    return await collect.post(head.headers["location"], content=body, headers={"Content-Type": kind})


ANSWERS = {
    "start": "2026-07-22T02:10:00.000+07:00",
    "deviceid": "collect:abcDEF123",
    "reporter_position": "22.0501 104.0501 812.0 8.5",
    "kind": "landslide",
    "position": "22.05 104.05 810.0 4.9",
    "severity": "4",
    "f_people_trapped": "2",
    "f_needs": "rescue machinery",
    "f_passable": "no",
    "note": "Sạt lở taluy dương <b>=1+1",
    "photo_1": "1753125000123.jpg",
    "voice": "1753125000456.m4a",
}


async def test_the_same_instance_twice_is_one_incident_with_its_media(
    collect: httpx.AsyncClient, duty: httpx.AsyncClient
) -> None:
    instance_id = str(uuid.uuid4())
    xml = fill(await blank(collect), instance_id, **ANSWERS)
    files = {
        "1753125000123.jpg": ("image/jpeg", pictures.jpeg()),
        "1753125000456.m4a": ("audio/m4a", pictures.M4A),
    }
    first = await submit(collect, xml, files)
    assert first.status_code == 201, first.text
    assert first.headers["x-openrosa-version"] == "1.0"
    assert b'nature="submit_success"' in first.content
    again = await submit(collect, xml, files)
    assert again.status_code == 202
    (kept,) = (await duty.get("/api/incidents")).json()["items"]
    assert kept["id"] == instance_id
    assert (
        kept
        | {
            "kind": "landslide",
            "severity": 4,
            "commune_code": "90001",
            "reporter": "token:may-doi-1",
            "note": "Sạt lở taluy dương <b>=1+1",
            "attachments": 2,
            "fields": {"people_trapped": 2, "needs": ["rescue", "machinery"], "passable": "no"},
            "doubtful_fields": [],
        }
        == kept
    )
    assert kept["position"] == {"lon": 104.05, "lat": 22.05, "accuracy_m": 4.9, "method": "gps"}
    assert kept["reporter_position"]["accuracy_m"] == 8.5
    assert kept["clock_offset_s"] is not None, "its Date header tells of its clock"
    sorts = (await duty.get(f"/api/incidents/{instance_id}/attachments")).json()["items"]
    assert {one["sort"] for one in sorts} == {"photo", "audio"}
    log = (await duty.get("/api/changes")).json()["items"]
    assert [c["op"] for c in log if c["entity_id"] == instance_id] == ["create", "attach", "attach"]


async def test_media_in_parts_as_a_client_sends_what_is_too_much_at_once(
    collect: httpx.AsyncClient, duty: httpx.AsyncClient
) -> None:
    instance_id = str(uuid.uuid4())
    xml = fill(await blank(collect), instance_id, **ANSWERS)
    await submit(collect, xml, {"1753125000123.jpg": ("image/jpeg", pictures.jpeg())})
    await submit(collect, xml, {"1753125000456.m4a": ("audio/m4a", pictures.M4A)})
    assert (await duty.get(f"/api/incidents/{instance_id}")).json()["attachments"] == 2


async def test_a_file_that_cannot_be_taken_is_named_and_the_report_kept(
    collect: httpx.AsyncClient, duty: httpx.AsyncClient
) -> None:
    instance_id = str(uuid.uuid4())
    xml = fill(await blank(collect), instance_id, **ANSWERS)
    answer = await submit(
        collect,
        xml,
        {"1753125000123.jpg": ("image/jpeg", pictures.SVG), "stranger.jpg": ("image/jpeg", pictures.jpeg())},
    )
    assert answer.status_code == 201 and "1753125000123.jpg" in answer.text
    assert (await duty.get(f"/api/incidents/{instance_id}")).json()["attachments"] == 0


@pytest.mark.parametrize("severity", ["²", "9" * 5000, "-1", "four"])
async def test_what_is_no_severity_costs_no_report(
    collect: httpx.AsyncClient, duty: httpx.AsyncClient, severity: str
) -> None:
    xml = fill(await blank(collect), str(uuid.uuid4()), **ANSWERS | {"severity": severity})
    sent = await submit(collect, xml)
    assert sent.status_code == 201, sent.text
    (kept,) = (await duty.get("/api/incidents")).json()["items"]
    assert kept["severity"] is None


async def test_a_commune_where_there_is_no_position(
    collect: httpx.AsyncClient, duty: httpx.AsyncClient
) -> None:
    instance_id = str(uuid.uuid4())
    instance = await blank(collect)
    xml = fill(instance, instance_id, kind="flooding", commune_code="90001", landmark="Cầu Nậm Kiểm")
    assert (await submit(collect, xml)).status_code == 201
    kept = (await duty.get(f"/api/incidents/{instance_id}")).json()
    assert (kept["commune_code"], kept["position"], kept["landmark"]) == ("90001", None, "Cầu Nậm Kiểm")


async def test_it_is_asked_for_name_and_password(country_app: FastAPI, duty: httpx.AsyncClient) -> None:
    nobody = httpx.AsyncClient(transport=httpx.ASGITransport(app=country_app), base_url="http://test")
    for headers in (
        {},
        {"Authorization": "Basic !!!"},
        {"Authorization": "Basic " + base64.b64encode(b"a:b").decode()},
    ):
        for method, path in (("GET", "formList"), ("HEAD", "submission"), ("POST", "submission")):
            answer = await nobody.request(method, f"/openrosa/{path}", headers=headers)
            assert answer.status_code == 401, (method, headers)
            assert answer.headers["www-authenticate"].startswith("Basic ")
    basic = {"Authorization": "Basic " + base64.b64encode(b"a:b").decode()}
    assert (await nobody.get("/api/incidents", headers=basic)).status_code == 401, "and nowhere else"
    await nobody.aclose()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<incident id="geoops_incident"><kind>&b;</kind></incident>"""
FILE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<incident id="geoops_incident"><note>&f;</note></incident>"""


@cases(
    "xml",
    [
        b"",
        b"<incident",
        b"<incident id='geoops_incident'/>",
        b"<incident id='another'><meta><instanceID>uuid:x</instanceID></meta></incident>",
        LAUGHS,
        FILE,
        b"<a>" * 100_000,
        b"\xff\xfe",
        b"x" * (2**20 + 5),
    ],
)
async def test_hostile_submissions(collect: httpx.AsyncClient, duty: httpx.AsyncClient, xml: bytes) -> None:
    answer = await submit(collect, xml)
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await duty.get("/api/incidents")).json()["items"] == []


@cases(
    ("answers", "field"),
    [
        ({"kind": "nothing"}, "kind"),
        ({"position": "104.05 22.05 0 5"}, "position"),
        ({"position": "nan nan 0 5"}, "position.lon"),
        ({"severity": "9"}, "severity"),
        ({"f_people_trapped": "nhiều"}, "fields.people_trapped"),
        ({"start": "hôm qua"}, "occurred_at"),
    ],
)
async def test_answers_that_are_refused_name_their_field(
    collect: httpx.AsyncClient, answers: dict[str, Any], field: str
) -> None:
    xml = fill(await blank(collect), str(uuid.uuid4()), **(ANSWERS | answers))
    answer = await submit(collect, xml)
    assert answer.status_code == 422, answer.text
    assert field in [fault["field"] for fault in answer.json()["errors"]]


def test_the_form_asks_in_both_languages_what_the_definition_asks() -> None:
    definition = load()
    text = xform(definition, {"90001": "Xã Mường Thử"})
    root = etree.fromstring(text.encode())
    languages = [one.get("lang") for one in root.iter(f"{XF}translation")]
    assert languages == ["Tiếng Việt (vi)", "English (en)"]
    names = {
        etree.QName(one).localname
        for one in root.find(f".//{XF}instance")[0].iter()
        if isinstance(one.tag, str)
    }
    assert {f"f_{name}" for name in definition.fields} < names
    assert {"kind", "position", "commune_code", "photo_1", "voice", "instanceID"} < names
    assert re.search(r"relevant=\"[^\"]*selected", text)
