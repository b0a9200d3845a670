"""Make `geoops/communes/reference/vietnam_outline.geojson` from the npm package world-atlas.

Usage: python scripts/make_outline.py web/node_modules/world-atlas/countries-10m.json
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import shapely

VIETNAM = "704"
TARGET = Path(__file__).parents[1] / "geoops" / "communes" / "reference" / "vietnam_outline.geojson"


def outline(topology: dict[str, Any], country: str = VIETNAM) -> shapely.MultiPolygon:
    """One country of a quantised TopoJSON as a valid MultiPolygon in EPSG:4326, to five decimals."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.asarray(arc), axis=0) * scale + translate for arc in topology["arcs"]]

    def ring(indices: list[int]) -> np.ndarray:
        parts = [arcs[~i][::-1] if i < 0 else arcs[i] for i in indices]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])

    [shape] = [g for g in topology["objects"]["countries"]["geometries"] if g.get("id") == country]
    polygons = [
        shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in shape["arcs"]
    ]
    whole = shapely.make_valid(shapely.MultiPolygon(polygons), method="structure", keep_collapsed=False)
    return shapely.set_precision(whole, 1e-5)


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    feature = {
        "type": "Feature",
        "properties": {
            "name": "Vietnam",
            "source": "Natural Earth 1:10m countries, public domain, through world-atlas 2.0.2",
        },
        "geometry": shapely.geometry.mapping(outline(topology)),
    }
    TARGET.write_text(json.dumps(feature, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
