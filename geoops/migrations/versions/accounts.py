"""People, sessions, tokens; layers open to the public."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from geoops.migrations.rls import grant_reference

revision = "accounts"
down_revision = "core"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
NOW = sa.text("now()")


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("display_name", sa.String, nullable=False),
        sa.Column("password_hash", sa.String, nullable=False),
        sa.Column("must_change_password", sa.Boolean, nullable=False, server_default=sa.text("true")),
        sa.Column("roles", ARRAY(sa.String), nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("created_at", TIME, nullable=False, server_default=NOW),
        sa.Column("disabled_at", TIME),
    )
    op.create_table(
        "sign_in_sessions",
        sa.Column("secret_hash", sa.LargeBinary, primary_key=True),
        sa.Column(
            "person", sa.String, sa.ForeignKey("people.name", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("csrf", sa.String, nullable=False),
        sa.Column("created_at", TIME, nullable=False, server_default=NOW),
        sa.Column("expires_at", TIME, nullable=False),
    )
    op.create_table(
        "tokens",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("secret_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("created_at", TIME, nullable=False, server_default=NOW),
        sa.Column("revoked_at", TIME),
    )
    op.create_table(
        "failed_sign_ins",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("at", TIME, nullable=False, server_default=NOW),
        sa.Index("ix_failed_sign_ins_name_at", "name", "at"),
    )
    op.create_table(
        "public_layers",
        sa.Column("layer_id", sa.String, primary_key=True),
        sa.Column("opened_by", sa.String, nullable=False),
        sa.Column("opened_at", TIME, nullable=False, server_default=NOW),
    )
    for table in ("people", "sign_in_sessions", "tokens", "failed_sign_ins", "public_layers"):
        grant_reference(table)
    op.execute("GRANT USAGE, SELECT ON SEQUENCE failed_sign_ins_id_seq TO geoops_app")


def downgrade() -> None:
    for table in ("public_layers", "failed_sign_ins", "tokens", "sign_in_sessions", "people"):
        op.drop_table(table)
