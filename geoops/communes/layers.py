"""Communes and provinces as layers of the map."""

from geoops.communes.notices import APPROXIMATE, REFERENCE
from geoops.kit.i18n import Text
from geoops.layers.model import Field, Geometry, Layer, Style

_NOTICE = f"""
SELECT CASE kind WHEN 'approximate' THEN '{APPROXIMATE.vi}' ELSE '{REFERENCE.vi}' END AS vi,
       CASE kind WHEN 'approximate' THEN '{APPROXIMATE.en}' ELSE '{REFERENCE.en}' END AS en
FROM boundary_versions WHERE active
"""  # noqa: S608 - our own constants

_TYPES = {
    "xã": Text("xã", "commune"),
    "phường": Text("phường", "ward"),
    "đặc khu": Text("đặc khu", "special zone"),
}

COMMUNES = Layer(
    id="communes",
    domain="communes",
    group="base",
    title=Text("Xã, phường, đặc khu", "Communes"),
    source=Geometry(
        sql="SELECT code AS id, geom, name_vi, unit_type, province_code FROM commune_bands"
        " WHERE band = CAST(:band AS smallint)",
        shape="polygon",
        generalised=True,
    ),
    style=Style(paint="line", opacity=0.6, size=1, label="name_vi"),
    fields=(
        Field("name_vi", Text("Tên", "Name")),
        Field("unit_type", Text("Loại", "Type"), words=_TYPES),
        Field("province_code", Text("Mã tỉnh", "Province code")),
    ),
    depends_on=(("communes", "boundary"),),
    visible=True,
    order=2,
    notice_sql=_NOTICE,
    summary_sql="SELECT units AS count, NULL::timestamptz AS latest_at FROM boundary_versions WHERE active",
)

PROVINCES = Layer(
    id="provinces",
    domain="communes",
    group="base",
    title=Text("Tỉnh, thành phố", "Provinces"),
    source=Geometry(
        sql="SELECT code AS id, geom, name_vi FROM province_bands WHERE band = CAST(:band AS smallint)",
        shape="polygon",
        generalised=True,
    ),
    style=Style(paint="line", opacity=0.9, size=2, label="name_vi"),
    fields=(Field("name_vi", Text("Tên", "Name")),),
    depends_on=(("communes", "boundary"),),
    visible=True,
    order=1,
    notice_sql=_NOTICE,
    summary_sql="SELECT count(*) AS count, NULL::timestamptz AS latest_at FROM province_bands WHERE band = 8",
)

LAYERS = (PROVINCES, COMMUNES)
