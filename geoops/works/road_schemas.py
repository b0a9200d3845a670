"""Roads, chainages and what is reached in time, as they go out over HTTP."""

from typing import Any, Literal

from pydantic import BaseModel

from geoops.kit.i18n import Text
from geoops.kit.schemas import TextOut
from geoops.works.chainage import Chainage
from geoops.works.reach import Place
from geoops.works.roads import At, Beside
from geoops.works.rules import road_rules
from geoops.works.travel import Way


class PointGeometry(BaseModel):
    """A GeoJSON point, EPSG:4326."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float]


class RoadOut(BaseModel):
    """A loaded road. `begin` and `end` are null where no posts and no stated beginning calibrate it."""

    road: str
    key: str
    part: str | None
    province_code: str | None
    length_km: float
    gap_km: float
    begin: str | None
    end: str | None
    posts: int
    accuracy_m: float
    speed_kmh: float
    speed_assumed: bool
    source: str

    @classmethod
    def of(cls, row: Any) -> "RoadOut":
        """A row of facts."""
        return cls(
            road=row["name"],
            key=row["key"],
            part=row["part"],
            province_code=row["province_code"],
            length_km=round(row["length_m"] / 1000, 3),
            gap_km=round(row["gap_m"] / 1000, 3),
            begin=_said(row["begin_m"]),
            end=_said(row["end_m"]),
            posts=row["posts"],
            accuracy_m=row["accuracy_m"],
            speed_kmh=row["speed_kmh"],
            speed_assumed=row["speed_assumed"],
            source=row["source"],
        )


class LocatedProperties(BaseModel):
    """`basis`: between two posts, beyond the last one, or counted from a stated beginning. Error and lengths in metres."""

    road: str
    part: str | None
    province_code: str | None
    chainage: str
    error_m: float
    basis: str
    post_before: str | None
    post_after: str | None
    commune_code: str | None
    commune_name: str | None
    source: str


class LocatedOut(BaseModel):
    """A chainage as a GeoJSON feature; `lon`, `lat` and `error_m` stand beside it for those who want no more."""

    type: Literal["Feature"] = "Feature"
    geometry: PointGeometry
    properties: LocatedProperties
    lon: float
    lat: float
    error_m: float

    @classmethod
    def of(cls, at: At, commune_code: str | None, commune_name: str | None) -> "LocatedOut":
        """An answer of `roads.locate`."""
        found = at.located
        lon, lat, error = round(found.lon, 7), round(found.lat, 7), round(found.error_m, 1)
        return cls(
            geometry=PointGeometry(coordinates=(lon, lat)),
            properties=LocatedProperties(
                road=at.facts["name"],
                part=at.facts["part"],
                province_code=at.facts["province_code"],
                chainage=str(at.chainage),
                error_m=error,
                basis=found.basis,
                post_before=_said(found.before),
                post_after=_said(found.after),
                commune_code=commune_code,
                commune_name=commune_name,
                source=at.facts["source"],
            ),
            lon=lon,
            lat=lat,
            error_m=error,
        )


class BesideOut(BaseModel):
    """The chainage of a position on a road: `offset_m` away from it, right to `error_m`. `also` are other places of
    the road within reach of the position."""

    road: str
    part: str | None
    province_code: str | None
    chainage: str
    lon: float
    lat: float
    offset_m: float
    error_m: float
    basis: str
    also: list[str]

    @classmethod
    def of(cls, beside: Beside) -> "BesideOut":
        """An answer of `roads.reference`."""
        found = beside.referenced
        return cls(
            road=beside.facts["name"],
            part=beside.facts["part"],
            province_code=beside.facts["province_code"],
            chainage=str(Chainage.of(max(0.0, found.posted_m))),
            lon=round(found.lon, 7),
            lat=round(found.lat, 7),
            offset_m=round(found.offset_m, 1),
            error_m=round(found.error_m, 1),
            basis=found.basis,
            also=[str(Chainage.of(max(0.0, one))) for one in found.also],
        )


class BesidesOut(BaseModel):
    """Chainages of a position, the nearest road first."""

    items: list[BesideOut]


def _said(posted_m: float | None) -> str | None:
    return None if posted_m is None else str(Chainage.of(max(0.0, posted_m)))


class PlaceProperties(BaseModel):
    """What is reached: `how` is `road`, or `straight` where no road is loaded near it. `facts` are those of its kind."""

    kind: Literal["commune", "resource", "shelter"]
    id: str
    name: str
    minutes: float
    how: Literal["road", "straight"]
    facts: dict[str, Any]


class PlaceFeature(BaseModel):
    """A place that is reached."""

    type: Literal["Feature"] = "Feature"
    geometry: PointGeometry
    properties: PlaceProperties


class ReachOut(BaseModel):
    """Communes, resources and shelters within so many minutes. `note` says what the minutes rest on."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[PlaceFeature]
    network: bool
    cuts: int
    speeds_assumed: bool
    note: TextOut

    @classmethod
    def of(cls, places: list[Place], way: Way) -> "ReachOut":
        """An answer of `travel.reach`."""
        return cls(
            features=[
                PlaceFeature(
                    geometry=PointGeometry(coordinates=(one.lon, one.lat)),
                    properties=PlaceProperties(
                        kind=one.kind,
                        id=one.id,
                        name=one.name,
                        minutes=round(one.travel.minutes or 0.0, 1),
                        how=one.travel.how,
                        facts=one.facts,
                    ),
                )
                for one in places
            ],
            network=way.network,
            cuts=way.cuts,
            speeds_assumed=way.speeds_assumed,
            note=TextOut.of(_note(way)),
        )


def _note(way: Way) -> Text:
    slow = road_rules().straight_speed_kmh
    if not way.network:
        return Text(
            f"Chưa nạp mạng đường: tính theo khoảng cách thẳng, giả định {slow:g} km/h, không phải thời gian đi thật",
            f"No road network is loaded: straight distance at an assumed {slow:g} km/h, not a travel time",
        )
    cuts_vi = f", đã bỏ {way.cuts} đoạn tắc trong phạm vi bạn được xem"
    cuts_en = f", without the {way.cuts} cut stretches that you may see"
    if way.speeds_assumed:
        return Text(
            f"Theo mạng đường đã nạp{cuts_vi}; tốc độ là giả định kế hoạch",
            f"Over the loaded roads{cuts_en}; speeds are planning assumptions",
        )
    return Text(
        f"Theo mạng đường đã nạp{cuts_vi}; tốc độ do nguồn dữ liệu đường nêu",
        f"Over the loaded roads{cuts_en}; speeds as stated with the roads",
    )
