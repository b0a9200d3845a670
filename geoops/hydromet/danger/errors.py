"""Faults of danger and its rules."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class BadRules(InputRefused):
    """A rule file that is not valid; no rule of the folder is used."""

    code = "bad_rules"
    title = Text("Tệp quy tắc không hợp lệ", "The rule file is not valid")


class UnknownRule(NotFound):
    """No rule has that id."""

    code = "unknown_rule"
    title = Text("Không có quy tắc mang mã này", "No rule has this id")


class RuleNotRehearsed(Conflict):
    """A rule without a rehearsal card that says something cannot be switched on."""

    code = "rule_not_rehearsed"
    title = Text(
        "Quy tắc chưa được diễn tập trên số liệu đã lưu nên chưa bật được; hãy diễn tập trước",
        "The rule was not rehearsed on the archive and cannot be switched on; rehearse it first",
    )


class RuleNotUsable(Conflict):
    """A rule that rests on memory alone, or that needs what nothing supplies, cannot be switched on."""

    code = "rule_not_usable"
    title = Text("Quy tắc này chưa dùng được", "This rule cannot be used yet")


class SwitchedInLive(Conflict):
    """Rules are the same in every space, so they are switched in live."""

    code = "switched_in_live"
    title = Text(
        "Bật, tắt quy tắc áp dụng cho mọi không gian; hãy làm ở không gian trực tiếp",
        "Rules apply to every space; switch them in the live space",
    )


class NothingToRehearse(Conflict):
    """The space holds no data for that time."""

    code = "nothing_to_rehearse"
    title = Text(
        "Không gian này không có số liệu trong khoảng thời gian đó; hãy phát lại sự kiện trước (geoops replay)",
        "This space holds no data for that time; replay the event first (geoops replay)",
    )
