"""What can be wrong with a station that is asked for or changed."""

from geoops.kit.errors import InputRefused, Problem
from geoops.kit.i18n import Text


class UnknownStation(Problem):
    """There is no station of that id in this space."""

    status = 404
    code = "unknown_station"
    title = Text("Không có trạm này", "There is no such station")


class AlarmLevelsOutOfOrder(InputRefused):
    """Alarm level I lies below II, and II below III; an unknown one is left empty."""

    code = "alarm_levels_out_of_order"
    title = Text(
        "Mức báo động I, II, III phải tăng dần; mức chưa biết để trống",
        "Alarm levels I, II and III must rise; leave empty what is unknown",
    )
