"""Faults of the ladder."""

from geoops.kit.errors import Problem
from geoops.kit.i18n import Text


class CannotSeal(Problem):
    """The key that seals addresses cannot be read or made; nothing is kept open in its place."""

    status = 503
    code = "cannot_seal"
    title = Text(
        "Máy chủ không niêm phong được địa chỉ, nên chưa lưu; hãy báo quản trị (thư mục secrets)",
        "The server cannot seal the address, so it was not kept; tell the administrator (folder secrets)",
    )
