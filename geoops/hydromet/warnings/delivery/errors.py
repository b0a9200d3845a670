"""Faults of deliveries."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class UnknownSubscription(NotFound):
    """No such recipient in the caller's scope."""

    code = "unknown_subscription"
    title = Text("Không có nơi nhận này trong phạm vi của bạn", "There is no such recipient in your scope")


class SubscriptionTaken(Conflict):
    """A recipient with that name is there already."""

    code = "subscription_taken"
    title = Text("Đã có nơi nhận mang tên này", "A recipient with this name is there already")


class BadAddress(InputRefused):
    """The address of a recipient cannot be used."""

    code = "bad_recipient_address"
    title = Text("Địa chỉ nơi nhận không dùng được", "The recipient's address cannot be used")


class NotDelivered(Exception):
    """One attempt failed; `final` where another is of no use."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final
