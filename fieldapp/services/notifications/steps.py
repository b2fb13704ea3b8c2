"""How a notification may go on from where it stands; none of it is ever a permission (R8)."""

from __future__ import annotations

from collections.abc import Mapping

from fieldapp.errors import FieldappError
from fieldapp.records.notifications import Notification
from fieldapp.records.record import evolve

# From each status, those that may follow. A change of facts after sending is a new version.
STEPS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"submitted", "checked", "transmitted", "cancelled", "removed"}),
    "submitted": frozenset({"checked", "transmitted", "cancelled", "removed"}),
    "checked": frozenset({"transmitted", "cancelled", "removed"}),
    "transmitted": frozenset(
        {
            "in_effect", "delayed", "cancelled", "amended", "completed", "revalidation_due",
            "removed",
        }
    ),
    "in_effect": frozenset(
        {"delayed", "cancelled", "amended", "completed", "revalidation_due", "removed"}
    ),
    "delayed": frozenset({"in_effect", "delayed", "cancelled", "amended", "completed"}),
    "revalidation_due": frozenset({"in_effect", "amended", "removed"}),
    "amended": frozenset({"closed"}),
    "cancelled": frozenset({"amended", "closed"}),
    "completed": frozenset({"closed"}),
    "removed": frozenset({"amended", "closed"}),
    "closed": frozenset(),
}  # fmt: skip
NEVER_OF: Mapping[str, frozenset[str]] = {
    "site": frozenset({"delayed", "cancelled", "completed"}),
    "movement": frozenset({"revalidation_due", "removed"}),
}
BEFORE_SENDING = frozenset({"draft", "submitted", "checked"})
ENDED = frozenset({"amended", "cancelled", "completed", "removed", "closed"})


class NotAStepError(FieldappError):
    """A status was asked for that does not follow the one that holds."""

    sentence = "A notification cannot go from where it stands to there."
    remedy = "Open it and look at its status; a change of what was told is a new version."


def may_follow(kind: str, status: str) -> frozenset[str]:
    """Where a site or a movement may go from a status."""
    return STEPS.get(status, frozenset()) - NEVER_OF.get(kind, frozenset())


def moved(notification: Notification, status: str) -> Notification:
    """The same notification with another status, or `NotAStepError`."""
    if status not in may_follow(notification.kind, notification.status):
        raise NotAStepError
    return evolve(notification, status=status)
