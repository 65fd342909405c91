"""What can go wrong with organisations, beyond the usual."""

from backend.core.problems import Conflict, Invalid


class DomainDiffers(Conflict):
    """An address at another domain than the website proves nothing."""

    code, title = "organisations.domain-differs", "Your e-mail address does not belong to the website's domain."


class RecordMissing(Conflict):
    """The domain does not carry the record that we asked for, or not yet."""

    code, title = "organisations.record-missing", "The record was not found in the website's domain."


class LastOwner(Conflict):
    """Somebody must stay responsible."""

    code, title = "organisations.last-owner", "An organisation needs at least one owner."


class AlreadyMember(Conflict):
    """Change the role instead."""

    code, title = "organisations.already-member", "This person is a member already."


class UnknownAccount(Invalid):
    """We invite people who have an account here."""

    code, title = "organisations.unknown-account", "Nobody here has this e-mail address."


class OrganisationNotPublic(Conflict):
    """A draft of an organisation, or a suspended one, offers nothing."""

    code, title = "organisations.not-public", "The organisation has to be public first."


class OrganisationNotVerified(Conflict):
    """Money and places attract impostors: only organisations that are who they say promise them."""

    code, title = "organisations.not-verified", "The organisation has to be verified first."
