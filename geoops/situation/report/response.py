"""What is done and what it cost, in words: incidents, evacuation, dispatches, readiness, damage."""

from collections import Counter
from typing import Final

from geoops.incidents.picture import Pictured
from geoops.kit.units import unit_name
from geoops.resources.assessing.schemas import why
from geoops.resources.kinds import PILLARS
from geoops.situation.report.document import Section, Speech, Table, plain, short
from geoops.situation.report.records import Report

MOST_ROWS: Final = 12
_MOVING: Final = frozenset({"assigned", "on_the_way", "on_the_scene"})


def incidents(report: Report, say: Speech) -> Section:
    """Open incidents by kind and state, overdue ones, the worst by danger to life; what was closed since."""
    part, hours = report.incidents, report.head.asked.hours
    title = say("Sự cố", "Incidents")
    closed = Counter(one.state for one in part.closed)
    done = say(
        f"Trong {hours} giờ: {closed['resolved']} sự cố đã xử lý xong, {closed['rejected']} tin bị loại.",
        f"In {hours} h: {closed['resolved']} incidents resolved, {closed['rejected']} reports rejected.",
    )
    if not part.open:
        return Section("incidents", title, [say("Không có sự cố nào đang mở.", "No incident is open."), done])
    states = Counter(say.say(one.state_label) for one in part.open)
    overdue = sum(one.overdue for one in part.open)
    at_risk = sum(one.at_risk for one in part.open)
    lines = [
        say(f"{len(part.open)} sự cố đang mở: ", f"{len(part.open)} incidents are open: ")
        + "; ".join(f"{state} {count}" for state, count in states.most_common())
        + say(f". Quá hạn xử lý: {overdue}.", f". Overdue: {overdue}."),
        done,
    ]
    if at_risk:
        lines.append(
            say(
                f"Người mắc kẹt, mất tích hoặc bị thương theo tin báo tại các sự cố này: {at_risk} (chưa phải số thiệt hại đã xác nhận).",
                f"People trapped, missing or injured as told in these reports: {at_risk} (not confirmed losses).",
            )
        )
    lines += say.more(MOST_ROWS, len(part.open))
    kinds = Counter(say.say(one.kind) for one in part.open)
    late = Counter(say.say(one.kind) for one in part.open if one.overdue)
    return Section(
        "incidents",
        title,
        lines,
        {
            "kinds": Table(
                (say("Loại", "Kind"), say("Đang mở", "Open"), say("Quá hạn", "Overdue")),
                [(kind, say.number(count), say.number(late[kind])) for kind, count in kinds.most_common()],
                frozenset({1, 2}),
            ),
            "worst": Table(
                (
                    say("Sự cố", "Incident"),
                    say("Nơi", "Place"),
                    say("Trạng thái", "State"),
                    say("Mức độ", "Severity"),
                    say("Xảy ra", "Happened"),
                    say("Mô tả của người báo", "Reporter's note"),
                ),
                [_incident(one, report, say) for one in part.open[:MOST_ROWS]],
            ),
        },
    )


def _incident(one: Pictured, report: Report, say: Speech) -> tuple[str, ...]:
    names = report.head.names
    where = [
        names.get(one.commune_code, one.commune_code)
        if one.commune_code
        else say("chưa rõ xã", "commune not known")
    ]
    if one.road:
        where.append(f"{one.road} {one.chainage or ''}")
    if one.landmark:
        where.append(one.landmark)
    reasons = "; ".join(say.say(reason) for reason in one.reasons)
    severity = f"{one.severity}/5" if one.severity else say("chưa rõ", "not known")
    return (
        say.say(one.kind) + (f" ({reasons})" if reasons else ""),
        short(", ".join(where)),
        say.say(one.state_label) + (say(", QUÁ HẠN", ", OVERDUE") if one.overdue else ""),
        severity,
        say.time(one.happened_at),
        short(one.note or ""),
    )


