"""The other side of an encrypted line must be who it says it is."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from geoops.kit import tls
from geoops.kit.clock import utc_now
from geoops.kit.guard import Guard
from geoops.kit.outbound import NotDelivered, post


def certificate(folder: Path, host: str) -> Path:
    """A key and a certificate for that name, signed by itself, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(utc_now() - timedelta(days=1))
        .not_valid_after(utc_now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextlib.asynccontextmanager
async def listening(pem: Path) -> AsyncIterator[str]:
    """The address of a server with that certificate that thanks for whatever it gets."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
            await writer.drain()
        writer.close()

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    async with await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context) as server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}/x"


async def send(address: str) -> None:
    """One POST there."""
    guard = Guard.of("localhost,127.0.0.0/8,::1/128")
    await post(address, b"{}", key="k", media="application/json", secret=None, guard=guard, within_s=10)


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """Whom the machine trusts is read again, before the test and after it."""
    tls.trusted.cache_clear()
    yield
    tls.trusted.cache_clear()


async def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    async with listening(certificate(tmp_path, "localhost")) as address:
        with pytest.raises(NotDelivered, match="certificate verify failed"):
            await send(address)


async def test_the_operators_own_authority_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    async with listening(pem) as address:
        await send(address)
        await send(address)
    assert tls.trusted.cache_info().misses == 1


async def test_a_certificate_of_another_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, "noi-khac.test")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    async with listening(pem) as address:
        with pytest.raises(NotDelivered, match="certificate verify failed"):
            await send(address)
