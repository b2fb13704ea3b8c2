"""Approvals on the Today page: what waits for a second person, and what may be sealed now."""

from __future__ import annotations

from itertools import chain

from fieldapp.records.approvals import Approval
from fieldapp.services.today_rows import SHOWN, Group, Item, Step, has, joined, short
from fieldapp.store.store import Filter, Query, Store

ASKED, APPROVED = "asked", "approved"


def approvals(store: Store) -> Group:
    """What was approved and has not left stands first: its time runs."""
    if not has(store, "approval"):
        return Group("Approvals")
    found = list(chain(_of(store, APPROVED), _of(store, ASKED)))
    names = store.titles({each.approver for each in found[:SHOWN]})
    items = tuple(_item(each, names.get(each.approver, "")) for each in found[:SHOWN])
    return Group("Approvals", items, max(0, len(found) - SHOWN), "approval")


def _of(store: Store, state: str) -> list[Approval]:
    """Those of a state whose time has not run out."""
    now = store.now()
    found = store.records(Query("approval", filters=(Filter("state", state),)))
    return [
        each
        for each in found
        if isinstance(each, Approval) and each.expires_at is not None and now < each.expires_at
    ]


def _item(approval: Approval, name: str) -> Item:
    ends = approval.expires_at
    until = f"{short(ends.date())} {ends:%H:%M}" if ends else ""
    given = approval.state == APPROVED
    note = joined(name, f"approved, seal it before {until}" if given else f"asked, until {until}")
    return Item(
        "approval", approval.id, approval.title, note, Step.OPEN, given, approval.level or "severe"
    )
