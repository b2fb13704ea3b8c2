"""Telling a request or an approval from other files that come in."""

from __future__ import annotations

from pathlib import Path

from fieldapp.services.approving import sealed
from fieldapp.services.approving.approval_file import read_approval
from fieldapp.services.approving.request_file import Request, read_request
from fieldapp.services.approving.statement import Signed
from fieldapp.services.package.errors import NotAPackageError
from fieldapp.services.package.opening import Inbox


def read_other(path: Path, desk: Inbox) -> Request | Signed:
    """A request to oneself, or an approval that came back; anything else is no package either."""
    match sealed.sort_of(path, desk.identities):
        case sealed.REQUEST:
            return read_request(path, desk)
        case sealed.APPROVAL:
            return read_approval(path, desk.identities)
    raise NotAPackageError
