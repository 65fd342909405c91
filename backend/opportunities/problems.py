"""What can go wrong with opportunities, beyond the usual."""

from backend.core.problems import Conflict, Invalid


class NotReady(Invalid):
    """The checks found something that keeps it from being published; each finding has its place."""

    code, title = "opportunities.not-ready", "This cannot be published yet."


class Unread(Conflict):
    """To close is to show its words to everybody with the reason; the staff have not read these."""

    code, title = "opportunities.unread", "Nobody has read its new words yet, so it cannot be shown as closed."


class Refused(Conflict):
    """The staff will not have it published; only they can take that back."""

    code, title = "opportunities.refused", "The region's team refused this. Write to them if you think they are wrong."


class NothingToImport(Invalid):
    """A page, a feed or a table without a single posting that we recognise."""

    code, title = "opportunities.nothing-to-import", "There is no posting here that we can read."


class ImportUnreadable(Invalid):
    """No page with JSON-LD, no JSON and no table with our columns; the errors say which line or column."""

    code, title = "opportunities.import-unreadable", "This is no page, JSON feed or table of postings that we can read."


NOT_POSTINGS = (NothingToImport, ImportUnreadable)
