"""Roads with their kilometre posts, road points, works, and what is known of reservoirs."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY

from geoops.migrations.rls import grant_reference, protect_scoped

revision = "works"
down_revision = "incidents_circle_kept"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
_REFERENCE = ("roads", "road_posts")
_SCOPED = (
    "road_points",
    "road_point_states",
    "works",
    "work_inspections",
    "reservoir_readings",
    "reservoir_notices",
)


def upgrade() -> None:
    op.create_table(
        "roads",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("part", sa.String),
        sa.Column("province_code", sa.String),
        sa.Column("geom", Geometry("MULTILINESTRING", srid=4326, spatial_index=False), nullable=False),
        sa.Column("geom_3857", Geometry("MULTILINESTRING", srid=3857, spatial_index=False), nullable=False),
        sa.Column("length_m", sa.Float(), nullable=False),
        sa.Column("gap_m", sa.Float(), nullable=False),
        sa.Column("accuracy_m", sa.Float(), nullable=False),
        sa.Column("start_m", sa.Float()),
        sa.Column("speed_kmh", sa.Float(), nullable=False),
        sa.Column("speed_assumed", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("licence", sa.String),
        sa.Column("begin_m", sa.Float()),
        sa.Column("end_m", sa.Float()),
        sa.Column("posts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("loaded_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "accuracy_m >= 0 AND speed_kmh > 0 AND length_m > 0", name=op.f("ck_roads_figures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roads")),
        sa.UniqueConstraint(
            "key", "part", name=op.f("uq_roads_key_part"), postgresql_nulls_not_distinct=True
        ),
    )
    op.create_index("ix_roads_geom_3857", "roads", ["geom_3857"], postgresql_using="gist")
    op.create_table(
        "road_posts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("road_id", sa.BigInteger(), nullable=False),
        sa.Column("posted_m", sa.Float(), nullable=False),
        sa.Column("geom", Geometry("POINT", srid=4326, spatial_index=False), nullable=False),
        sa.Column("accuracy_m", sa.Float(), nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.ForeignKeyConstraint(
            ["road_id"], ["roads.id"], name=op.f("fk_road_posts_road_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_road_posts")),
        sa.UniqueConstraint("road_id", "posted_m", name=op.f("uq_road_posts_road_id_posted_m")),
    )
    op.create_table(
        "road_points",
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("road", sa.String, nullable=False),
        sa.Column("road_key", sa.String, nullable=False),
        sa.Column("part", sa.String),
        sa.Column("chainage", sa.String, nullable=False),
        sa.Column("from_m", sa.Float(), nullable=False),
        sa.Column("to_m", sa.Float()),
        sa.Column("length_m", sa.Float()),
        sa.Column("side", sa.String),
        sa.Column("plan", sa.String),
        sa.Column("note", sa.String),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("geom", Geometry("POINT", srid=4326, spatial_index=False)),
        sa.Column("geom_3857", Geometry("POINT", srid=3857, spatial_index=False)),
        sa.Column("error_m", sa.Float()),
        sa.Column("placed_by", sa.String, nullable=False),
        sa.Column("body_sha256", sa.String, nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("created_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.CheckConstraint("kind IN ('landslide', 'flooding')", name=op.f("ck_road_points_kind")),
        sa.CheckConstraint("length_m > 0 AND length_m < 'Infinity'", name=op.f("ck_road_points_length")),
        sa.CheckConstraint(
            "placed_by IN ('chainage', 'position', 'commune')", name=op.f("ck_road_points_placed_by")
        ),
        sa.CheckConstraint("to_m >= from_m", name=op.f("ck_road_points_span")),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_road_points_space")),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_road_points")),
    )
    op.create_index("ix_road_points_commune", "road_points", ["space", "commune_code"])
    op.create_index("ix_road_points_geom_3857", "road_points", ["geom_3857"], postgresql_using="gist")
    op.create_table(
        "road_point_states",
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("note", sa.String),
        sa.Column("incident_id", sa.Uuid()),
        sa.Column("reporter", sa.String, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.CheckConstraint("state IN ('open', 'one_lane', 'cut')", name=op.f("ck_road_point_states_state")),
        sa.ForeignKeyConstraint(
            ["space", "point_id"],
            ["road_points.space", "road_points.id"],
            name=op.f("fk_road_point_states_point"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_road_point_states_space")),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_road_point_states")),
    )
    op.create_index(
        "ix_road_point_states_latest", "road_point_states", ["space", "point_id", "since", "known_at"]
    )
    op.create_table(
        "works",
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("river", sa.String),
        sa.Column("operator", sa.String),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("geom", Geometry("POINT", srid=4326, spatial_index=False)),
        sa.Column("geom_3857", Geometry("POINT", srid=3857, spatial_index=False)),
        sa.Column("capacity_mcm", sa.Float()),
        sa.Column("dead_level_m", sa.Float()),
        sa.Column("normal_level_m", sa.Float()),
        sa.Column("flood_level_m", sa.Float()),
        sa.Column("flood_from", sa.String),
        sa.Column("flood_to", sa.String),
        sa.Column("design_level_m", sa.Float()),
        sa.Column("crest_level_m", sa.Float()),
        sa.Column("turbine_m3s", sa.Float()),
        sa.Column("near_m", sa.Float()),
        sa.Column("length_m", sa.Float()),
        sa.Column("station_id", sa.String),
        sa.Column("downstream", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("downstream_source", sa.String),
        sa.Column("note", sa.String),
        sa.Column("body_sha256", sa.String, nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("created_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.CheckConstraint(
            "capacity_mcm > 0 AND turbine_m3s >= 0 AND length_m > 0 AND near_m >= 0",
            name=op.f("ck_works_figures"),
        ),
        sa.CheckConstraint(
            "kind IN ('irrigation_reservoir', 'hydropower_reservoir', 'dike', 'embankment')",
            name=op.f("ck_works_kind"),
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_works_space")),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_works")),
    )
    op.create_index("ix_works_commune", "works", ["space", "commune_code"])
    op.create_index("ix_works_geom_3857", "works", ["geom_3857"], postgresql_using="gist")
    op.create_table(
        "work_inspections",
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("work_id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("note", sa.String),
        sa.Column("inspected_at", TIME, nullable=False),
        sa.Column("inspector", sa.String, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.CheckConstraint(
            "state IN ('good', 'damaged', 'unsafe', 'broken')", name=op.f("ck_work_inspections_state")
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_work_inspections_space")),
        sa.ForeignKeyConstraint(
            ["space", "work_id"],
            ["works.space", "works.id"],
            name=op.f("fk_work_inspections_work"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_work_inspections")),
    )
    op.create_index(
        "ix_work_inspections_latest", "work_inspections", ["space", "work_id", "inspected_at", "known_at"]
    )
    op.create_table(
        "reservoir_readings",
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("work_id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("read_at", TIME, nullable=False),
        sa.Column("level_m", sa.Float()),
        sa.Column("inflow_m3s", sa.Float()),
        sa.Column("release_m3s", sa.Float()),
        sa.Column("spill_m3s", sa.Float()),
        sa.Column("gates_open", sa.Integer()),
        sa.Column("reader", sa.String, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.CheckConstraint(
            "release_m3s >= 0 AND spill_m3s >= 0 AND gates_open >= 0",
            name=op.f("ck_reservoir_readings_figures"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(level_m, inflow_m3s, release_m3s, spill_m3s, gates_open) > 0",
            name=op.f("ck_reservoir_readings_something"),
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_reservoir_readings_space")),
        sa.ForeignKeyConstraint(
            ["space", "work_id"],
            ["works.space", "works.id"],
            name=op.f("fk_reservoir_readings_work"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_reservoir_readings")),
    )
    op.create_index(
        "ix_reservoir_readings_latest", "reservoir_readings", ["space", "work_id", "read_at", "known_at"]
    )
    op.create_table(
        "reservoir_notices",
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("work_id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("reservoir", sa.String, nullable=False),
        sa.Column("reservoir_commune", sa.String, nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("level_m", sa.Float()),
        sa.Column("limit_m", sa.Float()),
        sa.Column("spill_m3s", sa.Float()),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("downstream_source", sa.String),
        sa.Column("read_at", TIME, nullable=False),
        sa.Column("began_at", TIME, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("end_known_at", TIME),
        sa.CheckConstraint(
            "level IN ('near', 'releasing', 'above_normal', 'above_flood', 'above_design')",
            name=op.f("ck_reservoir_notices_level"),
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_reservoir_notices_space")),
        sa.ForeignKeyConstraint(
            ["space", "work_id"],
            ["works.space", "works.id"],
            name=op.f("fk_reservoir_notices_work"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_reservoir_notices")),
    )
    op.create_index(
        "ix_reservoir_notices_commune", "reservoir_notices", ["space", "commune_code", "began_at"]
    )
    op.create_index(
        "uq_reservoir_notices_going",
        "reservoir_notices",
        ["space", "work_id", "commune_code"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    for table in _REFERENCE:
        grant_reference(table)
    for table in _SCOPED:
        protect_scoped(table)


def downgrade() -> None:
    for table in reversed(_REFERENCE + _SCOPED):
        op.drop_table(table)
