"""Steps as STAC items (1.1), the form in which other tools read a catalogue of grids."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geoops.hydromet.grids.geometry import GridGeometry

if TYPE_CHECKING:
    import pystac

_SPDX = re.compile(r"[\w\-.+]+")
_PROJECTION = "https://stac-extensions.github.io/projection/v2.0.0/schema.json"


def item(
    step: Mapping[str, Any], geometry: GridGeometry, title: str, licence: str, root: str
) -> "pystac.Item":
    """A step as a STAC item; `root` is the address of this service. The asset is the file, where it is still there."""
    import pystac  # half a second, and only for this

    west, south, east, north = step["bounds"]
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    interval = step["ends_at"] > step["starts_at"]
    properties: dict[str, Any] = {
        "title": title,
        "license": licence if _SPDX.fullmatch(licence) else "other",
        "created": step["known_at"].isoformat().replace("+00:00", "Z"),
        "geoops:product": step["product"],
        "geoops:variable": step["variable"],
        "geoops:unit": step["unit"],
        "geoops:flags": list(step["flags"]),
        "proj:shape": [geometry.height, geometry.width],
        "proj:transform": list(geometry.transform),
        **({"proj:code": geometry.crs} if geometry.crs.startswith("EPSG:") else {"proj:wkt2": geometry.crs}),
        **({"geoops:member": step["member"]} if step["member"] is not None else {}),
    }
    if step["issued_at"] is not None:
        properties["forecast:reference_datetime"] = step["issued_at"].isoformat().replace("+00:00", "Z")
    made = pystac.Item(
        id=str(step["id"]),
        geometry={"type": "Polygon", "coordinates": [ring]},
        bbox=[west, south, east, north],
        datetime=None if interval else step["ends_at"],
        start_datetime=step["starts_at"] if interval else None,
        end_datetime=step["ends_at"] if interval else None,
        properties=properties,
        stac_extensions=[_PROJECTION],
    )
    made.set_self_href(f"{root}/api/grids/{step['id']}/stac")
    if step["file"] is not None:
        made.add_asset(
            "data",
            pystac.Asset(
                href=f"{root}/api/grids/{step['id']}/file",
                media_type=pystac.MediaType.COG,
                roles=["data"],
                title=f"{step['variable']} ({step['unit']})",
            ),
        )
    return made
