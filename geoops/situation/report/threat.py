"""What threatens, in words: danger per commune, warnings in force, rain, reservoirs and roads."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from geoops.hydromet.danger.service import Danger
from geoops.hydromet.schemas import WarningOut
from geoops.kit.i18n import Text
from geoops.situation.report.document import Section, Speech, Table, plain, short
from geoops.situation.report.records import Report

MOST_ROWS: Final = 10


def danger(report: Report, say: Speech) -> Section:
    """Communes in danger: what was officially issued, and apart from it what our rules compute."""
    part = report.danger
    lines = []
    if part.official:
        stated = sum(one.official is not None and one.official.scale == "risk_level" for one in part.official)
        lines.append(
            say(
                f"{len(part.official)} xã có cảnh báo đã phát: {_by_level(part.official, say)}. "
                f"Cấp độ rủi ro do bản tin chính thức nêu: {stated} xã; còn lại là cảnh báo theo xã, không phải cấp độ rủi ro.",
                f"{len(part.official)} communes have an issued warning: {_by_level(part.official, say)}. "
                f"An official bulletin states the risk level of {stated}; the others are commune warnings, no risk level.",
            )
        )
    else:
        lines.append(
            say(
                "Không có xã nào có cảnh báo đã phát còn hiệu lực.",
                "No commune has an issued warning in force.",
            )
        )
    total = len(report.head.communes)
    if not part.judged:
        lines.append(
            say(
                "Tham chiếu: quy tắc chưa tính được mức nào cho xã nào (chưa bật, hoặc thiếu số liệu): chưa biết.",
                "Reference: the rules could tell the level of no commune (none on, or no data): not known.",
            )
        )
    else:
        worked = say.time(part.worked_out_at)
        lines.append(
            say(
                f"Tham chiếu (quy tắc của hệ thống tính đến {worked}, không phải cấp chính thức): {len(part.reference)} xã "
                f"trên ngưỡng; {part.judged} trong {total} xã tính được. Dưới ngưỡng không bảo đảm là an toàn.",
                f"Reference (computed by rules up to {worked}, no official level): {len(part.reference)} communes above "
                f"a threshold; {part.judged} of {total} could be told. Below is no promise of safety.",
            )
        )
    tables = {}
    if part.official:
        tables["official"] = Table(
            (
                say("Xã", "Commune"),
                say("Đã phát", "Issued"),
                say("Nguồn", "Source"),
                say("Hiệu lực đến", "Valid to"),
                say("Dân số", "Population"),
            ),
            [
                (
                    plain(one.commune.full_name_vi),
                    say.say(one.official.word),
                    say.say(one.official.label),
                    say.time(one.official.valid_to),
                    say.number(one.commune.population),
                )
                for one in part.official[:MOST_ROWS]
                if one.official is not None
            ],
            frozenset({4}),
        )
        lines += say.more(MOST_ROWS, len(part.official))
    if part.reference:
        tables["reference"] = Table(
            (
                say("Xã", "Commune"),
                say("Mức tham chiếu", "Reference level"),
                say("Vì sao", "Why"),
                say("Từ lúc", "Since"),
            ),
            [_reference(one, say) for one in part.reference[:MOST_ROWS]],
        )
        if len(part.reference) > MOST_ROWS:
            lines.append(
                say(
                    f"Bảng tham chiếu nêu {MOST_ROWS} trong {len(part.reference)} xã.",
                    f"The table of references shows {MOST_ROWS} of {len(part.reference)} communes.",
                )
            )
    return Section("danger", say("Xã đang nguy hiểm", "Communes in danger"), lines, tables)


def _by_level(found: Sequence[Danger], say: Speech) -> str:
    counted: defaultdict[tuple[int, Text], int] = defaultdict(int)
    for one in found:
        if one.official is not None:
            counted[one.official.level, one.official.word] += 1
    return "; ".join(
        f"{say.say(word)}: {count}"
        for (_, word), count in sorted(counted.items(), key=lambda item: -item[0][0])
    )


def _reference(one: Danger, say: Speech) -> tuple[str, ...]:
    reference = one.reference
    assert reference is not None
    word = say.say(reference.word) if reference.word is not None else say.number(reference.level)
    least = say("ít nhất ", "at least ") if reference.at_least else ""
    return (
        plain(one.commune.full_name_vi),
        f"{least}{word}",
        short(say.say(reference.told)),
        say.time(reference.since),
    )


def warnings(report: Report, say: Speech) -> Section:
    """Warnings in force, each kind by its source."""
    part = report.warnings
    rows = _national(report, say)
    for alert in part.own:
        rows.append(
            (
                say.say(Text(alert.label.vi, alert.label.en)),
                f"{say(alert.hazard_label.vi, alert.hazard_label.en)}: {say(alert.severity.label.vi, alert.severity.label.en)}",
                say.listed(one.name for one in alert.communes),
                say.time(alert.expires_at),
            )
        )
    for bulletin in part.bulletins:
        headline = (bulletin.texts.get(say.language) or bulletin.texts.get("vi") or {}).get("headline", "")
        level = (
            say(f"Cấp độ rủi ro {bulletin.level}. ", f"Risk level {bulletin.level}. ")
            if bulletin.level
            else ""
        )
        rows.append(
            (
                plain(say(bulletin.label.vi, bulletin.label.en)),
                short(level + headline),
                say.listed(one.name for one in bulletin.communes),
                say.time(bulletin.expires_at),
            )
        )
    title = say("Cảnh báo còn hiệu lực", "Warnings in force")
    if not rows:
        return Section(
            "warnings",
            title,
            [
                say(
                    "Không có cảnh báo nào còn hiệu lực trong hệ thống.",
                    "No warning in force is known to the system.",
                )
            ],
        )
    head = (say("Nguồn", "Source"), say("Nội dung", "What"), say("Xã", "Communes"), say("Đến", "Until"))
    return Section("warnings", title, [], {"warnings": Table(head, rows)})


def _national(report: Report, say: Speech) -> list[tuple[str, ...]]:
    """Warnings per commune gathered: the same word, hazard and end in one row."""
    gathered: defaultdict[tuple[str, ...], list[WarningOut]] = defaultdict(list)
    for one in report.warnings.national:
        hazards = []
        if one.hazards.landslide:
            hazards.append(say(f"sạt lở: {one.hazards.landslide}", f"landslide: {one.hazards.landslide}"))
        if one.hazards.flash_flood:
            hazards.append(
                say(f"lũ quét: {one.hazards.flash_flood}", f"flash flood: {one.hazards.flash_flood}")
            )
        what = "; ".join([say(one.level_text.vi, one.level_text.en), *hazards])
        gathered[say(one.label.vi, one.label.en), plain(what), say.time(one.valid_to)].append(one)
    mine = report.head.names
    return [
        (
            label,
            what,
            say.listed(
                dict.fromkeys(area.name for one in found for area in one.communes if area.code in mine)
            ),
            until,
        )
        for (label, what, until), found in gathered.items()
    ]


def rain(report: Report, say: Speech) -> Section:
    """Rain of the hours: measured alone; with a share of time covered below 100 % it is a lower bound."""
    part, hours = report.rain, report.head.asked.hours
    names = report.head.names
    lines = []
    if not part.communes and not part.gauges:
        lines.append(say(f"Chưa có số liệu mưa {hours} giờ.", f"No rain of the last {hours} h is known."))
    elif part.communes:
        top = part.communes[0]
        lines.append(
            say(
                f"Mưa {hours} giờ lớn nhất: {say.number(top.max_mm, 'mm')} tại {names[top.commune_code]}.",
                f"Most rain in {hours} h: {say.number(top.max_mm, 'mm')} in {names[top.commune_code]}.",
            )
        )
    if part.without:
        lines.append(
            say(
                f"{part.without} xã không có số đo mưa (không có trạm, hoặc trạm không gửi số liệu): chưa biết, không phải không mưa.",
                f"{part.without} communes have no measured rain (no gauge, or a silent one): not known, which is not dry.",
            )
        )
    if part.silent_gauges:
        lines.append(
            say(
                f"{part.silent_gauges} trạm đo mưa không có số liệu trong {hours} giờ.",
                f"{part.silent_gauges} rain gauges have no data in the {hours} h.",
            )
        )
    if part.communes or part.gauges:
        lines.append(
            say(
                "Chỉ cộng phần đo được: nơi có số liệu dưới 100 % thời gian thì mưa thật có thể lớn hơn.",
                "Only what was measured is summed: with less than 100 % of the time covered more may have fallen.",
            )
        )
    covered = say("Có số liệu", "Covered")
    tables = {}
    if part.communes:
        tables["communes"] = Table(
            (
                say("Xã", "Commune"),
                say("Lớn nhất, mm", "Most, mm"),
                say("Trung bình, mm", "Mean, mm"),
                say("Số trạm", "Gauges"),
                covered,
            ),
            [
                (
                    plain(names[one.commune_code]),
                    say.number(one.max_mm),
                    say.number(one.mean_mm),
                    say.number(one.gauges),
                    _share(one.covered, say),
                )
                for one in part.communes[:MOST_ROWS]
            ],
            frozenset({1, 2, 3, 4}),
        )
    if part.gauges:
        tables["gauges"] = Table(
            (
                say("Trạm", "Gauge"),
                say("Xã", "Commune"),
                say("Mưa, mm", "Rain, mm"),
                covered,
                say("Tuổi số liệu", "Age"),
            ),
            [
                (
                    plain(one.name),
                    plain(names.get(one.commune_code or "", "")),
                    say.number(one.rain.mm),
                    _share(one.rain.covered, say),
                    say.number(one.rain.age_minutes, say("phút", "min")),
                )
                for one in part.gauges[:MOST_ROWS]
            ],
            frozenset({2, 3, 4}),
        )
    return Section("rain", say(f"Mưa {hours} giờ qua", f"Rain of the last {hours} h"), lines, tables)


def _share(value: float, say: Speech) -> str:
    return say.number(round(value * 100)) + " %"


def works(report: Report, say: Speech) -> Section:
    """Roads that are cut or narrowed; reservoirs near or above a level, or releasing."""
    part = report.works
    cut = sum(one.state == "cut" for one in part.roads)
    lines = []
    if part.roads:
        lines.append(
            say(
                f"Đường: {cut} điểm bị cắt, {len(part.roads) - cut} điểm chỉ qua được một làn.",
                f"Roads: {cut} points cut, {len(part.roads) - cut} passable in one lane.",
            )
        )
    else:
        lines.append(
            say("Đường: không có điểm nào được báo là bị cắt.", "Roads: no point is reported as cut.")
        )
    if not part.registered:
        lines.append(say("Hồ chứa: chưa khai báo hồ nào.", "Reservoirs: none is registered."))
    else:
        if not part.reservoirs:
            lines.append(
                say(
                    "Hồ chứa: không hồ nào có số liệu cho thấy đang gần hoặc trên mức.",
                    "Reservoirs: none is known to be near or above a level.",
                )
            )
        if part.unread:
            lines.append(
                say(
                    f"{len(part.unread)} trong {part.registered} hồ không có mực nước mới, chưa biết: ",
                    f"{len(part.unread)} of {part.registered} reservoirs have no fresh level, not known: ",
                )
                + say.listed(one.name for one in part.unread)
                + "."
            )
    tables = {}
    if part.roads:
        tables["roads"] = Table(
            (
                say("Đường, lý trình", "Road, chainage"),
                say("Xã", "Commune"),
                say("Trạng thái", "State"),
                say("Từ lúc", "Since"),
                say("Ghi chú", "Note"),
            ),
            [
                (
                    plain(f"{one.road} {one.chainage}"),
                    plain(one.commune_name or one.commune_code),
                    say(one.state_label.vi, one.state_label.en),
                    say.time(one.since),
                    short(one.state_note or ""),
                )
                for one in part.roads[: 2 * MOST_ROWS]
            ],
        )
        lines += say.more(2 * MOST_ROWS, len(part.roads))
    if part.reservoirs:
        tables["reservoirs"] = Table(
            (
                say("Hồ", "Reservoir"),
                say("Xã", "Commune"),
                say("Nhận định (tham chiếu)", "Reading (reference)"),
                say("Mực nước, m", "Level, m"),
                say("Mức so sánh, m", "Compared with, m"),
                say("Đo lúc", "Read at"),
            ),
            [
                (
                    plain(one.name),
                    plain(one.commune_name or one.commune_code),
                    say(one.level_label.vi, one.level_label.en) if one.level_label else "",
                    say.number(one.water.level_m if one.water else None),
                    say.number(one.limit_m),
                    say.time(one.water.level_at if one.water else None)
                    + (say(" (cũ)", " (old)") if one.water and one.water.old else ""),
                )
                for one in part.reservoirs
            ],
            frozenset({3, 4}),
        )
    return Section("works", say("Đường và hồ chứa", "Roads and reservoirs"), lines, tables)
