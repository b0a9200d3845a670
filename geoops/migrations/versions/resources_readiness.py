"""Readiness: stores, what more is known of a resource, planning norms as a province sets them, and what was assessed."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geoops.migrations.rls import protect_scoped, protect_spaced

revision = "resources_readiness"
down_revision = "works"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def _space() -> sa.Column[str]:
    return sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "stores",
        _space(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("geom", Geometry("POINT", srid=4326, spatial_index=False)),
        sa.Column("geom_3857", Geometry("POINT", srid=3857, spatial_index=False)),
        sa.Column("body_sha256", sa.String, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("created_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.Column("closed_at", TIME),
        sa.Column("closed_by", sa.String),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_stores_space")),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_stores")),
    )
    op.create_index("ix_stores_commune", "stores", ["space", "commune_code"])
    op.create_index(
        "uq_stores_open_name",
        "stores",
        ["space", "commune_code", sa.text("lower(name)")],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    for column in (
        sa.Column("store_id", sa.Uuid()),
        sa.Column("expires_on", sa.Date()),
        sa.Column("norm", sa.Float()),
        sa.Column("skills", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("leader", sa.String),
        sa.Column("phone", sa.String),
        sa.Column("radio", sa.String),
        sa.Column("near", Geometry("POINT", srid=4326, spatial_index=False)),
    ):
        op.add_column("resources", column)
    op.create_check_constraint("norm", "resources", "norm >= 0 AND norm < 'Infinity'")
    op.create_foreign_key("fk_resources_store", "resources", "stores", ["space", "store_id"], ["space", "id"])
    op.create_index("ix_resources_store", "resources", ["space", "store_id"])
    op.execute(
        "UPDATE resources SET near = coalesce(resources.geom,"
        " (SELECT unit.point FROM communes AS unit WHERE unit.code = resources.commune_code"
        " ORDER BY unit.valid_from DESC LIMIT 1))"
    )
    op.execute(
        "CREATE INDEX ix_resources_near ON resources USING gist (space, kind, CAST(near AS geography))"
    )
    op.execute("CREATE INDEX ix_shelters_near ON shelters USING gist (space, CAST(geom AS geography))")
    op.create_table(
        "planning_norms",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        _space(),
        sa.Column("norm", sa.String, nullable=False),
        sa.Column("province_code", sa.String),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("changed_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.CheckConstraint("value >= 0 AND value < 'Infinity'", name=op.f("ck_planning_norms_value")),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_planning_norms_space")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planning_norms")),
    )
    op.create_index(
        "ix_planning_norms_latest", "planning_norms", ["space", "norm", "province_code", "known_at", "id"]
    )
    op.create_table(
        "commune_readiness",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        _space(),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("weakest", sa.String),
        sa.Column("failing", sa.String),
        sa.Column("ratio", sa.Float()),
        sa.Column("at_most", sa.Boolean(), nullable=False),
        sa.Column("surplus", JSONB, nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, server_default=sa.text("'infinity'"), nullable=False),
        sa.CheckConstraint("state IN ('ready', 'short', 'unknown')", name=op.f("ck_commune_readiness_state")),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_commune_readiness_space")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commune_readiness")),
    )
    op.create_index(
        "uq_commune_readiness_standing",
        "commune_readiness",
        ["space", "commune_code"],
        unique=True,
        postgresql_where=sa.text("ends_at = 'infinity'"),
    )
    op.create_index("ix_commune_readiness_span", "commune_readiness", ["space", "starts_at", "ends_at"])
    op.create_table(
        "readiness_clock",
        _space(),
        sa.Column("worked_out_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_readiness_clock_space")),
        sa.PrimaryKeyConstraint("space", name=op.f("pk_readiness_clock")),
    )
    protect_scoped("stores")
    protect_spaced("planning_norms")
    protect_scoped("commune_readiness")
    protect_spaced("readiness_clock")


def downgrade() -> None:
    for table in ("readiness_clock", "commune_readiness", "planning_norms"):
        op.drop_table(table)
    op.drop_index("ix_shelters_near", "shelters")
    op.drop_index("ix_resources_near", "resources")
    op.drop_index("ix_resources_store", "resources")
    op.drop_constraint("fk_resources_store", "resources", type_="foreignkey")
    op.drop_constraint(op.f("ck_resources_norm"), "resources", type_="check")
    for column in ("near", "radio", "phone", "leader", "skills", "norm", "expires_on", "store_id"):
        op.drop_column("resources", column)
    op.drop_table("stores")
