"""The documents that tell what there is: landing page, conformance, collections. The rest is tipg's."""

from typing import Any

from tipg.factory import COMMON_CONFORMS, FEATURES_CONFORMS, TILES_CONFORMS

from geoops.kit.clock import VN
from geoops.kit.i18n import Language, Text
from geoops.layers.model import Layer, band_tolerance
from geoops.layers.ogc.collection import Bounds
from geoops.layers.ogc.publishing import BAND
from geoops.layers.schemas import LayerOut

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
JSON, GEOJSON, SCHEMA = "application/json", "application/geo+json", "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
TITLE = Text("GeoOps: các lớp bản đồ công khai", "GeoOps: the public map layers")
_ABOUT = Text(
    "Số liệu trực tiếp vào lúc hỏi, chỉ đọc. Một lớp có ở đây khi được mở cho công chúng.",
    "Live data at the time of asking, read only. A layer is here while it is open to the public.",
)
_METRES_PER_DEGREE = 111_320
_SIMPLIFIED = Text(
    f"Ranh giới đã giản lược, lệch nhiều nhất khoảng {band_tolerance(BAND) * _METRES_PER_DEGREE:.0f} m.",
    f"Boundaries are simplified, off by about {band_tolerance(BAND) * _METRES_PER_DEGREE:.0f} m at most.",
)
_STALE = Text("Số liệu đã cũ: mới nhất lúc {at}.", "The data are old: the newest are of {at}.")
_NONE_YET = Text("Chưa có số liệu.", "There are no data yet.")
_NOT_SERVED = ("/conf/html", "/conf/oas30", "/conf/simple-query")
_CQL2 = (
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
)


def conformance() -> dict[str, Any]:
    """The classes of the standards that are kept to."""
    classes = (*COMMON_CONFORMS, *FEATURES_CONFORMS, *TILES_CONFORMS, *_CQL2)
    return {"conformsTo": [one for one in classes if not one.endswith(_NOT_SERVED)]}


def landing(base: str, language: Language) -> dict[str, Any]:
    """Where everything is."""
    links = (
        ("self", "/", JSON, TITLE),
        ("service-desc", "/api", OPENAPI, Text("Mô tả OpenAPI", "OpenAPI description")),
        ("conformance", "/conformance", JSON, Text("Các chuẩn tuân theo", "Conformance")),
        ("data", "/collections", JSON, Text("Danh sách lớp", "The collections")),
        (
            "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
            "/tileMatrixSets",
            JSON,
            Text("Lưới mảnh bản đồ", "Tile matrix sets"),
        ),
    )
    return {
        "title": TITLE.in_(language),
        "description": _ABOUT.in_(language),
        "links": [
            {"rel": rel, "href": base + path, "type": kind, "title": title.in_(language)}
            for rel, path, kind, title in links
        ],
    }


def collection(
    base: str, layer: Layer, drawn: Layer, out: LayerOut, bounds: Bounds | None, language: Language
) -> dict[str, Any]:
    """A layer with all that has to be said wherever it is shown. `drawn` is the layer whose shapes it has."""
    here = f"{base}/collections/{layer.id}"
    links = (
        ("self", here, JSON, layer.title),
        ("items", f"{here}/items", GEOJSON, Text("Đối tượng", "Features")),
        (
            "http://www.opengis.net/def/rel/ogc/1.0/queryables",
            f"{here}/queryables",
            SCHEMA,
            Text("Thuộc tính để lọc", "Queryables"),
        ),
        (
            "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector",
            f"{here}/tiles",
            JSON,
            Text("Mảnh vectơ", "Vector tiles"),
        ),
    )
    found: dict[str, Any] = {
        "id": layer.id,
        "title": layer.title.in_(language),
        "description": " ".join(said.in_(language) for said in _said(layer, drawn, out)),
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            {"rel": rel, "href": href, "type": kind, "title": title.in_(language)}
            for rel, href, kind, title in links
        ],
    }
    if out.attribution:
        found["attribution"] = out.attribution
    if out.latest_at:
        found["updated"] = out.latest_at
    if bounds:
        found["extent"] = {"spatial": {"bbox": [list(bounds)], "crs": CRS84}}
    return found


def collections(base: str, found: list[dict[str, Any]]) -> dict[str, Any]:
    """All that are open."""
    return {
        "links": [{"rel": "self", "href": f"{base}/collections", "type": JSON}],
        "numberMatched": len(found),
        "numberReturned": len(found),
        "collections": found,
    }


def _said(layer: Layer, drawn: Layer, out: LayerOut) -> list[Text]:
    said = [_sentence(layer.description or layer.title)]
    if getattr(drawn.source, "generalised", False):
        said.append(_SIMPLIFIED)
    if out.notice:
        said.append(_sentence(Text(out.notice.vi, out.notice.en)))
    if out.stale:
        at = out.latest_at
        said.append(_STALE.format(at=f"{at.astimezone(VN):%H:%M %d/%m/%Y}") if at else _NONE_YET)
    return said


def _sentence(text: Text) -> Text:
    return Text(*(part if part.endswith((".", "!", "?")) else part + "." for part in (text.vi, text.en)))
