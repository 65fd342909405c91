"""What can go wrong with organisations, beyond the usual."""

from backend.core.problems import Conflict


class DomainDiffers(Conflict):
    """An address at another domain than the website proves nothing."""

    code, title = "organisations.domain-differs", "Your e-mail address does not belong to the website's domain."


class RecordMissing(Conflict):
    """The domain does not carry the record that we asked for, or not yet."""

    code, title = "organisations.record-missing", "The record was not found in the website's domain."


class LastOwner(Conflict):
    """Somebody must stay responsible."""

    code, title = "organisations.last-owner", "An organisation needs at least one owner."


class OthersLeftAlone(Conflict):
    """Whoever goes for good leaves nobody in an organisation that nobody is responsible for."""

    code, title = "organisations.others-left-alone", "Others would be left in an organisation without an owner."


class AlreadyMember(Conflict):
    """Change the role instead."""

    code, title = "organisations.already-member", "This person is a member already."


class AlreadyInvited(Conflict):
    """One invitation at a time; another role needs another invitation."""

    code, title = "organisations.already-invited", "This person has an invitation already."


class InvitationRefused(Conflict):
    """Who said no is left in peace for a while."""

    code, title = "organisations.invitation-refused", "This person has declined an invitation."


class InvitationOver(Conflict):
    """It was answered or withdrawn, or its time is up."""

    code, title = "organisations.invitation-over", "This invitation no longer holds."


class OrganisationNotPublic(Conflict):
    """A draft of an organisation, or a suspended one, offers nothing."""

    code, title = "organisations.not-public", "The organisation has to be public first."


class OrganisationNotVerified(Conflict):
    """Money and places attract impostors: only organisations that are who they say promise them."""

    code, title = "organisations.not-verified", "The organisation has to be verified first."
