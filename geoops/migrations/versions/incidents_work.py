"""The work on incidents: answers, deadlines, holders, repeats, presence, bulk actions and hand-overs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geoops.migrations.rls import grant_reference, protect_child, protect_scoped, protect_spaced

revision = "incidents_work"
down_revision = "incidents_carried"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
IN_QUEUE = sa.text("state IN ('reported', 'verified', 'responding') AND merged_into IS NULL")
NEW_COLUMNS: tuple[sa.Column[object], ...] = (
    sa.Column("fields", JSONB, nullable=False, server_default=sa.text("'{}'")),
    sa.Column("doubtful_fields", ARRAY(sa.String), nullable=False, server_default=sa.text("'{}'")),
    sa.Column("definition_version", sa.String),
    sa.Column("clock_offset_s", sa.Float),
    sa.Column("uncertainty_m", sa.Float),
    sa.Column("landmark", sa.String),
    sa.Column("road", sa.String),
    sa.Column("chainage", sa.String),
    sa.Column("reporter_distance_m", sa.Float),
    sa.Column("far_apart", sa.Boolean, nullable=False, server_default=sa.text("false")),
    sa.Column("state_at", TIME, nullable=False, server_default=sa.text("space_now()")),
    sa.Column("due_at", TIME),
    sa.Column("escalate_at", TIME),
    sa.Column("level", sa.SmallInteger, nullable=False, server_default=sa.text("0")),
    sa.Column("queue_at", TIME, nullable=False, server_default=sa.text("space_now()")),
    sa.Column("assignee_kind", sa.String),
    sa.Column("assignee", sa.String),
    sa.Column("holder", sa.String),
    sa.Column("held_at", TIME),
    sa.Column("seen_at", TIME),
    sa.Column("seen_by", sa.String),
    sa.Column("acted_at", TIME),
    sa.Column("merged_into", sa.Uuid, sa.ForeignKey("incidents.id")),
    sa.Column("witnesses", sa.Integer, nullable=False, server_default=sa.text("1")),
    sa.Column("attachments", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("device_id", sa.String),
)
# A text without marks and capitals, for likeness. unaccent() itself is only stable, because its dictionary could change.
PLAIN_TEXT = """
CREATE FUNCTION plain_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT lower(extensions.unaccent('extensions.unaccent'::regdictionary, value)) $$
"""


def _space() -> sa.Column[str]:
    return sa.Column(
        "space",
        sa.String,
        sa.ForeignKey("spaces.name"),
        nullable=False,
        server_default=sa.text("current_space()"),
    )


def _incident(primary_key: bool = False) -> sa.Column[object]:
    return sa.Column(
        "incident_id",
        sa.Uuid,
        sa.ForeignKey("incidents.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
    )


def _known_at() -> sa.Column[object]:
    return sa.Column("known_at", TIME, nullable=False, server_default=sa.text("space_now()"))


def upgrade() -> None:
    for column in NEW_COLUMNS:
        op.add_column("incidents", column)
    op.execute("UPDATE incidents SET queue_at = known_at, state_at = known_at, uncertainty_m = accuracy_m")
    op.create_check_constraint(op.f("ck_incidents_not_merged_into_itself"), "incidents", "merged_into <> id")
    op.create_index("ix_incidents_queue", "incidents", ["space", "queue_at", "id"], postgresql_where=IN_QUEUE)
    op.create_index(
        "ix_incidents_open_geom_3857",
        "incidents",
        ["geom_3857"],
        postgresql_using="gist",
        postgresql_where=IN_QUEUE,
    )
    op.create_index("ix_incidents_escalate", "incidents", ["space", "escalate_at"], postgresql_where=IN_QUEUE)
    op.create_index(
        "ix_incidents_merged_into",
        "incidents",
        ["merged_into"],
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.create_index("ix_incidents_reported_by", "incidents", ["reported_by", "known_at", "id"])
    op.execute(PLAIN_TEXT)

    op.create_table(
        "incident_contradictions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("incident_id", sa.Uuid, nullable=False),
        sa.Column("commune_code", sa.String),
        sa.Column("body", JSONB, nullable=False),
        sa.Column("content_hash", sa.LargeBinary, nullable=False),
        sa.Column("reported_by", sa.String, nullable=False),
        sa.Column("received_at", TIME, nullable=False, server_default=sa.text("clock_timestamp()")),
        _space(),
        sa.UniqueConstraint("incident_id", "content_hash"),
    )
    protect_scoped("incident_contradictions", own_column="reported_by", insert_anywhere=True)
    op.execute("GRANT USAGE, SELECT ON SEQUENCE incident_contradictions_id_seq TO geoops_app")

    op.create_table(
        "incident_watchers",
        _incident(primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        _known_at(),
        _space(),
    )
    protect_child("incident_watchers", "incidents", "incident_id")

    op.create_table(
        "incident_presence",
        _incident(primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("since", TIME, nullable=False, server_default=sa.text("clock_timestamp()")),
        sa.Column("until", TIME, nullable=False),
        _space(),
        sa.Index("ix_incident_presence_until", "until"),
    )
    protect_child("incident_presence", "incidents", "incident_id")

    op.create_table(
        "incident_merges",
        sa.Column("id", sa.Integer, primary_key=True),
        _incident(),
        sa.Column("into_id", sa.Uuid, sa.ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        _known_at(),
        sa.Column("ended_at", TIME),
        sa.Column("ended_by", sa.String),
        _space(),
        sa.Index("ix_incident_merges_incident_id", "incident_id"),
        sa.Index("ix_incident_merges_into_id", "into_id"),
        sa.Index(
            "uq_incident_merges_open",
            "incident_id",
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )
    protect_child("incident_merges", "incidents", "incident_id")
    op.execute("GRANT USAGE, SELECT ON SEQUENCE incident_merges_id_seq TO geoops_app")

    op.create_table(
        "incident_batches",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("items", JSONB, nullable=False),
        _known_at(),
        sa.Column("undone_at", TIME),
        _space(),
    )
    protect_spaced("incident_batches")

    op.create_table(
        "incident_handovers",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("signed_by", sa.String, nullable=False),
        sa.Column("handed_to", sa.String, nullable=False),
        sa.Column("signed_at", TIME, nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("previous_hash", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("accepted_by", sa.String),
        sa.Column("accepted_at", TIME),
        _space(),
        sa.UniqueConstraint("space", "scope", "number"),
    )
    grant_reference("incident_handovers")
    op.execute("ALTER TABLE incident_handovers ENABLE ROW LEVEL SECURITY")
    rule = (
        "space = (SELECT current_space()) AND ((SELECT scope_is_nation())"
        " OR scope = (SELECT current_setting('geoops.scope', true)))"
    )
    op.execute(
        f"CREATE POLICY of_scope ON incident_handovers TO geoops_app USING ({rule}) WITH CHECK ({rule})"
    )


def downgrade() -> None:
    for table in ("handovers", "batches", "merges", "presence", "watchers", "contradictions"):
        op.drop_table(f"incident_{table}")
    op.execute("DROP FUNCTION plain_text(text)")
    op.drop_index("ix_incidents_reported_by", "incidents")
    op.drop_index("ix_incidents_merged_into", "incidents")
    op.drop_index("ix_incidents_escalate", "incidents")
    op.drop_index("ix_incidents_open_geom_3857", "incidents")
    op.drop_index("ix_incidents_queue", "incidents")
    op.drop_constraint(op.f("ck_incidents_not_merged_into_itself"), "incidents")
    for column in reversed(NEW_COLUMNS):
        op.drop_column("incidents", column.name)
