"""Faults of signing in."""

from geoops.kit.errors import Conflict, InputRefused, NotAllowed, NotFound, Problem
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


class TokenRevoked(Problem):
    """A token that was in force once: taken back by the centre, or past its time."""

    status = 401
    code = "token_revoked"
    title = Text(
        "Mã truy cập này đã bị trung tâm thu hồi hoặc đã hết hạn; hãy xin mã mới",
        "This token was revoked by the centre, or has expired; ask for a new one",
    )


class UnknownToken(NotFound):
    """No such token in force that the caller may take back."""

    code = "unknown_token"
    title = Text(
        "Không có mã truy cập nào như vậy đang có hiệu lực",
        "There is no such token in force for you to revoke",
    )


class TokenExists(Conflict):
    """A token of that name was made before."""

    code = "token_exists"
    title = Text("Đã có mã truy cập mang tên này", "There is a token of this name already")
