"""GeoOps from a notebook: indicators of communes as a GeoDataFrame.

    from geoops.client import Client

    with Client("https://geoops.example.vn", token="…") as geoops:
        frame = geoops.indicators("lao_cai.A.8.1", period="2026-07", province="15")
        frame.plot("value", legend=True)

It asks the same addresses as the page “So sánh chỉ số” and gives the same figures; it needs no database.
"""

from geoops.client.client import Client, ClientError

__all__ = ["Client", "ClientError"]
