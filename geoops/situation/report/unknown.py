"""What is missing, in words: feeds that are late or silent, communes of which nothing can be told."""

from collections import defaultdict
from typing import Final

from geoops.kit.i18n import Text
from geoops.situation.report.document import Section, Speech, Table, plain, short
from geoops.situation.report.records import Report

BAD: Final = {
    "late": Text("trễ", "late"),
    "silent": Text("im lặng", "silent"),
    "failed": Text("lỗi", "failed"),
    "suspect": Text("đáng ngờ", "suspect"),
    "never": Text("chưa từng có số liệu", "never brought anything"),
}


def feeds(report: Report, say: Speech) -> Section:
    """Feeds that do not keep their rhythm; a feed that is switched off is not one."""
    title = say("Nguồn số liệu", "Feeds")
    on = [one for one in report.feeds if one.state != "off"]
    late = [one for one in on if one.state in BAD]
    lines = []
    if not on:
        lines.append(say("Không có nguồn số liệu tự động nào đang bật.", "No automatic feed is on."))
    elif not late:
        lines.append(say(f"Cả {len(on)} nguồn đúng giờ.", f"All {len(on)} feeds are on time."))
    else:
        lines.append(
            say(
                f"{len(late)} trong {len(on)} nguồn không đúng giờ: số liệu của các nguồn này có thể đã cũ.",
                f"{len(late)} of {len(on)} feeds are not on time: what they brought may be old.",
            )
        )
    if report.head.asked.past:
        lines.append(
            say(
                "Trạng thái nguồn là lúc lập báo cáo, không phải lúc của số liệu: nhật ký của lúc đó không còn lưu.",
                "The state of the feeds is of when the report was made, not of the moment it speaks of: records of then are"
                " kept no longer.",
            )
            if report.feeds_of_now
            else say(
                "Trạng thái nguồn là như đã biết lúc đó; nguồn nào đang bật là theo cài đặt hiện nay.",
                "The state of the feeds is as known then; which of them are on is as set now.",
            )
        )
    head = (
        say("Nguồn", "Feed"),
        say("Trạng thái", "State"),
        say("Số liệu mới nhất", "Newest data"),
        say("Lý do", "Why"),
    )
    rows = [
        (
            say.say(one.title),
            say.say(BAD[one.state]),
            say.time(one.newest_at or one.last_good_at),
            short(say.say(one.why)) if one.why else "",
        )
        for one in late
    ]
    return Section("feeds", title, lines, {"feeds": Table(head, rows)} if rows else {})


def unknown(report: Report, say: Speech) -> Section:
    """Communes of which nothing can be told, by the reason."""
    title = say("Nơi chưa biết", "Where nothing is known")
    found = report.danger.unknown
    if not found:
        return Section(
            "unknown",
            title,
            [say("Mọi xã đều đã được đánh giá mức nguy hiểm.", "The danger of every commune has been told.")],
        )
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for one in found:
        by_reason["; ".join(say.say(reason) for reason in one.reasons)].append(one.commune.full_name_vi)
    line = say(
        f"{len(found)} xã chưa biết mức nguy hiểm. Chưa biết không có nghĩa là an toàn.",
        f"The danger of {len(found)} communes is not known. Not known does not mean safe.",
    )
    head = (say("Vì sao", "Why"), say("Số xã", "Communes"), say("Xã", "Which"))
    rows = [
        (plain(reason) or say("chưa rõ", "not known"), say.number(len(names)), say.listed(names, most=40))
        for reason, names in sorted(by_reason.items(), key=lambda item: -len(item[1]))
    ]
    return Section("unknown", title, [line], {"unknown": Table(head, rows, frozenset({1}))})
