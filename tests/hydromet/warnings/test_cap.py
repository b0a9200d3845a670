"""CAP documents: what goes out is sound by a validator of others, what comes in is read safely, rule by rule."""

import copy
import json
from datetime import datetime
from pathlib import Path

import httpx
import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from geoops.hydromet.warnings.cap import prose, reading, signing, structure, writing
from geoops.hydromet.warnings.cap.document import NAMESPACE, Alert, Area, Info, Reference
from geoops.hydromet.warnings.cap.reading import NotCap
from tests.hydromet.warnings.conftest import act, issued

CAP = f"{{{NAMESPACE}}}"
SENT = datetime.fromisoformat("2026-07-22T02:10:00+07:00")
RING = [(22.0, 104.0), (22.0, 104.1), (22.1, 104.1), (22.0, 104.0)]


def alert(**changes: object) -> Alert:
    base = {
        "identifier": "a1",
        "sender": "geoops.test",
        "sent": SENT,
        "status": "Actual",
        "message_type": "Alert",
        "infos": [
            Info(
                language="vi-VN",
                categories=["Met"],
                event="Mưa lớn",
                urgency="Immediate",
                severity="Severe",
                certainty="Likely",
                areas=[
                    Area("Xã Mường Thử", polygons=[RING], circles=[((22.0, 104.0), 5)], geocodes=[("A", "1")])
                ],
            )
        ],
    }
    return Alert(**{**base, **changes})  # type: ignore[arg-type]


def plain(root: etree._Element) -> str:
    return etree.tostring(root).decode()


async def test_what_we_issue_is_sound_by_another_validator(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient, schema: xmlschema.XMLSchema
) -> None:
    hostile = 'Bản tin <số> "7" & \u1ec7\u0301 ]]> \ufffe 𐍈'.replace("\ufffe", "")
    first = await issued(
        author, reviewer, values={"rain_mm": "120", "rain_hours": "6", "source": hostile}, note="<b>&amp;</b>"
    )
    second = (await act(author, first, "cancel", "a < b & c")).json()
    chain = (await author.get(f"/api/warnings/{second['id']}")).json()["chain"]
    assert len(chain) == 2
    for item in chain:
        answer = await author.get(item["cap_url"])
        assert answer.headers["content-type"].startswith("application/cap+xml")
        assert [str(error.reason) for error in schema.iter_errors(answer.text.split("?>", 1)[1])] == []
        root = etree.fromstring(answer.content)
        assert prose.faults_of(root) == [] and structure.faults_of(root) == []
        languages = [element.text for element in root.iter(f"{CAP}language")]
        assert languages == ["vi-VN", "en-US"]
    assert "<số>" in (await author.get(f"/api/warnings/{first['id']}")).json()["texts"]["vi"]["description"]


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("thunderstorm.cap", True),
        ("wcatwc-warning.cap", True),
        ("oasis_cap12_amber_alert_example.xml", True),
        ("invalid.cap", False),
        ("KAR0-0306112239-SW.cap", False),
        ("earthquake.cap", False),
        ("no_optional_fields.cap", False),
        ("weather.cap", False),
    ],
)
def test_samples_of_others(cap_samples: Path, schema: xmlschema.XMLSchema, name: str, sound: bool) -> None:
    data = (cap_samples / name).read_bytes()
    assert schema.is_valid(str(cap_samples / name)) is sound, "the independent validator's word"
    if sound:
        assert reading.read(data).alert.identifier
    else:
        with pytest.raises(NotCap):
            reading.read(data)


