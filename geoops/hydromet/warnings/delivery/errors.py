"""Faults of deliveries."""

from geoops.kit.errors import Conflict, NotFound
from geoops.kit.i18n import Text


class UnknownSubscription(NotFound):
    """No such recipient in the caller's scope."""

    code = "unknown_subscription"
    title = Text("Không có nơi nhận này trong phạm vi của bạn", "There is no such recipient in your scope")


class SubscriptionTaken(Conflict):
    """A recipient with that name is there already."""

    code = "subscription_taken"
    title = Text("Đã có nơi nhận mang tên này", "A recipient with this name is there already")
