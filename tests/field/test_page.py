"""Where the field app is served: its own page under its own path, so that its worker answers for that path alone."""

import httpx


async def test_the_app_has_a_page_of_its_own(client: httpx.AsyncClient) -> None:
    moved = await client.get("/field")
    assert (moved.status_code, moved.headers["location"]) == (307, "/field/")
    for path in ("/field/", "/field/report"):
        page = await client.get(path)
        assert page.status_code == 200
        assert "manifest.webmanifest" in page.text, path
        assert "media-src 'self' blob:" in page.headers["content-security-policy"]
    assert "manifest.webmanifest" not in (await client.get("/")).text
    worker = await client.get("/field/sw.js")
    assert (worker.status_code, worker.headers["cache-control"]) == (200, "no-cache")
    assert (await client.get("/field/nothing.js")).status_code == 404
