"""Tokens that stand for a person on one phone, or for a team with a name that people read."""

import sqlalchemy as sa
from alembic import op

revision = "accounts_devices"
down_revision = "hydromet_observing"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("tokens", sa.Column("label", sa.String))
    op.add_column("tokens", sa.Column("person", sa.String))
    op.add_column("tokens", sa.Column("expires_at", TIME))
    op.create_foreign_key(
        op.f("fk_tokens_person_people"), "tokens", "people", ["person"], ["name"], ondelete="CASCADE"
    )
    op.create_index(op.f("ix_tokens_person"), "tokens", ["person"])


def downgrade() -> None:
    op.drop_index(op.f("ix_tokens_person"), "tokens")
    op.drop_constraint(op.f("fk_tokens_person_people"), "tokens")
    for column in ("expires_at", "person", "label"):
        op.drop_column("tokens", column)
