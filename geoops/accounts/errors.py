"""Faults of signing in."""

from geoops.kit.errors import InputRefused, NotAllowed, Problem
from geoops.kit.i18n import Text


class SignInFailed(Problem):
    """Name or password is wrong; it is not said which."""

    status = 401
    code = "sign_in_failed"
    title = Text("Tên đăng nhập hoặc mật khẩu không đúng", "The name or the password is wrong")


class TooManyAttempts(Problem):
    """Sign-ins for this name failed too often; wait."""

    status = 429
    code = "too_many_attempts"
    title = Text(
        "Đăng nhập sai quá nhiều lần, hãy chờ vài phút", "Too many failed sign-ins, wait some minutes"
    )


class WeakPassword(InputRefused):
    """A password that is too short or too plain."""

    code = "weak_password"
    title = Text(
        "Mật khẩu mới cần ít nhất 12 ký tự, khác mật khẩu cũ và không trùng tên đăng nhập",
        "The new password needs at least 12 characters and must differ from the old one and from the name",
    )


class CsrfRefused(NotAllowed):
    """A write by cookie without the token that only our own pages know."""

    code = "csrf"
    title = Text(
        "Yêu cầu thiếu mã xác thực của trang; hãy tải lại trang", "The page's token is missing; reload"
    )
