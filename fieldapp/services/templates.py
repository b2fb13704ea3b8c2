"""Records that a station keeps as templates: encrypted, by type and name, in no list."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.records.record import Part, Record, evolve, new_id
from fieldapp.store.store import Store

_FORM = "template/"
# What belongs to the one record and not to its like.
_ITS_OWN = frozenset({"ref", "supersedes", "review_on", "pinned"})


def copied(record: Record) -> Record:
    """A new draft with the same facts, to be changed; rows are rows of their own."""
    values = {
        each.name: tuple(evolve(row, id=new_id()) for row in getattr(record, each.name))
        for each in record.fields()
        if each.spec.part is not None and issubclass(each.spec.part, Part)
    }
    fresh = type(record)(draft=True)
    declared = {
        each.name: getattr(record, each.name)
        for each in record.fields()
        if each.name not in ("ref", "supersedes") and each.name not in record.its_own
    }
    return evolve(fresh, **{**declared, **values})


def keep_template(store: Store, record: Record, name: str) -> None:
    """Keep a copy of a record under a name; the same name again replaces it."""
    copy = copied(record)
    own = {each: copy.field(each).default for each in _ITS_OWN}
    store.keep_draft(_form(record.noun, name), evolve(copy, **own), {})


def template_names(store: Store, noun: str) -> Sequence[str]:
    """The templates of a type, by name."""
    start = _form(noun, "")
    found = (each.form for each in store.drafts() if each.form.startswith(start))
    return sorted((form[len(start) :] for form in found), key=str.casefold)


def from_template(store: Store, noun: str, name: str) -> Record:
    """A new draft that starts as the template; `KeyError` where there is none of this name."""
    draft = store.draft(_form(noun, name))
    if draft is None:
        raise KeyError(name)
    return copied(draft.record)


def drop_template(store: Store, noun: str, name: str) -> None:
    """Forget a template."""
    store.drop_draft(_form(noun, name))


def _form(noun: str, name: str) -> str:
    return f"{_FORM}{noun}/{' '.join(name.split())}"
