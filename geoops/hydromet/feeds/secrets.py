"""Secrets of feeds: one file each in the folder that the setting `feeds_secrets` names, never in the database."""

import re

from geoops.kit.errors import Problem
from geoops.kit.i18n import Text
from geoops.settings import Settings

NAME = r"^[a-z0-9][a-z0-9._-]{0,79}$"
_LARGEST = 64 * 1024


class SecretMissing(Problem):
    """The secret that a feed names is not in the folder of secrets."""

    status = 422
    code = "secret_missing"
    title = Text("Thiếu thông tin đăng nhập của nguồn", "The credentials of the feed are missing")


def secret(settings: Settings, name: str) -> str:
    """What the secret's file holds, without the line's end. Raises SecretMissing."""
    folder = settings.feeds_secrets
    if folder is None:
        raise SecretMissing(Text("chưa đặt GEOOPS_FEEDS_SECRETS", "GEOOPS_FEEDS_SECRETS is not set"))
    path = folder / name
    if not re.fullmatch(NAME, name) or not path.is_file() or path.stat().st_size > _LARGEST:
        raise SecretMissing(
            Text(f"không có tệp bí mật “{name}”", f"there is no file for the secret “{name}”")
        )
    return path.read_text("utf-8").strip("\r\n")
