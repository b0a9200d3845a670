"""What may be done, and which role may do it. Roles are those of the contract."""

from typing import Final

from geoops.kit.context import Caller

ROLES: Final = ("admin", "duty", "commune", "field", "planner", "feed")
"""admin: administrator; duty: provincial duty officer; commune: commune officer; field: field reporter;
planner: planner of a department; feed: a machine that delivers observations."""

PERMISSIONS: Final[dict[str, frozenset[str]]] = {
    "map.view": frozenset({"admin", "duty", "commune", "field", "planner"}),
    "incident.report": frozenset({"admin", "duty", "commune", "field"}),
    "incident.manage": frozenset({"admin", "duty", "commune"}),
    "incident.escalation": frozenset({"admin", "duty"}),
    "damage.event": frozenset({"admin", "duty"}),
    "damage.report": frozenset({"admin", "duty", "commune"}),
    "damage.confirm": frozenset({"admin", "duty", "commune"}),
    "damage.victims": frozenset({"admin", "duty", "commune"}),
    "disease.report": frozenset({"admin", "duty", "commune"}),
    "disease.manage": frozenset({"admin", "duty", "commune"}),
    "observation.write": frozenset({"admin", "duty", "feed"}),
    "station.manage": frozenset({"admin", "duty"}),
    "grid.write": frozenset({"admin", "duty", "feed"}),
    "resource.write": frozenset({"admin", "duty", "commune"}),
    "works.write": frozenset({"admin", "duty", "commune"}),
    "readiness.norms": frozenset({"admin", "duty"}),
    "dispatch.manage": frozenset({"admin", "duty", "commune"}),
    "evacuation.order": frozenset({"admin", "duty", "commune"}),
    "evacuation.count": frozenset({"admin", "duty", "commune", "field"}),
    "evacuation.people": frozenset({"admin", "duty", "commune"}),
    "indicator.write": frozenset({"admin", "planner", "commune"}),
    "indicator.approve": frozenset({"admin"}),
    "indicator.lock": frozenset({"admin"}),
    "indicator.share": frozenset({"admin"}),
    "layer.publish": frozenset({"admin"}),
    "people.manage": frozenset({"admin"}),
    "team.manage": frozenset({"admin", "duty"}),
    "space.manage": frozenset({"admin", "duty"}),
    "feed.run": frozenset({"admin", "duty"}),
    "feed.manage": frozenset({"admin"}),
    "warning.draft": frozenset({"admin", "duty", "commune"}),
    "warning.review": frozenset({"admin", "duty"}),
    "warning.issue": frozenset({"admin", "duty"}),
    "warning.import": frozenset({"admin", "duty", "feed"}),
    "warning.subscribe": frozenset({"admin", "duty"}),
    "rule.manage": frozenset({"admin", "duty"}),
}


def allows(caller: Caller, permission: str) -> bool:
    """Whether one of the caller's roles has the permission. An unknown permission is a fault of the program."""
    return caller.has_role(PERMISSIONS[permission])
