"""What can go wrong with territories, beyond the usual."""

from backend.core.problems import Invalid


class BadTable(Invalid):
    """A table of municipalities that cannot be taken as it is; the errors point at lines and columns."""

    code, title = "territories.bad-table", "Some lines of this table need attention. Nothing was imported."
