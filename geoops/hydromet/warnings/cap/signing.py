"""XML signatures of CAP documents: ours put on, those of others looked at.

Enveloped, over the whole document (XMLDSig; CAP 1.2, 3.3.4.2). The key is made by `geoops warnings key`, lies in a file
that only its owner reads, and its certificate goes with each document.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree

from geoops.hydromet.warnings.cap.document import SIGNATURE_NAMESPACE
from geoops.kit.errors import CommandRefused
from geoops.kit.i18n import Text

VALID_FOR = timedelta(days=3650)

State = Literal["none", "trusted", "unknown_signer", "invalid"]

STATES: dict[State, Text] = {
    "none": Text("Không có chữ ký", "Not signed"),
    "trusted": Text(
        "Chữ ký đúng, chứng thư đã được tin cậy", "Signed, by a certificate that is trusted here"
    ),
    "unknown_signer": Text(
        "Chữ ký đúng, nhưng chứng thư chưa được tin cậy",
        "The signature fits, its certificate is not known here",
    ),
    "invalid": Text("Chữ ký sai: nội dung có thể đã bị sửa", "The signature does not fit: perhaps altered"),
}


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key and its certificate, both PEM."""

    key: bytes
    certificate: bytes

    @classmethod
    def load(cls, folder: Path) -> "Signer | None":
        """The key of a folder; None where there is none."""
        key, certificate = folder / "cap-key.pem", folder / "cap-certificate.pem"
        if not key.is_file() or not certificate.is_file():
            return None
        return cls(key.read_bytes(), certificate.read_bytes())

    def sign(self, root: etree._Element) -> etree._Element:
        """The document with a signature as its last element."""
        import signxml

        signer = signxml.XMLSigner(
            method=signxml.methods.enveloped,
            signature_algorithm=signxml.SignatureMethod.ECDSA_SHA256,
            digest_algorithm=signxml.DigestAlgorithm.SHA256,
            c14n_algorithm=signxml.CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
        )
        signed: etree._Element = signer.sign(root, key=self.key, cert=self.certificate.decode())
        return signed


@dataclass(frozen=True, slots=True)
class Signature:
    """What is known of a document's signature; `subject` is what the certificate says of its owner."""

    state: State
    subject: str | None = None
    fingerprint: str | None = None


def make_key(folder: Path, name: str) -> str:
    """A new key and certificate for `name` in a folder; the certificate's fingerprint (SHA-256).

    Raises CommandRefused where there is a key already: documents signed with it are out in the world.
    """
    key_file, certificate_file = folder / "cap-key.pem", folder / "cap-certificate.pem"
    if key_file.exists() or certificate_file.exists():
        raise CommandRefused(
            Text(
                f"Đã có khóa ký trong {folder}; không ghi đè",
                f"There is a key in {folder} already; not replaced",
            )
        )
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name[:64])])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key_file.touch(mode=0o600)
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return certificate.fingerprint(hashes.SHA256()).hex()


def trusted_certificates(file: Path | None) -> frozenset[str]:
    """Fingerprints of the certificates in a PEM file that the operator trusts. Raises CommandRefused where damaged."""
    if file is None:
        return frozenset()
    try:
        found = x509.load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError) as error:
        raise CommandRefused(
            Text(
                f"Không đọc được chứng thư tin cậy {file}: {error}",
                f"Unreadable certificates {file}: {error}",
            )
        ) from None
    return frozenset(certificate.fingerprint(hashes.SHA256()).hex() for certificate in found)


def look_at(root: etree._Element, trusted: frozenset[str]) -> Signature:
    """What the signature of a document says. Pure; never raises for what a document holds.

    The signature is checked against the certificate that it brings: that shows that nothing was altered since its
    owner signed. Who the owner is only the list of trusted certificates tells.
    """
    found = root.findall(f"{{{SIGNATURE_NAMESPACE}}}Signature")
    if not found:
        return Signature("none")
    try:
        certificate = _certificate(found[0]) if len(found) == 1 else None
        if certificate is None:
            return Signature("invalid")
        fingerprint = certificate.fingerprint(hashes.SHA256()).hex()
        subject = certificate.subject.rfc4514_string()
        state: State = "trusted" if fingerprint in trusted else "unknown_signer"
        return Signature(state if _fits(root, certificate) else "invalid", subject, fingerprint)
    except Exception:  # whatever a hostile signature makes the libraries raise, it does not fit
        return Signature("invalid")


def _certificate(signature: etree._Element) -> x509.Certificate | None:
    element = signature.find(f".//{{{SIGNATURE_NAMESPACE}}}X509Certificate")
    if element is None or not element.text:
        return None
    pem = f"-----BEGIN CERTIFICATE-----\n{element.text.strip()}\n-----END CERTIFICATE-----\n"
    return x509.load_pem_x509_certificate(pem.encode())


def _fits(root: etree._Element, certificate: x509.Certificate) -> bool:
    import signxml

    config = signxml.SignatureConfiguration(
        require_x509=True, expect_references=1, location="./", ignore_ambiguous_key_info=False
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
    try:
        verified: Any = signxml.XMLVerifier().verify(
            etree.tostring(root), x509_cert=pem, expect_config=config
        )
    except signxml.InvalidInput:
        return False
    except signxml.exceptions.SignXMLException:
        return False
    return verified.signed_xml is not None and verified.signed_xml.tag == root.tag
