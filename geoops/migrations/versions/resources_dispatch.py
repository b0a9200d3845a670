"""Dispatch and evacuation: units sent, their steps and costs; orders to leave, people counted out and in."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY

from geoops.migrations.rls import grant_reference, protect_child

revision = "resources_dispatch"
down_revision = "resources_readiness"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
_HELD = "state IN ('offered', 'assigned', 'on_the_way', 'on_the_scene', 'released')"
_IN_SPACE = "space = (SELECT current_space())"
_COMMUNES = "(SELECT scope_communes())::text[]"
_EITHER_END = (
    f"{_IN_SPACE} AND ((SELECT scope_is_nation()) OR commune_code = ANY ({_COMMUNES})"
    f" OR to_commune_code = ANY ({_COMMUNES}))"
)
_ANY_OF = f"{_IN_SPACE} AND ((SELECT scope_is_nation()) OR commune_codes && {_COMMUNES})"


def _space() -> sa.Column[str]:
    return sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False)


def _known() -> sa.Column[object]:
    return sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False)


def _actor(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, server_default=sa.text("current_actor()"), nullable=False)


def _of(table: str, key: str, parent: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["space", key],
        [f"{parent}.space", f"{parent}.id"],
        ondelete="CASCADE",
        name=f"fk_{table}_{name}",
    )


def _in_space(table: str, *key: str) -> tuple[sa.Constraint, sa.Constraint]:
    return (
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f(f"fk_{table}_space")),
        sa.PrimaryKeyConstraint("space", *key, name=op.f(f"pk_{table}")),
    )


def _protect(table: str, rule: str) -> None:
    """Rows that lie in more than one commune: seen and written by whoever answers for one of them."""
    grant_reference(table)
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY touching ON {table} TO geoops_app USING ({rule}) WITH CHECK ({rule})")


def _dispatches() -> None:
    op.create_table(
        "dispatches",
        _space(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("returned", sa.Float()),
        sa.Column("resource_id", sa.Uuid()),
        sa.Column("team", sa.String),
        sa.Column("commune_code", sa.String),
        sa.Column("to_commune_code", sa.String, nullable=False),
        sa.Column("incident_id", sa.Uuid()),
        sa.Column("request_id", sa.Uuid()),
        sa.Column("note", sa.String),
        sa.Column("from_geom_3857", Geometry("POINT", srid=3857, spatial_index=False)),
        sa.Column("to_geom_3857", Geometry("POINT", srid=3857, spatial_index=False), nullable=False),
        _actor("requested_by"),
        sa.Column("requested_at", TIME, nullable=False),
        sa.Column("state_at", TIME, nullable=False),
        sa.Column("left_at", TIME),
        sa.Column("ended_at", TIME),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("body_sha256", sa.String, nullable=False),
        _known(),
        sa.CheckConstraint(
            "state IN ('requested', 'offered', 'assigned', 'on_the_way', 'on_the_scene', 'released', 'back',"
            " 'refused', 'cancelled')",
            name=op.f("ck_dispatches_state"),
        ),
        sa.CheckConstraint("amount > 0 AND amount < 'Infinity'", name=op.f("ck_dispatches_amount")),
        sa.CheckConstraint("returned >= 0 AND returned <= amount", name=op.f("ck_dispatches_returned")),
        sa.CheckConstraint("resource_id IS NULL OR team IS NULL", name=op.f("ck_dispatches_one_unit")),
        sa.CheckConstraint(
            f"NOT ({_HELD}) OR ((resource_id IS NOT NULL OR team IS NOT NULL) AND commune_code IS NOT NULL)",
            name=op.f("ck_dispatches_held_unit"),
        ),
        _of("dispatches", "resource_id", "resources", "resource"),
        *_in_space("dispatches", "id"),
    )
    op.create_index("ix_dispatches_resource", "dispatches", ["space", "resource_id", "state"])
    op.create_index("ix_dispatches_known", "dispatches", ["space", "known_at", "id"])
    op.create_index("ix_dispatches_to", "dispatches", ["space", "to_commune_code"])
    op.create_index("ix_dispatches_incident", "dispatches", ["space", "incident_id"])
    op.create_index(
        "uq_dispatches_team_out",
        "dispatches",
        ["space", "commune_code", "team"],
        unique=True,
        postgresql_where=sa.text(f"team IS NOT NULL AND {_HELD}"),
    )
    op.create_table(
        "dispatch_steps",
        _space(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dispatch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("from_state", sa.String),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("override", sa.String),
        _actor("actor"),
        sa.Column("at", TIME, nullable=False),
        _known(),
        _of("dispatch_steps", "dispatch_id", "dispatches", "dispatch"),
        *_in_space("dispatch_steps", "id"),
    )
    op.create_index("ix_dispatch_steps_of", "dispatch_steps", ["space", "dispatch_id", "number"])
    op.create_table(
        "dispatch_costs",
        _space(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dispatch_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("amount_vnd", sa.BigInteger()),
        sa.Column("hours", sa.Float()),
        sa.Column("note", sa.String),
        _actor("noted_by"),
        _known(),
        sa.Column("removed_at", TIME),
        sa.Column("removed_by", sa.String),
        sa.CheckConstraint("amount_vnd >= 0", name=op.f("ck_dispatch_costs_amount_vnd")),
        sa.CheckConstraint("hours >= 0 AND hours < 'Infinity'", name=op.f("ck_dispatch_costs_hours")),
        sa.CheckConstraint(
            "amount_vnd IS NOT NULL OR hours IS NOT NULL", name=op.f("ck_dispatch_costs_something")
        ),
        _of("dispatch_costs", "dispatch_id", "dispatches", "dispatch"),
        *_in_space("dispatch_costs", "id"),
    )
    op.create_index("ix_dispatch_costs_of", "dispatch_costs", ["space", "dispatch_id"])
    _protect("dispatches", _EITHER_END)
    protect_child("dispatch_steps", "dispatches", "dispatch_id")
    protect_child("dispatch_costs", "dispatches", "dispatch_id")


def _evacuations() -> None:
    op.create_table(
        "evacuations",
        _space(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("commune_codes", ARRAY(sa.Text), nullable=False),
        sa.Column("hamlet", sa.String),
        sa.Column("geom_3857", Geometry("POINT", srid=3857, spatial_index=False), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("ordered_by", sa.String, nullable=False),
        sa.Column("ordered_at", TIME, nullable=False),
        sa.Column("incident_id", sa.Uuid()),
        sa.Column("state", sa.String, server_default=sa.text("'ordered'"), nullable=False),
        sa.Column("state_at", TIME, nullable=False),
        sa.Column("state_reason", sa.String),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("body_sha256", sa.String, nullable=False),
        _known(),
        _actor("created_by"),
        sa.CheckConstraint("state IN ('ordered', 'closed', 'cancelled')", name=op.f("ck_evacuations_state")),
        sa.CheckConstraint("people > 0", name=op.f("ck_evacuations_people")),
        *_in_space("evacuations", "id"),
    )
    op.create_index("ix_evacuations_known", "evacuations", ["space", "known_at", "id"])
    op.create_index("ix_evacuations_communes", "evacuations", ["commune_codes"], postgresql_using="gin")
    op.create_table(
        "evacuation_shelters",
        _space(),
        sa.Column("evacuation_id", sa.Uuid(), nullable=False),
        sa.Column("shelter_id", sa.Uuid(), nullable=False),
        _of("evacuation_shelters", "evacuation_id", "evacuations", "order"),
        _of("evacuation_shelters", "shelter_id", "shelters", "shelter"),
        *_in_space("evacuation_shelters", "evacuation_id", "shelter_id"),
    )
    op.create_table(
        "evacuation_counts",
        _space(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("evacuation_id", sa.Uuid()),
        sa.Column("shelter_id", sa.Uuid()),
        sa.Column("commune_codes", ARRAY(sa.Text), nullable=False),
        sa.Column("direction", sa.String, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("override", sa.String),
        sa.Column("counted_at", TIME, nullable=False),
        _actor("counter"),
        sa.Column("body_sha256", sa.String, nullable=False),
        _known(),
        sa.Column("voided_at", TIME),
        sa.Column("voided_by", sa.String),
        sa.Column("void_reason", sa.String),
        sa.Column("shelter_count_ids", ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False),
        sa.CheckConstraint("direction IN ('out', 'in', 'home')", name=op.f("ck_evacuation_counts_direction")),
        sa.CheckConstraint("people > 0", name=op.f("ck_evacuation_counts_people")),
        sa.CheckConstraint(
            "(direction = 'out') = (shelter_id IS NULL)", name=op.f("ck_evacuation_counts_shelter")
        ),
        sa.CheckConstraint(
            "direction <> 'out' OR evacuation_id IS NOT NULL", name=op.f("ck_evacuation_counts_order")
        ),
        _of("evacuation_counts", "evacuation_id", "evacuations", "order"),
        _of("evacuation_counts", "shelter_id", "shelters", "shelter"),
        *_in_space("evacuation_counts", "id"),
    )
    op.create_index("ix_evacuation_counts_of", "evacuation_counts", ["space", "evacuation_id"])
    op.create_index(
        "ix_evacuation_counts_shelter", "evacuation_counts", ["space", "shelter_id", "counted_at"]
    )
    op.create_table(
        "evacuation_households",
        _space(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("evacuation_id", sa.Uuid(), nullable=False),
        sa.Column("head", sa.String, nullable=False),
        sa.Column("phone", sa.String),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("needs", sa.String),
        sa.Column("body_sha256", sa.String, nullable=False),
        _actor("noted_by"),
        _known(),
        sa.CheckConstraint("people > 0", name=op.f("ck_evacuation_households_people")),
        _of("evacuation_households", "evacuation_id", "evacuations", "order"),
        *_in_space("evacuation_households", "id"),
    )
    op.create_index("ix_evacuation_households_of", "evacuation_households", ["space", "evacuation_id"])
    _protect("evacuations", _ANY_OF)
    _protect("evacuation_counts", _ANY_OF)
    protect_child("evacuation_shelters", "evacuations", "evacuation_id")
    protect_child("evacuation_households", "evacuations", "evacuation_id")


def upgrade() -> None:
    _dispatches()
    _evacuations()


def downgrade() -> None:
    for table in (
        "evacuation_households",
        "evacuation_counts",
        "evacuation_shelters",
        "evacuations",
        "dispatch_costs",
        "dispatch_steps",
        "dispatches",
    ):
        op.drop_table(table)
