"""Addresses and secrets of recipients as their tables keep them: sealed, each bound to its row."""

import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from geoops.kit.errors import Fault, InputRefused, Problem
from geoops.kit.i18n import Text
from geoops.kit.schemas import SealedPatch
from geoops.kit.sealing import BadKey, Sealer, Unsealable, is_sealed

KEY_GONE = "the key that sealed the address is not here: enter the address again"
"""Why nothing is sent; it stands on receipts, and pages say it in words."""


SECRET_GONE = Text(
    "khóa ký đang có cũng không mở được: nhập khóa ký mới, hoặc chọn thôi ký tin",
    "the present signing key cannot be opened either: enter a new one, or end the signing",
)


class CannotSeal(Problem):
    """The key that seals addresses cannot be read or made; nothing is kept open in its place."""

    status = 503
    code = "cannot_seal"
    title = Text(
        "Máy chủ không niêm phong được địa chỉ, nên chưa lưu; hãy báo quản trị (thư mục secrets)",
        "The server cannot seal the address, so it was not kept; tell the administrator (folder secrets)",
    )


class SealedRecipients:
    """Seals and opens the columns `address` and `secret` of one kind of recipients with the key of a file."""

    def __init__(self, file: Path, kind: str) -> None:
        self._sealer = Sealer(file)
        self._kind = kind

    def address(self, recipient: uuid.UUID, text: str) -> str:
        """An address as the table keeps it. Raises CannotSeal."""
        return self._seal(recipient, "address", text)

    def secret(self, recipient: uuid.UUID, text: str | None) -> str | None:
        """A secret as the table keeps it; none stays none. Raises CannotSeal."""
        return None if text is None else self._seal(recipient, "secret", text)

    def opened(self, recipient: uuid.UUID, address: str, secret: str | None) -> tuple[str | None, str | None]:
        """Address and secret of a row, in the clear; no address where the key that sealed them is not at hand."""
        try:
            return self._open(recipient, "address", address), (
                None if secret is None else self._open(recipient, "secret", secret)
            )
        except (Unsealable, BadKey):
            return None, None

    def readable(self, recipient: uuid.UUID, address: str, secret: str | None) -> bool:
        """Whether the key at hand opens what is kept of a recipient."""
        return self.opened(recipient, address, secret)[0] is not None

    def replaced(self, recipient: uuid.UUID, secret: str | None, given: SealedPatch) -> dict[str, str | None]:
        """The columns that a patch changes, sealed; `secret` is the one that is kept.

        A new address beside a signing key that nobody can open would be as silent as before: then a key is asked for,
        or that nothing is signed. Raises InputRefused, CannotSeal.
        """
        values: dict[str, str | None] = {}
        if given.address is not None:
            values["address"] = self.address(recipient, given.address.get_secret_value())
        if "secret" in given.model_fields_set:
            values["secret"] = self.secret(
                recipient, given.secret.get_secret_value() if given.secret else None
            )
        elif values and secret is not None and self._lost(recipient, "secret", secret):
            raise InputRefused(faults=[Fault(SECRET_GONE, field="secret")])
        return values

    def closed(
        self, rows: Iterable[tuple[uuid.UUID, str, str | None]]
    ) -> Iterator[tuple[uuid.UUID, dict[str, str | None]]]:
        """Of rows (id, address, secret) those in which something lies open, each with what it is to hold in its place.
        Raises CannotSeal."""
        for recipient, address, secret in rows:
            if is_sealed(address) and (secret is None or is_sealed(secret)):
                continue
            yield (
                recipient,
                {
                    "address": address if is_sealed(address) else self.address(recipient, address),
                    "secret": secret
                    if secret is not None and is_sealed(secret)
                    else self.secret(recipient, secret),
                },
            )

    def _seal(self, recipient: uuid.UUID, name: str, text: str) -> str:
        try:
            return self._sealer.seal(text, self._about(recipient, name))
        except BadKey as error:
            raise CannotSeal from error

    def _lost(self, recipient: uuid.UUID, name: str, kept: str) -> bool:
        try:
            self._open(recipient, name, kept)
        except (Unsealable, BadKey):
            return True
        return False

    def _open(self, recipient: uuid.UUID, name: str, kept: str) -> str:
        return self._sealer.open(kept, self._about(recipient, name))

    def _about(self, recipient: uuid.UUID, name: str) -> str:
        return f"{self._kind}:{recipient}:{name}"
