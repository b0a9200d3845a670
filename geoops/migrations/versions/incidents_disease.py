"""Outbreaks of disease with their zones; who is told of incidents that climb, and the receipts."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geoops.migrations.rls import grant_reference, protect_scoped, protect_spaced

revision = "incidents_disease"
down_revision = "indicator_quality"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
TABLES = (
    "outbreaks",
    "outbreak_states",
    "outbreak_reports",
    "outbreak_figures",
    "outbreak_zones",
    "outbreak_zone_communes",
)
# A zone reaches over the border of a commune and of a province: whoever lies in it has to see it.
_SEEN_NEXT_DOOR = """
CREATE POLICY seen_next_door ON {table} FOR SELECT TO geoops_app USING (space = (SELECT current_space()))
"""


_IN_AREA = (
    "space = (SELECT current_space()) AND ((SELECT scope_is_nation())"
    " OR area::text[] <@ ((SELECT scope_provinces())::text[] || (SELECT scope_communes())::text[]))"
)


def _space(*, key: bool = True) -> sa.Column[str]:
    return sa.Column(
        "space",
        sa.String,
        sa.ForeignKey("spaces.name"),
        primary_key=key,
        nullable=False,
        server_default=sa.text("current_space()"),
    )


def _known() -> sa.Column[object]:
    return sa.Column("known_at", TIME, nullable=False, server_default=sa.text("space_now()"))


def _received() -> sa.Column[object]:
    return sa.Column("received_at", TIME, nullable=False, server_default=sa.text("clock_timestamp()"))


def _shape(name: str, kind: str, srid: int, *, nullable: bool) -> sa.Column[object]:
    return sa.Column(name, Geometry(kind, srid, spatial_index=False), nullable=nullable)


def _of_outbreak() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["space", "outbreak_id"], ["outbreaks.space", "outbreaks.id"])


def upgrade() -> None:
    op.create_table(
        "outbreaks",
        _space(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("disease", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("species", sa.String),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("hamlet", sa.String, nullable=False),
        sa.Column("hamlet_key", sa.String, nullable=False),
        _shape("geom", "POINT", 4326, nullable=True),
        _shape("geom_3857", "POINT", 3857, nullable=True),
        sa.Column("accuracy_m", sa.Float),
        sa.Column("method", sa.String),
        sa.Column("began_at", TIME, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("status_at", TIME, nullable=False),
        sa.Column("note", sa.String),
        sa.Column("reported_by", sa.String, nullable=False),
        sa.Column("content_hash", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        _received(),
        _known(),
        sa.Index("ix_outbreaks_space_known", "space", "known_at", "id"),
        sa.Index("ix_outbreaks_space_commune", "space", "commune_code"),
    )
    op.create_table(
        "outbreak_states",
        _space(key=False),
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("outbreak_id", sa.Uuid, nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        _known(),
        _of_outbreak(),
        sa.Index("ix_outbreak_states_outbreak", "space", "outbreak_id", "at"),
    )
    op.create_table(
        "outbreak_reports",
        _space(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("outbreak_id", sa.Uuid, nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("starts_at", TIME),
        sa.Column("as_of", TIME, nullable=False),
        sa.Column("replaces", sa.Uuid),
        sa.Column("replaced_by", sa.Uuid),
        sa.Column("replaced_at", TIME),
        sa.Column("reason", sa.String),
        sa.Column("note", sa.String),
        sa.Column("reported_by", sa.String, nullable=False),
        sa.Column("content_hash", sa.LargeBinary, nullable=False),
        _received(),
        _known(),
        _of_outbreak(),
        sa.CheckConstraint("(measure = 'period') = (starts_at IS NOT NULL)", name="period_has_start"),
        sa.CheckConstraint("starts_at IS NULL OR starts_at < as_of", name="starts_before_end"),
        sa.Index("ix_outbreak_reports_outbreak", "space", "outbreak_id", "as_of"),
    )
    op.create_table(
        "outbreak_figures",
        _space(),
        sa.Column("report_id", sa.Uuid, primary_key=True),
        sa.Column("item", sa.String, primary_key=True),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("adds", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(
            ["space", "report_id"], ["outbreak_reports.space", "outbreak_reports.id"], ondelete="CASCADE"
        ),
        sa.CheckConstraint("quantity >= 0", name="not_negative"),
    )
    op.create_table(
        "outbreak_zones",
        _space(key=False),
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("outbreak_id", sa.Uuid, nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("disease", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("radius_m", sa.Float, nullable=False),
        sa.Column("set_by", sa.String),
        sa.Column("reason", sa.String),
        _shape("geom", "POLYGON", 4326, nullable=False),
        _shape("geom_3857", "POLYGON", 3857, nullable=False),
        sa.Column("boundary_version", sa.Integer, nullable=False),
        _known(),
        sa.Column("ended_at", TIME),
        _of_outbreak(),
        sa.CheckConstraint("radius_m > 0", name="radius"),
        sa.Index("ix_outbreak_zones_outbreak", "space", "outbreak_id"),
    )
    op.create_table(
        "outbreak_zone_communes",
        _space(key=False),
        sa.Column(
            "zone_id",
            sa.BigInteger,
            sa.ForeignKey("outbreak_zones.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("touched_code", sa.String, primary_key=True),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("area_km2", sa.Float, nullable=False),
        sa.Column("share", sa.Float, nullable=False),
        sa.Index("ix_outbreak_zone_communes_touched", "space", "touched_code"),
    )
    for table in TABLES:
        protect_scoped(table)
    for table in ("outbreak_zones", "outbreak_zone_communes"):
        op.execute(_SEEN_NEXT_DOOR.format(table=table))
    _escalation()


def _escalation() -> None:
    now = sa.text("now()")
    op.create_table(
        "escalation_recipients",
        sa.Column("id", sa.Uuid, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("name", "kind", "address")),
        sa.Column("secret", sa.String),
        sa.Column("shown", sa.String, nullable=False),
        sa.Column("area", ARRAY(sa.String), nullable=False),
        sa.Column("least_level", sa.SmallInteger, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("created_at", TIME, nullable=False, server_default=now),
        sa.Column("removed_at", TIME),
        _space(key=False),
        sa.CheckConstraint("kind IN ('webhook', 'email', 'apprise')", name="kind"),
        sa.CheckConstraint("space = 'live'", name="live_only"),
        sa.Index(
            "uq_escalation_recipients_name",
            "name",
            unique=True,
            postgresql_where=sa.text("removed_at IS NULL"),
        ),
    )
    grant_reference("escalation_recipients")
    op.execute("ALTER TABLE escalation_recipients ENABLE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY in_area ON escalation_recipients TO geoops_app"
        f" USING ({_IN_AREA}) WITH CHECK ({_IN_AREA})"
    )
    op.create_table(
        "escalation_messages",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("recipient_id", sa.Uuid, sa.ForeignKey("escalation_recipients.id"), nullable=False),
        sa.Column("incidents", JSONB, nullable=False),
        sa.Column("raised_at", TIME, nullable=False),
        sa.Column("state", sa.String, nullable=False, server_default=sa.text("'waiting'")),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("last_error", sa.String),
        sa.Column("last_at", TIME),
        sa.Column("next_at", TIME, server_default=now),
        sa.Column("delivered_at", TIME),
        _space(key=False),
        sa.CheckConstraint("state IN ('waiting', 'delivered', 'given_up')", name="state"),
        sa.CheckConstraint("space = 'live'", name="live_only"),
        sa.Index("ix_escalation_messages_waiting", "next_at", postgresql_where=sa.text("state = 'waiting'")),
    )
    protect_spaced("escalation_messages")


def downgrade() -> None:
    op.drop_table("escalation_messages")
    op.drop_table("escalation_recipients")
    for table in reversed(TABLES):
        op.drop_table(table)
