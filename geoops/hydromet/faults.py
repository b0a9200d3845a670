"""The reasons for which rows are refused, in words that the sender can act on."""

from collections.abc import Sequence

from geoops.kit.i18n import Text

MISSING = Text("thiếu giá trị", "the value is missing")
NOT_A_NUMBER = Text("không phải là số", "not a number")
NOT_FINITE = Text("giá trị NaN hoặc vô cực", "NaN or infinite")
NEGATIVE = Text("giá trị âm là không thể có", "a negative value is impossible")
IMPOSSIBLE = Text("giá trị vượt mức có thể có", "the value is beyond what is possible")
ENDS_FIRST = Text("thời điểm kết thúc không sau thời điểm bắt đầu", "ends_at is not after starts_at")
FUTURE = Text("thời gian nằm trong tương lai", "the time lies in the future")
UNKNOWN_STATION = Text("không có trạm này trong phạm vi của bạn", "there is no such station in your scope")
CONFLICT = Text(
    "hai giá trị khác nhau cho cùng trạm, biến và thời gian trong một lô",
    "two different values for the same station, variable and time in one batch",
)
TWICE = Text(
    "trạm xuất hiện hai lần với giá trị khác nhau", "the gauge is listed twice with different values"
)
NOT_AN_OBJECT = Text("không phải là một đối tượng JSON", "not a JSON object")
BAD_TEXT = Text("có ký tự điều khiển", "contains control characters")
UNKNOWN_LEVEL = Text("mức cảnh báo không có trong danh mục", "unknown warning level")
NO_LEVEL = Text("không có mức cảnh báo nào", "neither hazard has a level")


def unknown_variable(known: list[str]) -> Text:
    """The variable is none of those known."""
    names = ", ".join(known)
    return Text(f"biến đo không có trong danh mục ({names})", f"unknown variable (one of {names})")


def unknown_unit(usual: Sequence[str]) -> Text:
    """The unit is unknown, or of another kind than the variable's."""
    names = ", ".join(usual)
    return Text(
        f"đơn vị không rõ hoặc không dùng được cho biến này (ví dụ: {names})",
        f"unknown unit, or one of another kind than this variable's (such as {names})",
    )