def evacuation(report: Report, say: Speech) -> Section:
    """Who was ordered to leave, who left, arrived, is on the road; and the room that is left."""
    part = report.evacuation
    names = report.head.names
    uncounted = sum(one.free is None for one in part.shelters)
    room = [
        say(
            f"Chỗ còn trống tại điểm sơ tán: {say.number(part.room_left)}",
            f"Room left in shelters: {say.number(part.room_left)}",
        )
        + (
            say(
                f" (chưa tính {uncounted} điểm chưa kiểm đếm).",
                f" (without {uncounted} shelters that nobody has counted).",
            )
            if uncounted
            else "."
        )
        if part.shelters
        else say("Chưa khai báo điểm sơ tán nào.", "No shelter is registered.")
    ]
    title = say("Sơ tán dân", "Evacuation")
    if not part.orders:
        return Section(
            "evacuation",
            title,
            [say("Không có lệnh sơ tán nào đang thực hiện.", "No evacuation is under way."), *room],
        )
    ordered = sum(one.people for one in part.orders)
    out, arrived = sum(one.out for one in part.orders), sum(one.arrived for one in part.orders)
    road = sum(one.on_the_road for one in part.orders)
    head = (
        say("Nơi đi", "From"),
        say("Phải đi", "To leave"),
        say("Đã đi", "Out"),
        say("Đã đến", "Arrived"),
        say("Đang trên đường", "On the road"),
        say("Đếm lúc", "Counted at"),
    )
    rows = [
        (
            plain(f"{one.hamlet}, {names[one.commune_code]}" if one.hamlet else names[one.commune_code]),
            say.number(one.people),
            say.number(one.out) if one.last_counted_at else say.unknown,
            say.number(one.arrived) if one.last_counted_at else say.unknown,
            say.number(one.on_the_road) if one.last_counted_at else say.unknown,
            say.time(one.last_counted_at),
        )
        for one in part.orders
    ]
    silent = sum(one.last_counted_at is None for one in part.orders)
    lines = [
        say(
            f"{len(part.orders)} lệnh sơ tán đang thực hiện, phải đi {say.number(ordered)} người; "
            f"đã đếm: đi {say.number(out)}, đến nơi {say.number(arrived)}, đang trên đường {say.number(road)}.",
            f"{len(part.orders)} orders under way for {say.number(ordered)} people; "
            f"counted: {say.number(out)} out, {say.number(arrived)} arrived, {say.number(road)} on the road.",
        ),
        *(
            [say(f"{silent} lệnh chưa có ai đếm.", f"For {silent} orders nobody has counted.")]
            if silent
            else []
        ),
        *room,
    ]
    return Section("evacuation", title, lines, {"orders": Table(head, rows, frozenset({1, 2, 3, 4}))})


def dispatches(report: Report, say: Speech) -> Section:
    """What is sent, and what is asked for and not yet given."""
    names = report.head.names
    title = say("Điều động", "Dispatches")
    if not report.dispatches:
        return Section(
            "dispatches", title, [say("Không có điều động nào chưa kết thúc.", "No dispatch is under way.")]
        )
    moving = sum(one.state in _MOVING for one in report.dispatches)
    waiting = sum(one.state == "requested" for one in report.dispatches)
    rows = [
        (
            f"{say.number(one.amount)} {say.say(unit_name(one.unit))} {say.say(one.kind)}"
            + (f" ({plain(one.name)})" if one.name else ""),
            plain(names.get(one.from_code, one.from_code)) if one.from_code else say("chưa có", "none yet"),
            plain(names.get(one.to_code, one.to_code)),
            say.say(one.state_label),
            say.time(one.state_at),
        )
        for one in report.dispatches[: 2 * MOST_ROWS]
    ]
    lines = [
        say(
            f"{moving} đang giao, đang đi hoặc tại hiện trường; {waiting} yêu cầu chưa được đáp ứng.",
            f"{moving} assigned, on the way or on the scene; {waiting} requests not answered.",
        ),
        *say.more(2 * MOST_ROWS, len(report.dispatches)),
    ]
    head = (
        say("Lực lượng, phương tiện", "What"),
        say("Từ", "From"),
        say("Đến", "To"),
        say("Trạng thái", "State"),
        say("Lúc", "At"),
    )
    return Section("dispatches", title, lines, {"dispatches": Table(head, rows)})


