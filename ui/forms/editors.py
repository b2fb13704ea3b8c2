"""Which editor a field has: it follows from the kind of value that is declared."""

from __future__ import annotations

from fieldapp.records.fields import Field, Kind
from ui.forms.choice import FEW, FewChoicesEditor, FlagEditor, ManyChoicesEditor
from ui.forms.choosing import options_of
from ui.forms.counts import TallyEditor
from ui.forms.editor import Editor
from ui.forms.linked import LinkEditor, LinksEditor
from ui.forms.parts import PartsEditor
from ui.forms.plain import LineEditor, NumberEditor, TextEditor
from ui.forms.several import ChoicesEditor, OwnWordsEditor
from ui.forms.when import DayEditor, MomentEditor
from ui.forms.where import PlaceEditor
from ui.session import Session

__all__ = ["Editor", "editor_for"]


def editor_for(field: Field, session: Session, name: str = "") -> Editor:
    """An editor for a declared field; `name` stands in object names, the field's own if none."""
    name = name or field.name
    match field.spec.kind:
        case Kind.TEXT if field.spec.lines > 1:
            return TextEditor(field, session, name)
        case Kind.TEXT:
            return LineEditor(field, session, name)
        case Kind.CHOICE if len(options_of(field, session.store.types)) > FEW:
            return ManyChoicesEditor(field, session, name)
        case Kind.CHOICE:
            return FewChoicesEditor(field, session, name)
        case Kind.CHOICES if not field.spec.vocabulary:
            return OwnWordsEditor(field, session, name)
        case Kind.CHOICES:
            return ChoicesEditor(field, session, name)
        case Kind.DAY:
            return DayEditor(field, session, name)
        case Kind.MOMENT:
            return MomentEditor(field, session, name)
        case Kind.NUMBER:
            return NumberEditor(field, session, name)
        case Kind.FLAG:
            return FlagEditor(field, session, name)
        case Kind.TALLY:
            return TallyEditor(field, session, name)
        case Kind.PLACE:
            return PlaceEditor(field, session, name)
        case Kind.LINK:
            return LinkEditor(field, session, name, editor_for)
        case Kind.LINKS:
            return LinksEditor(field, session, name, editor_for)
        case Kind.PARTS:
            return PartsEditor(field, session, name, editor_for)