def test_a_missing_element_is_reported_with_its_line(cap_samples: Path) -> None:
    with pytest.raises(NotCap) as refused:
        reading.read((cap_samples / "invalid.cap").read_bytes())
    (fault,) = refused.value.faults
    assert (fault.row, fault.field) == (2, "scope")
    lines = writing.as_bytes(writing.write(alert())).replace(b"><", b">\n<")
    wrong = lines.replace(b"<severity>Severe", b"<severity>Cap 3")
    with pytest.raises(NotCap) as refused:
        reading.read(wrong)
    line = next(i for i, text in enumerate(wrong.split(b"\n"), 1) if b"Cap 3" in text)
    assert [(fault.row, fault.field) for fault in refused.value.faults] == [(line, "severity")]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE alert [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>&d;</identifier></alert>"""


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        BOMB.decode().replace("1.0", "1.0").encode("utf-16"),
        b"",
        b"{}",
        b"<alert",
        b"\x00" * 100,
        "﻿<alert/>".encode(),
        b"<html><body>502</body></html>",
        b"<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'/>" + b" " * (6 * 2**20),
        b"<?xml version='1.0' encoding='klingon'?><alert/>",
        b"<a>" * 50_000,
    ],
)
def test_what_is_no_cap_is_refused(data: bytes) -> None:
    with pytest.raises(NotCap) as refused:
        reading.read(data)
    assert refused.value.status == 422


def test_external_entities_are_refused_before_anything_is_fetched(
    cap_samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def never(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", never)
    with pytest.raises(NotCap) as refused:
        reading.read((cap_samples / "xee.cap").read_bytes())
    assert "DOCTYPE" in refused.value.faults[0].reason.vi and refused.value.faults[0].row == 3


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        (prose.references_are_given, {"message_type": "Update"}),
        (prose.references_are_given, {"message_type": "Cancel"}),
        (prose.restriction_goes_with_restricted, {"restriction": "x"}),
        (prose.restriction_goes_with_restricted, {"scope": "Restricted"}),
        (prose.addresses_go_with_private, {"scope": "Private"}),
        (prose.identity_has_no_separators, {"identifier": "a b"}),
        (prose.identity_has_no_separators, {"sender": "a,b"}),
        (prose.identity_has_no_separators, {"identifier": "a<b"}),
    ],
)
def test_each_rule_of_the_prose(rule: prose.Rule, changes: dict[str, object]) -> None:
    assert [found for other in prose.RULES for found in other(writing.write(alert()))] == []
    root = writing.write(alert(**changes))
    assert [other.__name__ for other in prose.RULES if list(other(root))] == [rule.__name__]


@pytest.mark.parametrize(
    ("element", "text", "rule"),
    [
        ("polygon", "22.0,104.0 22.0,104.1 22.1,104.1", prose.polygons_are_closed_rings),
        ("polygon", "22.0,104.0 22.0,104.1 22.1,104.1 22.1,104.0", prose.polygons_are_closed_rings),
        ("polygon", "22.0,104.0 nan,104.1 22.1,104.1 22.0,104.0", prose.polygons_are_closed_rings),
        ("circle", "22.0,104.0", prose.circles_have_centre_and_radius),
        ("circle", "22.0,104.0 -5", prose.circles_have_centre_and_radius),
    ],
)
def test_rules_of_places(element: str, text: str, rule: prose.Rule) -> None:
    root = writing.write(alert())
    next(root.iter(f"{CAP}{element}")).text = text
    assert [other.__name__ for other in prose.RULES if list(other(root))] == [rule.__name__]


def test_rules_of_times_heights_and_references() -> None:
    info = alert().infos[0]
    late = Info(**{**{name: getattr(info, name) for name in Info.__slots__}, "onset": SENT, "expires": SENT})
    root = writing.write(alert(infos=[late]))
    assert [rule.__name__ for rule in prose.RULES if list(rule(root))] == ["expires_is_last"]
    root = writing.write(alert())
    etree.SubElement(next(root.iter(f"{CAP}area")), f"{CAP}ceiling").text = "100"
    assert [rule.__name__ for rule in prose.RULES if list(rule(root))] == ["ceiling_needs_altitude"]
    root = writing.write(alert(message_type="Update", references=[Reference("s", "i", SENT)]))
    assert prose.faults_of(root) == []
    root.find(f"{CAP}references").text = "s,i s2,i2,2026-07-22T02:10:00Z"  # type: ignore[union-attr]
    assert [rule.__name__ for rule in prose.RULES if list(rule(root))] == ["references_are_triples"]
    assert all(source.source.startswith("CAP 1.2, 3.2.") for source in prose.SOURCES)


TEXTS = st.sampled_from(
    ["Actual", "Met", "Severe", "actual", "", " Actual", "2026-07-22T02:10:00+07:00", "2026-07-22T02:10:00Z",
     "2026-02-30T02:10:00+07:00", "2026-07-22T24:00:00+07:00", "2026-07-22T02:10:00,07:00", "2026-07-22T02:10:00.5+07:00",
     "12", "-3.5", "1e5", "x", "Public", "Alert", "Update", "2026-07-22T02:10:00+15:00"]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_our_check_and_the_schema_agree_on_damaged_documents(
    schema: xmlschema.XMLSchema, data: st.DataObject
) -> None:
    root = copy.deepcopy(_rich())
    for _ in range(data.draw(st.integers(1, 3))):
        _damage(root, data)
    ours = structure.faults_of(root) == []
    assert ours == schema.is_valid(plain(root)), plain(root)


def _rich() -> etree._Element:
    info = alert().infos[0]
    full = Info(
        **{
            **{name: getattr(info, name) for name in Info.__slots__},
            "responses": ["Prepare"], "event_codes": [("a", "b")], "effective": SENT, "onset": SENT, "expires": SENT,
            "sender_name": "x", "headline": "x", "description": "x", "instruction": "x", "parameters": [("a", "b")],
        }
    )  # fmt: skip
    root = writing.write(alert(source="x", codes=["c"], note="n", incidents="i", infos=[full, info]))
    area = next(root.iter(f"{CAP}area"))
    etree.SubElement(area, f"{CAP}altitude").text = "10"
    etree.SubElement(area, f"{CAP}ceiling").text = "20.5"
    resource = etree.Element(f"{CAP}resource")
    for name, text in (("resourceDesc", "d"), ("mimeType", "m"), ("size", "5")):
        etree.SubElement(resource, f"{CAP}{name}").text = text
    area.addprevious(resource)
    return root


def _damage(root: etree._Element, data: st.DataObject) -> None:
    elements = [element for element in root.iter() if element is not root]
    if not elements:
        return
    element = elements[data.draw(st.integers(0, len(elements) - 1))]
    parent = element.getparent()
    assert parent is not None
    match data.draw(st.sampled_from(["drop", "twice", "move", "text", "name", "foreign", "attribute"])):
        case "drop":
            parent.remove(element)
        case "twice":
            element.addnext(copy.deepcopy(element))
        case "move":
            parent.remove(element)
            parent.insert(data.draw(st.integers(0, len(parent))), element)
        case "text":
            if len(element) == 0:
                element.text = data.draw(TEXTS)
        case "name":
            element.tag = f"{CAP}{data.draw(st.sampled_from(['note', 'severity', 'area', 'nothing']))}"
        case "foreign":
            element.addnext(etree.Element("{http://example.org/}x"))
        case "attribute":
            element.set("x", "1")


def test_a_signature_shows_what_was_altered(tmp_path: Path, schema: xmlschema.XMLSchema) -> None:
    fingerprint = signing.make_key(tmp_path, "Ban Chỉ huy")
    assert (tmp_path / "cap-key.pem").stat().st_mode & 0o777 == 0o600
    with pytest.raises(Exception, match="key"):
        signing.make_key(tmp_path, "Ban Chỉ huy")
    signer = signing.Signer.load(tmp_path)
    assert signer is not None
    data = writing.as_bytes(signer.sign(writing.write(alert())))
    assert schema.is_valid(data.decode().split("?>", 1)[1])
    root = reading.read(data).root
    assert signing.look_at(root, frozenset()).state == "unknown_signer"
    trusted = signing.trusted_certificates(tmp_path / "cap-certificate.pem")
    assert trusted == {fingerprint}
    assert signing.look_at(root, trusted).state == "trusted"
    for old, new in ((b"Severe", b"Minor"), (b"22.00000,104.10000", b"22.00000,104.20000")):
        assert signing.look_at(reading.read(data.replace(old, new)).root, trusted).state == "invalid"
    assert signing.look_at(writing.write(alert()), trusted).state == "none"


def test_the_sender_of_a_settings_file_is_checked() -> None:
    from pydantic import ValidationError

    from geoops.settings import Settings

    with pytest.raises(ValidationError):
        Settings(cap_sender="a b")
    assert json.dumps(Settings(cap_sender="lao-cai.gov.vn").cap_sender)
