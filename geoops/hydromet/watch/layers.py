"""The layer of stations by how they stand."""

from datetime import timedelta

from geoops.hydromet import silence
from geoops.hydromet.observations.service import DOMAIN, ENTITY
from geoops.kit.i18n import Text
from geoops.layers.model import Field, Layer, Legend, LegendItem, Style, Values

# Greys and one amber: lateness is no danger, and must not look like one.
_COLOURS = {"on_time": "#5B8DB8", "late": "#C8A04A", "silent": "#6B7480", "unknown": "#B6C1CC"}
_WORDS = {
    "on_time": Text("Đúng giờ", "On time"),
    "late": Text("Trễ", "Late"),
    "silent": Text("Im lặng", "Silent"),
    "unknown": Text("Chưa rõ", "Unknown"),
}

# The newest reading as of :at: what the station says of itself, else (looking back) what its rain tells.
_STATE_SQL = f"""
SELECT id, age_minutes AS value, age_minutes, last_at,
       CASE WHEN missed IS NULL THEN 'unknown' WHEN missed <= {silence.rule().late_after} THEN 'on_time'
            WHEN missed <= {silence.rule().silent_after} THEN 'late' ELSE 'silent' END AS class
FROM (
  SELECT id, last_at, CAST(round(extract(epoch FROM CAST(:at AS timestamptz) - last_at) / 60) AS integer) AS age_minutes,
         extract(epoch FROM CAST(:at AS timestamptz) - last_at) / nullif(rhythm_s, 0) AS missed
  FROM (
    SELECT id, rhythm_s,
           CASE WHEN last_seen_at <= CAST(:at AS timestamptz) THEN last_seen_at ELSE (
             SELECT max(ends_at) FROM rain_pieces AS piece
             WHERE piece.station_id = stations.id AND piece.ends_at <= CAST(:at AS timestamptz)
               AND piece.ends_at > CAST(:at AS timestamptz) - interval '3 days'
               AND piece.known_at <= CAST(:known_at AS timestamptz)) END AS last_at
    FROM stations
    WHERE successor_id IS NULL AND first_seen_at <= CAST(:at AS timestamptz)) AS seen) AS judged
"""  # noqa: S608 - made of constants

_SUMMARY_SQL = """
SELECT CAST(count(*) AS integer) AS count, least(max(last_seen_at), CAST(:at AS timestamptz)) AS latest_at
FROM stations WHERE successor_id IS NULL AND first_seen_at <= CAST(:at AS timestamptz)
"""

LAYERS: tuple[Layer, ...] = (
    Layer(
        id="station_states",
        domain=DOMAIN,
        group="weather",
        title=Text("Trạm đúng giờ, trễ, im lặng", "Stations on time, late, silent"),
        description=Text(
            "Theo nhịp của từng trạm: quá 2 nhịp là trễ, quá 6 nhịp là im lặng",
            "By each station's own rhythm: beyond 2 rhythms late, beyond 6 silent",
        ),
        source=Values(_STATE_SQL, of="stations"),
        style=Style("circle", by="class", size=5),
        legend=Legend(
            tuple(LegendItem(name, _WORDS[name], colour) for name, colour in _COLOURS.items()),
            Text("Trạng thái trạm", "State of the station"),
        ),
        fields=(
            Field("value", Text("Tuổi số liệu", "Age of the data"), "min", "number", comparable=False),
            Field("class", Text("Trạng thái", "State")),
            Field("last_at", Text("Số đọc cuối", "Last reading"), None, "time"),
        ),
        time="instant",
        fresh_for=timedelta(hours=2),
        depends_on=((DOMAIN, ENTITY),),
        summary_sql=_SUMMARY_SQL,
        order=80,
    ),
)
