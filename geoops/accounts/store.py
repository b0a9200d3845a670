"""Queries of accounts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.accounts.models import FailedSignIn, Person, SignInSession, Token


async def person(session: AsyncSession, name: str) -> Person | None:
    """The person of that login name, disabled or not."""
    return await session.get(Person, name)


async def anyone_there(session: AsyncSession) -> bool:
    """Whether there is any person at all."""
    return bool(await session.scalar(select(exists().where(Person.name.is_not(None)))))


async def add_person(session: AsyncSession, row: Person) -> None:
    """Add or, where the name is there, fail at flush."""
    session.add(row)
    await session.flush()


async def add_sign_in(session: AsyncSession, row: SignInSession) -> None:
    """Keep a new session, and clear out those that are over."""
    await session.execute(delete(SignInSession).where(SignInSession.expires_at < func.now()))
    session.add(row)
    await session.flush()


async def sign_in_by_hash(session: AsyncSession, secret_hash: bytes) -> tuple[Person, SignInSession] | None:
    """The person and session of a secret that is still good."""
    row = (
        await session.execute(
            select(Person, SignInSession)
            .join(SignInSession, SignInSession.person == Person.name)
            .where(
                SignInSession.secret_hash == secret_hash,
                SignInSession.expires_at > func.now(),
                Person.disabled_at.is_(None),
            )
        )
    ).one_or_none()
    return (row[0], row[1]) if row else None


async def extend_sign_in(session: AsyncSession, secret_hash: bytes, expires_at: datetime) -> None:
    """Let a session in use last longer."""
    await session.execute(
        update(SignInSession).where(SignInSession.secret_hash == secret_hash).values(expires_at=expires_at)
    )


async def end_sign_ins(
    session: AsyncSession, *, secret_hash: bytes | None = None, person: str | None = None
) -> None:
    """End one session, or all of a person's."""
    query = delete(SignInSession)
    if secret_hash is not None:
        query = query.where(SignInSession.secret_hash == secret_hash)
    if person is not None:
        query = query.where(SignInSession.person == person)
    await session.execute(query)


async def token_by_hash(session: AsyncSession, secret_hash: bytes) -> Token | None:
    """The token of that secret, in force or not."""
    return await session.scalar(select(Token).where(Token.secret_hash == secret_hash))


async def tokens_of(session: AsyncSession, person: str) -> Sequence[Token]:
    """The tokens in force of a person's phones."""
    return list(await session.scalars(select(Token).where(Token.person == person, _in_force())))


async def tokens_for_teams(session: AsyncSession) -> Sequence[Token]:
    """Every token that is not a person's phone, newest first."""
    return list(
        await session.scalars(
            select(Token).where(Token.person.is_(None)).order_by(Token.created_at.desc(), Token.name)
        )
    )


def _in_force() -> ColumnElement[bool]:
    return and_(Token.revoked_at.is_(None), or_(Token.expires_at.is_(None), Token.expires_at > func.now()))


async def token_named(session: AsyncSession, name: str) -> Token | None:
    """The token of that name, revoked or not."""
    return await session.get(Token, name)


async def add_token(session: AsyncSession, row: Token) -> None:
    """Keep a new token."""
    session.add(row)
    await session.flush()


async def revoke_token(session: AsyncSession, name: str) -> bool:
    """Revoke; says whether there was such a token in force."""
    result = await session.execute(
        update(Token)
        .where(Token.name == name, Token.revoked_at.is_(None))
        .values(revoked_at=func.now())
        .returning(Token.name)
    )
    return result.first() is not None


async def revoke_tokens_of(session: AsyncSession, person: str) -> None:
    """Revoke the tokens of all of a person's phones."""
    await session.execute(
        update(Token).where(Token.person == person, Token.revoked_at.is_(None)).values(revoked_at=func.now())
    )


async def add_failure(session: AsyncSession, name: str, address: str) -> None:
    """Remember a failed sign-in; those older than a day are dropped."""
    await session.execute(delete(FailedSignIn).where(FailedSignIn.at < func.now() - timedelta(days=1)))
    await session.execute(insert(FailedSignIn).values(name=name, address=address))


async def failures_since(session: AsyncSession, name: str, address: str, minutes: int) -> tuple[int, int]:
    """Failed sign-ins in the last minutes: for the name, and from the address."""
    recent = FailedSignIn.at > func.now() - timedelta(minutes=minutes)
    row = (
        await session.execute(
            select(
                func.count().filter(FailedSignIn.name == name),
                func.count().filter(FailedSignIn.address == address),
            ).where(recent)
        )
    ).one()
    return int(row[0]), int(row[1])