def readiness(report: Report, say: Speech) -> Section:
    """Communes that are short of something, and of what."""
    found = Counter(one.state for one in report.readiness)
    short_of = [one for one in report.readiness if one.state == "short"]
    title = say("Bốn tại chỗ", "Four on the spot")
    counts = say(
        f"Thiếu: {found['short']} xã; chưa rõ: {found['unknown']}; sẵn sàng: {found['ready']}; "
        f"chưa có yêu cầu: {found['no_demand']}; chưa đánh giá được: {found['not_assessed']}.",
        f"Short: {found['short']} communes; not known: {found['unknown']}; ready: {found['ready']}; "
        f"no demand: {found['no_demand']}; not assessed: {found['not_assessed']}.",
    )
    basis = say(
        "So với nhu cầu theo định mức lập kế hoạch (giả định), không phải đánh giá chính thức.",
        "Against the demand by planning norms (assumptions), no official assessment.",
    )
    if not short_of:
        return Section(
            "readiness",
            title,
            [counts, say("Không xã nào được biết là thiếu.", "No commune is known to be short."), basis],
        )
    rows = []
    for one in short_of[:MOST_ROWS]:
        reason = why(one)
        rows.append(
            (
                plain(one.commune.full_name_vi),
                say.say(PILLARS[one.weakest]) if one.weakest else "",
                short(say.say(reason)) if reason else "",
                say("có số liệu minh họa", "with illustrative data") if one.demo else "",
            )
        )
    head = (
        say("Xã", "Commune"),
        say("Khâu yếu nhất", "Weakest pillar"),
        say("Thiếu gì", "Short of"),
        say("Ghi chú", "Note"),
    )
    lines = [counts, *say.more(MOST_ROWS, len(short_of)), basis]
    return Section("readiness", title, lines, {"short": Table(head, rows)})


def losses(report: Report, say: Speech) -> Section:
    """Damage since the event began; what nobody has reported is not listed, and is not zero."""
    part = report.losses
    title = say("Thiệt hại", "Damage")
    if not part.events:
        return Section(
            "losses",
            title,
            [
                say(
                    "Chưa mở đợt thiên tai nào: thiệt hại chưa được tổng hợp.",
                    "No event is open: damage is not totalled.",
                )
            ],
        )
    events = "; ".join(
        say(f"{plain(name)} (từ {say.time(since)})", f"{plain(name)} (since {say.time(since)})")
        for name, since in part.events
    )
    lines = [
        say(f"Đợt thiên tai: {events}.", f"Event: {events}."),
        say(
            f"{part.reported} trong {len(report.head.communes)} xã đã có báo cáo thiệt hại. Mục không nêu là chưa có báo cáo, không phải bằng 0.",
            f"{part.reported} of {len(report.head.communes)} communes have reported. What is not listed is not reported, which is not zero.",
        ),
    ]
    if not part.losses:
        return Section("losses", title, lines)
    several = len(part.events) > 1
    rows = [
        (
            say.say(one.item.name)
            + (say(" (mục tham chiếu)", " (reference item)") if one.item.certainty != "verified" else "")
            + (f" [{plain(one.event)}]" if several else ""),
            say.say(unit_name(one.item.unit)),
            say.number(one.quantity),
            say.number(one.confirmed) if one.confirmed is not None else say("chưa xác nhận", "not confirmed"),
            say.number(one.communes),
            say.time(one.as_of),
        )
        for one in part.losses
    ]
    head = (
        say("Mục", "Item"),
        say("Đơn vị", "Unit"),
        say("Báo cáo", "Reported"),
        say("Đã xác nhận", "Confirmed"),
        say("Số xã", "Communes"),
        say("Cũ nhất tính đến", "Oldest as of"),
    )
    return Section("losses", title, lines, {"losses": Table(head, rows, frozenset({2, 3, 4}))})
