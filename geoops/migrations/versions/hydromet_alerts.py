"""Our own warnings, bulletins of others, subscriptions and receipts."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geoops.migrations.rls import grant_reference, protect_spaced

revision = "hydromet_alerts"
down_revision = "indicator_values"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
NO_WORDS, NO_ROWS, NOW = sa.text("'{}'"), sa.text("'[]'"), sa.text("now()")
KNOWN = sa.text("space_now()")
_IN_SPACE = "space = (SELECT current_space())"


def _space() -> sa.Column[str]:
    return sa.Column(
        "space",
        sa.String,
        sa.ForeignKey("spaces.name"),
        nullable=False,
        server_default=sa.text("current_space()"),
    )


def _words(name: str, *, default: bool = True) -> sa.Column[object]:
    return sa.Column(name, ARRAY(sa.String), nullable=False, server_default=NO_WORDS if default else None)


def _shape(name: str, srid: int) -> sa.Column[object]:
    return sa.Column(name, Geometry("MULTIPOLYGON", srid, spatial_index=False))


# Who issues a warning does not see every recipient (a ministry that follows the nation), yet each gets it. The function
# writes receipts for an issued, real warning of the live space and shows nothing but their numbers.
_QUEUE = """
CREATE FUNCTION queue_alert_deliveries(of_alert uuid, provinces text[], severities text[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = geoops, extensions, pg_temp AS $$
  WITH added AS (
    INSERT INTO alert_deliveries (alert_id, subscription_id, space)
    SELECT alert.id, wanted.id, alert.space
    FROM alerts AS alert
    JOIN alert_subscriptions AS wanted
      ON wanted.removed_at IS NULL AND wanted.space = alert.space
     AND (wanted.hazards = '{}' OR alert.hazard = ANY (wanted.hazards))
     AND array_position(severities, alert.severity::text) >= array_position(severities, wanted.least_severity::text)
     AND ('vn' = ANY (wanted.area) OR wanted.area && alert.commune_codes OR wanted.area::text[] && provinces)
    WHERE alert.id = of_alert AND alert.issued_at IS NOT NULL AND alert.status = 'Actual'
      AND alert.space = 'live' AND current_space() = 'live'
    ON CONFLICT (alert_id, subscription_id) DO NOTHING
    RETURNING 1
  )
  SELECT count(*) FROM added
$$;
REVOKE ALL ON FUNCTION queue_alert_deliveries(uuid, text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION queue_alert_deliveries(uuid, text[], text[]) TO geoops_app;
"""


def upgrade() -> None:
    _alerts()
    _bulletins()
    _deliveries()


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("chain_id", sa.Uuid, nullable=False),
        sa.Column("previous_id", sa.Uuid, sa.ForeignKey("alerts.id")),
        sa.Column("message_type", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False, server_default=sa.text("'draft'")),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        *(sa.Column(name, sa.String, nullable=False) for name in ("hazard", "severity", "certainty")),
        sa.Column("urgency", sa.String),
        sa.Column("onset_at", TIME),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("values", JSONB, nullable=False, server_default=NO_WORDS),
        sa.Column("texts", JSONB, nullable=False, server_default=NO_WORDS),
        sa.Column("texts_by_hand", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("bulletin", JSONB),
        _words("commune_codes"),
        sa.Column("boundary_version", sa.Integer),
        _shape("geom", 4326),
        _shape("geom_3857", 3857),
        sa.Column("communes_km2", sa.Float),
        sa.Column("covered_km2", sa.Float),
        sa.Column("note", sa.String),
        _words("authors", default=False),
        sa.Column("created_at", TIME, nullable=False, server_default=KNOWN),
        sa.Column("changed_at", TIME, nullable=False, server_default=KNOWN),
        sa.Column("submitted_by", sa.String),
        sa.Column("reviewed_by", sa.String),
        sa.Column("reviewed_at", TIME),
        sa.Column("review_note", sa.String),
        sa.Column("issued_by", sa.String),
        sa.Column("issued_at", TIME),
        sa.Column("ended_at", TIME),
        *(
            sa.Column(name, sa.String)
            for name in ("ended_by", "end_reason", "status", "sender", "identifier")
        ),
        sa.Column("document", sa.LargeBinary),
        sa.Column("signed", sa.Boolean, nullable=False, server_default=sa.text("false")),
        _space(),
        sa.CheckConstraint("message_type IN ('Alert', 'Update', 'Cancel')", name="message_type"),
        sa.CheckConstraint(
            "state IN ('draft', 'review', 'approved', 'issued', 'superseded', 'cancelled', 'expired', 'discarded')",
            name="state",
        ),
        sa.CheckConstraint(
            "(issued_at IS NULL) = (document IS NULL) AND (issued_at IS NULL) = (identifier IS NULL)",
            name="issued_whole",
        ),
        sa.CheckConstraint(
            "issued_at IS NULL OR message_type = 'Cancel' OR NOT reviewed_by = ANY (authors)",
            name="reviewed_by_another",
        ),
        sa.Index("ix_alerts_space_state", "space", "state"),
        sa.Index("ix_alerts_space_issued", "space", "issued_at", "id"),
        sa.Index("ix_alerts_commune_codes", "commune_codes", postgresql_using="gin"),
        sa.Index("ix_alerts_geom_3857", "geom_3857", postgresql_using="gist"),
        sa.Index(
            "uq_alerts_open",
            "chain_id",
            unique=True,
            postgresql_where=sa.text("state IN ('draft', 'review', 'approved')"),
        ),
        sa.Index(
            "uq_alerts_head",
            "chain_id",
            unique=True,
            postgresql_where=sa.text("state = 'issued' AND message_type <> 'Cancel'"),
        ),
    )
    # What was issued is for everybody. A draft is seen by who answers for one of its communes and by who wrote it, and
    # written by who answers for all of them.
    reads = (
        f"{_IN_SPACE} AND (issued_at IS NOT NULL OR (SELECT scope_is_nation())"
        " OR commune_codes::text[] && (SELECT scope_communes())::text[] OR (SELECT current_actor()) = ANY (authors))"
    )
    writes = (
        f"{_IN_SPACE} AND ((SELECT scope_is_nation())"
        " OR commune_codes::text[] <@ (SELECT scope_communes())::text[])"
    )
    _protect("alerts", reads, writes)


def _bulletins() -> None:
    op.create_table(
        "bulletins",
        sa.Column("id", sa.Uuid, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("sender", "identifier")),
        sa.Column("sent", TIME, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("status", "message_type", "scope")),
        sa.Column("sender_name", sa.String),
        sa.Column("official", sa.Boolean, nullable=False),
        sa.Column("level", sa.SmallInteger),
        _words("categories"),
        *(sa.Column(name, sa.String) for name in ("urgency", "severity", "certainty")),
        sa.Column("texts", JSONB, nullable=False, server_default=NO_WORDS),
        sa.Column("begins_at", TIME, nullable=False),
        sa.Column("onset_at", TIME),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("expiry_stated", sa.Boolean, nullable=False),
        sa.Column("refs", JSONB, nullable=False, server_default=NO_ROWS),
        sa.Column("area_desc", sa.String),
        _words("commune_codes"),
        _shape("geom", 4326),
        _shape("geom_3857", 3857),
        sa.Column("original", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("signature", sa.String, nullable=False),
        sa.Column("signer", sa.String),
        sa.Column("faults", JSONB, nullable=False, server_default=NO_ROWS),
        sa.Column("came_by", sa.String, nullable=False),
        sa.Column("known_at", TIME, nullable=False, server_default=KNOWN),
        sa.Column("ended_at", TIME),
        sa.Column("ended_known_at", TIME),
        _space(),
        sa.UniqueConstraint("space", "sender", "identifier", "sent", name="uq_bulletins_identity"),
        sa.Index("ix_bulletins_space_begins", "space", "begins_at"),
        sa.Index("ix_bulletins_commune_codes", "commune_codes", postgresql_using="gin"),
        sa.Index("ix_bulletins_geom_3857", "geom_3857", postgresql_using="gist"),
    )
    protect_spaced("bulletins")


def _deliveries() -> None:
    op.create_table(
        "alert_subscriptions",
        sa.Column("id", sa.Uuid, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("name", "kind", "address")),
        sa.Column("secret", sa.String),
        sa.Column("shown", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False, server_default=sa.text("'vi'")),
        _words("area", default=False),
        _words("hazards"),
        sa.Column("least_severity", sa.String, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("created_at", TIME, nullable=False, server_default=NOW),
        sa.Column("removed_at", TIME),
        _space(),
        sa.CheckConstraint("kind IN ('webhook', 'email', 'apprise')", name="kind"),
        sa.CheckConstraint("space = 'live'", name="live_only"),
        sa.Index(
            "uq_alert_subscriptions_name",
            "space",
            "name",
            unique=True,
            postgresql_where=sa.text("removed_at IS NULL"),
        ),
    )
    within = (
        f"{_IN_SPACE} AND ((SELECT scope_is_nation())"
        " OR area::text[] <@ ((SELECT scope_provinces())::text[] || (SELECT scope_communes())::text[]))"
    )
    _protect("alert_subscriptions", within, within)
    op.create_table(
        "alert_deliveries",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("alert_id", sa.Uuid, sa.ForeignKey("alerts.id"), nullable=False),
        sa.Column("subscription_id", sa.Uuid, sa.ForeignKey("alert_subscriptions.id"), nullable=False),
        sa.Column("state", sa.String, nullable=False, server_default=sa.text("'waiting'")),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("last_error", sa.String),
        sa.Column("last_at", TIME),
        sa.Column("next_at", TIME, server_default=NOW),
        sa.Column("sending_until", TIME),
        sa.Column("delivered_at", TIME),
        sa.Column("created_at", TIME, nullable=False, server_default=NOW),
        _space(),
        sa.CheckConstraint("state IN ('waiting', 'delivered', 'given_up')", name="state"),
        sa.CheckConstraint("space = 'live'", name="live_only"),
        sa.Index("uq_alert_deliveries_pair", "alert_id", "subscription_id", unique=True),
        sa.Index("ix_alert_deliveries_waiting", "next_at", postgresql_where=sa.text("state = 'waiting'")),
    )
    protect_spaced("alert_deliveries")
    op.execute(_QUEUE)


def _protect(table: str, reads: str, writes: str) -> None:
    grant_reference(table)
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY readable ON {table} FOR SELECT TO geoops_app USING ({reads})")
    op.execute(f"CREATE POLICY addable ON {table} FOR INSERT TO geoops_app WITH CHECK ({writes})")
    op.execute(
        f"CREATE POLICY changeable ON {table} FOR UPDATE TO geoops_app USING ({writes}) WITH CHECK ({writes})"
    )
    op.execute(f"CREATE POLICY removable ON {table} FOR DELETE TO geoops_app USING ({writes})")


def downgrade() -> None:
    op.execute("DROP FUNCTION queue_alert_deliveries(uuid, text[], text[])")
    for table in ("alert_deliveries", "alert_subscriptions", "bulletins", "alerts"):
        op.drop_table(table)
