"""Four on the spot: resources, shelters, their counts, and the seats of the communes' commands."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

from geoops.migrations.rls import protect_scoped

revision = "resources"
down_revision = "indicators"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

_TABLES = ("resources", "resource_counts", "shelters", "shelter_counts", "command_posts")


def upgrade() -> None:
    op.create_table(
        "command_posts",
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("holder", sa.String),
        sa.Column("phone", sa.String),
        sa.Column("confirmed_at", TIME, nullable=False),
        sa.Column("counter", sa.String, nullable=False),
        sa.Column("demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("body_sha256", sa.String, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("created_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.CheckConstraint(
            "role IN ('head', 'standing_deputy', 'deputy', 'member')", name=op.f("ck_command_posts_role")
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_command_posts_space")),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_command_posts")),
    )
    op.create_index("ix_command_posts_commune", "command_posts", ["space", "commune_code"])
    op.create_table(
        "resources",
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("pillar", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("store", sa.String),
        sa.Column("note", sa.String),
        sa.Column(
            "geom",
            Geometry("POINT", srid=4326, spatial_index=False),
        ),
        sa.Column(
            "geom_3857",
            Geometry("POINT", srid=3857, spatial_index=False),
        ),
        sa.Column("demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("body_sha256", sa.String, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("created_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.CheckConstraint(
            "pillar IN ('command', 'forces', 'means', 'logistics')", name=op.f("ck_resources_pillar")
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_resources_space")),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_resources")),
    )
    op.create_index("ix_resources_commune", "resources", ["space", "commune_code"])
    op.create_index("ix_resources_place", "resources", ["geom_3857"], postgresql_using="gist")
    op.create_table(
        "shelters",
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("water", sa.Boolean()),
        sa.Column("power", sa.Boolean()),
        sa.Column("toilets", sa.Boolean()),
        sa.Column("accessible", sa.Boolean()),
        sa.Column("note", sa.String),
        sa.Column(
            "geom",
            Geometry("POINT", srid=4326, spatial_index=False),
            nullable=False,
        ),
        sa.Column(
            "geom_3857",
            Geometry("POINT", srid=3857, spatial_index=False),
            nullable=False,
        ),
        sa.Column("demo", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("body_sha256", sa.String, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("created_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_shelters_capacity")),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_shelters_space")),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_shelters")),
    )
    op.create_index("ix_shelters_commune", "shelters", ["space", "commune_code"])
    op.create_index("ix_shelters_place", "shelters", ["geom_3857"], postgresql_using="gist")
    op.create_table(
        "resource_counts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("quantity", sa.Float(), nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("counted_at", TIME, nullable=False),
        sa.Column("counter", sa.String, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.CheckConstraint(
            "quantity >= 0 AND quantity < 'Infinity'", name=op.f("ck_resource_counts_quantity")
        ),
        sa.CheckConstraint(
            "state IN ('ready', 'in_use', 'repair', 'unusable')", name=op.f("ck_resource_counts_state")
        ),
        sa.ForeignKeyConstraint(
            ["space", "resource_id"],
            ["resources.space", "resources.id"],
            name="fk_resource_counts_resource",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_resource_counts_space")),
        sa.PrimaryKeyConstraint("id", "space", name=op.f("pk_resource_counts")),
    )
    op.create_index(
        "ix_resource_counts_latest", "resource_counts", ["space", "resource_id", "counted_at", "known_at"]
    )
    op.create_table(
        "shelter_counts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.Column("shelter_id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("occupancy", sa.Integer()),
        sa.Column("counted_at", TIME, nullable=False),
        sa.Column("counter", sa.String, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.CheckConstraint("occupancy >= 0", name=op.f("ck_shelter_counts_occupancy")),
        sa.ForeignKeyConstraint(
            ["space", "shelter_id"],
            ["shelters.space", "shelters.id"],
            name="fk_shelter_counts_shelter",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_shelter_counts_space")),
        sa.PrimaryKeyConstraint("id", "space", name=op.f("pk_shelter_counts")),
    )
    op.create_index(
        "ix_shelter_counts_latest", "shelter_counts", ["space", "shelter_id", "counted_at", "known_at"]
    )
    for table in _TABLES:
        protect_scoped(table)


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
