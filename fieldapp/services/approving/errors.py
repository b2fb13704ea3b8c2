"""Why an approval does not count, each in one sentence."""

from __future__ import annotations

from fieldapp.errors import FieldappError

_ASK_AGAIN = "Ask for an approval of what leaves now."


class ApprovalError(FieldappError):
    """Anything that keeps an approval from counting."""

    sentence = "This approval does not count."
    remedy = _ASK_AGAIN


class NotAnApprovalError(ApprovalError):
    """The file, or what is in it, is no approval, or it was changed."""

    sentence = "This is not a usable approval, or it was changed on the way."
    remedy = "Ask the approver to write it again."


class UnknownApproverError(ApprovalError):
    """No approver who is known here signed."""

    sentence = "This was not signed by any approver known here."
    remedy = "Add the approver's card, compare the 40 digits, then try again."


class UnverifiedApproverError(ApprovalError):
    """The approver's code was not compared, or the approver no longer approves."""

    sentence = "This approver is not known for sure, or no longer approves."
    remedy = "Compare the 40 digits of their card with them by voice first."


class OwnKeyError(ApprovalError):
    """The station's own key would approve its own release."""

    sentence = "This station's own key cannot approve what this station sends."
    remedy = "Ask another person, who has a key of their own."


class SamePersonError(ApprovalError):
    """Who prepares a release would approve it."""

    sentence = "Who prepares what leaves cannot approve it: one person is not two."
    remedy = "Ask another person, who has a key of their own."


class RefusedError(ApprovalError):
    """The approver said no to exactly this."""

    sentence = "The approver refused this release."
    remedy = "Change what leaves, or ask another approver, who will see that it was refused."


class RanOutError(ApprovalError):
    """It was given, or asked for, too long ago."""

    sentence = "This approval has run out."
    remedy = _ASK_AGAIN


class AlteredError(ApprovalError):
    """What would leave is not what was approved."""

    sentence = "This approval is for another release: what leaves was changed since."
    remedy = _ASK_AGAIN


class UsedError(ApprovalError):
    """The same approval let something leave already."""

    sentence = "This approval was used before, and each counts once."
    remedy = _ASK_AGAIN


class WithdrawnError(ApprovalError):
    """It was taken back here."""

    sentence = "This approval was withdrawn."
    remedy = _ASK_AGAIN


class ClosedError(ApprovalError):
    """A request was answered already, so nothing more is taken for it."""

    sentence = "This request is closed: it was answered already."
    remedy = "Make a new request."


class NotNeededError(ApprovalError):
    """Nobody need approve this."""

    sentence = "This needs no approval."
    remedy = "Seal it, if nothing else stands in the way."


class NoHarmNoteError(ApprovalError):
    """What could go wrong was not written down."""

    sentence = "What could go wrong for whom is not written down yet."
    remedy = "Write it, and what lowers it, before you ask for an approval."


class WrongApproverPassphraseError(ApprovalError):
    """The passphrase is not the approver's."""

    sentence = "This is not the approver's passphrase."
    remedy = "The approver types their own passphrase, not that of the vault."


class NoKeyHereError(ApprovalError):
    """The approver has no key on this laptop."""

    sentence = "This approver has no key on this laptop."
    remedy = "Ask them by a file or over the radio."


class NoEncryptionKeyError(ApprovalError):
    """Nothing can be encrypted for this approver."""

    sentence = "This approver has no key to encrypt for."
    remedy = "Add the card of their own FieldApp, or ask them here or over the radio."
