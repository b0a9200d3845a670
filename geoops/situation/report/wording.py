"""A report put into words, in the order of the quick report: what threatens, what is done, what was lost, what is missing.

The order follows Điều 8 khoản 1 of TTLT 43/2015 (tình hình thiên tai; công tác chỉ huy ứng phó, số dân sơ tán; thiệt hại).
"""

from geoops.communes.notices import APPROXIMATE, REFERENCE
from geoops.kit.i18n import Language, Text
from geoops.situation.report import response, threat, unknown
from geoops.situation.report.document import Chapter, Document, Speech, plain
from geoops.situation.report.records import Report

CHAPTERS = (
    (
        "threat",
        Text("I. Tình hình thiên tai", "I. What threatens"),
        (threat.danger, threat.warnings, threat.rain, threat.works),
    ),
    (
        "response",
        Text("II. Công tác chỉ huy ứng phó", "II. What is done"),
        (response.incidents, response.evacuation, response.dispatches, response.readiness),
    ),
    ("losses", Text("III. Thiệt hại", "III. What was lost"), (response.losses,)),
    (
        "missing",
        Text("IV. Số liệu còn thiếu", "IV. What is missing"),
        (unknown.feeds, unknown.unknown),
    ),
)


def document_of(report: Report, language: Language) -> Document:
    """The report in that language."""
    say = Speech(language)
    head = report.head
    made_at = say.time(head.made_at)
    return Document(
        language=language,
        title=say("BÁO CÁO TÌNH HÌNH THIÊN TAI", "SITUATION REPORT"),
        area=say.say(head.area),
        mark={"replay": say("XEM LẠI", "REPLAY"), "drill": say("DIỄN TẬP", "DRILL")}.get(head.space.kind, ""),
        as_of=_as_of(report, say),
        made=say(
            f"Người lập: {plain(head.made_by)}. Lập lúc {made_at}.",
            f"Made by {plain(head.made_by)} at {made_at}.",
        ),
        notices=_notices(report, say),
        figures=_figures(report, say),
        chapters=[
            Chapter(key, say.say(title), [part(report, say) for part in parts])
            for key, title, parts in CHAPTERS
        ],
        remarks=(
            say("V. Nhận định, kiến nghị", "V. Remarks and requests"),
            say("(Người lập ghi)", "(To be written by who sends it)"),
        ),
    )


def _as_of(report: Report, say: Speech) -> str:
    asked = report.head.asked
    at = f"{say.time(asked.at).split()[0]}"
    day = f"{say.time(asked.at).split()[1]}"
    words = say(f"Số liệu đến {at} ngày {day} (giờ Việt Nam)", f"Data up to {at} on {day} (Viet Nam time)")
    if asked.known_at != asked.at:
        words += say(
            f", theo hiểu biết lúc {say.time(asked.known_at)}", f", as known at {say.time(asked.known_at)}"
        )
    return words


def _notices(report: Report, say: Speech) -> list[str]:
    """What a reader must know before any figure."""
    head = report.head
    found = []
    if head.space.kind == "drill":
        found.append(
            say(
                "DIỄN TẬP: số liệu tự tạo để tập luyện, không phải tình hình thật.",
                "DRILL: made-up data for training, not the real situation.",
            )
        )
    if head.space.kind == "replay":
        found.append(
            say(
                f"XEM LẠI: sự kiện đã qua được phát lại ({say.say(head.space.title)}), không phải tình hình hiện nay.",
                f"REPLAY: a past event played again ({say.say(head.space.title)}), not the situation of today.",
            )
        )
    if head.demo:
        found.append(
            say(
                "Có số liệu bốn tại chỗ minh họa trong hệ thống: không dùng để quyết định.",
                "Illustrative four-on-the-spot data are in the system: not for decisions.",
            )
        )
    found.append(say.say(APPROXIMATE if head.approximate else REFERENCE) + ".")
    if head.asked.past:
        found.append(
            say(
                "Trạng thái sự cố, sơ tán, điều động là lúc đó; mô tả, mức độ và hạn xử lý của sự cố theo bản ghi hiện nay.",
                "States are those of that moment; notes, severity and deadlines of incidents are as written now.",
            )
        )
    return found


def _figures(report: Report, say: Speech) -> list[tuple[str, str]]:
    """The few numbers that a chairman reads first."""
    lost = {one.item.code: 0.0 for one in report.losses.losses}
    for one in report.losses.losses:
        lost[one.item.code] += one.quantity
    none = say("chưa có báo cáo", "not reported")
    harmed = ("dead", "missing", "injured")
    people = " / ".join(say.number(lost[code]) if code in lost else none for code in harmed)
    if not any(code in lost for code in harmed):
        people = none
    orders = report.evacuation.orders
    counted = [one for one in orders if one.last_counted_at is not None]
    top = report.rain.communes[0].max_mm if report.rain.communes else None
    hours = report.head.asked.hours
    return [
        (
            say("Xã có cảnh báo đã phát", "Communes with an issued warning"),
            say.number(len(report.danger.official)),
        ),
        (say("Xã trên ngưỡng tham chiếu", "Communes above a reference threshold"), _told(report, say)),
        (
            say("Xã chưa biết mức nguy hiểm", "Communes of unknown danger"),
            say.number(len(report.danger.unknown)),
        ),
        (
            say(f"Mưa {hours} giờ lớn nhất", f"Most rain in {hours} h"),
            say.number(top, "mm") if top is not None else say.unknown,
        ),
        (
            say("Sự cố đang mở / quá hạn", "Incidents open / overdue"),
            f"{say.number(len(report.incidents.open))} / {say.number(sum(one.overdue for one in report.incidents.open))}",
        ),
        (say("Chết / mất tích / bị thương", "Dead / missing / injured"), people),
        (
            say("Sơ tán: phải đi / đã đến", "Evacuation: to leave / arrived"),
            f"{say.number(sum(one.people for one in orders))} / "
            + (say.number(sum(one.arrived for one in counted)) if counted else say.unknown)
            if orders
            else say("không có lệnh", "no order"),
        ),
        (
            say("Điểm đường bị cắt (đã báo)", "Road points cut (as reported)"),
            say.number(sum(one.state == "cut" for one in report.works.roads)),
        ),
        (
            say("Nguồn số liệu trễ hoặc im lặng", "Feeds late or silent"),
            say.number(sum(one.state in unknown.BAD for one in report.feeds)),
        ),
    ]


def _told(report: Report, say: Speech) -> str:
    """How many are above a threshold, and of how many that can be said."""
    part, total = report.danger, len(report.head.communes)
    if not part.judged:
        return say.unknown
    above = say.number(len(part.reference))
    if part.judged == total:
        return above
    return above + say(f" (tính được {part.judged}/{total} xã)", f" (of {part.judged}/{total} told)")
