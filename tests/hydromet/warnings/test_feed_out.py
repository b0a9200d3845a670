"""Our feed: Atom with stable ids, paged, with ETags, open or closed by setting, never a drill in the open."""

import httpx
import pytest
from fastapi import FastAPI
from lxml import etree

from tests.hydromet.warnings.conftest import act, body, issued

ATOM = "{http://www.w3.org/2005/Atom}"


async def entries(client: httpx.AsyncClient, path: str = "/cap/feed.xml") -> etree._Element:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return etree.fromstring(answer.content)


async def test_the_feed_lists_what_was_issued_and_nothing_else(
    author: httpx.AsyncClient,
    reviewer: httpx.AsyncClient,
    stranger: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    empty = await entries(stranger)
    assert empty.findall(f"{ATOM}entry") == [] and empty.findtext(f"{ATOM}updated")
    await author.post("/api/warnings", json=body())
    first = await issued(author, reviewer)
    second = (await act(author, first, "cancel", "nhầm")).json()
    root = await entries(stranger)
    found = root.findall(f"{ATOM}entry")
    assert len(found) == 2
    for element in (root, *found):
        assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    href = found[1].find(f"{ATOM}link").get("href")  # type: ignore[union-attr]
    document = await stranger.get(href.removeprefix("http://test"))
    assert document.status_code == 200 and second["id"].encode() in document.content
    again = await stranger.get(
        "/cap/feed.xml", headers={"If-None-Match": (await stranger.get("/cap/feed.xml")).headers["etag"]}
    )
    assert again.status_code == 304 and again.content == b""
    same = await stranger.get(
        href.removeprefix("http://test"), headers={"If-None-Match": document.headers["etag"]}
    )
    assert same.status_code == 304
    monkeypatch.setattr("geoops.hydromet.warnings.cap_routes.PAGE", 1)
    page = await entries(stranger)
    following = next(link.get("href") for link in page.findall(f"{ATOM}link") if link.get("rel") == "next")
    ids = [page.findtext(f"{ATOM}entry/{ATOM}id")]
    rest = await entries(stranger, following.removeprefix("http://test"))
    ids.append(rest.findtext(f"{ATOM}entry/{ATOM}id"))
    assert ids == [entry.findtext(f"{ATOM}id") for entry in found]


async def test_closed_by_setting(
    author: httpx.AsyncClient, reviewer: httpx.AsyncClient, stranger: httpx.AsyncClient, country_app: FastAPI
) -> None:
    out = await issued(author, reviewer)
    assert (await stranger.get(out["cap_url"])).status_code == 200
    assert (await stranger.get("/cap/feed.xml?space=dien-tap")).status_code == 401
    country_app.state.settings = country_app.state.settings.model_copy(update={"cap_public": False})
    assert (await stranger.get(out["cap_url"])).status_code == 401
    assert (await stranger.get("/cap/feed.xml")).status_code == 401
    assert (await author.get(out["cap_url"])).headers["cache-control"] == "private, no-cache"
    drafted = (await author.post("/api/warnings", json=body())).json()
    assert (await author.get(f"/cap/{drafted['id']}.xml")).status_code == 404
