"""What can go wrong with accounts, beyond the usual."""

from backend.core.problems import Conflict, Invalid, NotAllowed, Problem


class WrongPassword(Problem):
    """Says as much for an unknown address as for a wrong password."""

    status, code, title = 401, "accounts.wrong-password", "This e-mail address and password do not fit together."


class NotConfirmed(NotAllowed):
    """The password was right; the address still has to be confirmed."""

    code, title = "accounts.not-confirmed", "Please confirm your e-mail address first."


class WeakPassword(Invalid):
    """Too short, too common, or too easy to guess."""

    code, title = "accounts.weak-password", "This password is too easy to guess."


class NoPassword(NotAllowed):
    """The invented people of a demo have none: any visitor may be one of them, and nobody may erase them."""

    code, title = "accounts.no-password", "This account has no password that could confirm it."


class LinkSpent(Conflict):
    """A link in a mail works once and for a while."""

    code, title = "accounts.link-spent", "This link was used already or is too old."


class NoDemo(NotAllowed):
    """Only a demo region lets people in by a click."""

    code, title = "accounts.no-demo", "This region is not a demo."
