"""Who issues warnings here, from the settings."""

from pathlib import Path

from geoops.hydromet.warnings.cap.signing import Signer
from geoops.hydromet.warnings.own.issuing import Sender
from geoops.hydromet.warnings.own.service import Office
from geoops.kit.i18n import Text
from geoops.settings import Settings


def key_folder(settings: Settings) -> Path:
    """Where the signing key lies."""
    return settings.cap_key_folder or settings.home / "secrets"


def office(settings: Settings) -> Office:
    """The sender, and the key where one was made."""
    web = settings.public_url.rstrip("/") + "/warnings" if settings.public_url else None
    name = Text(settings.cap_sender_name, settings.cap_sender_name)
    return Office(Sender(settings.cap_sender, name, web), Signer.load(key_folder(settings)))
