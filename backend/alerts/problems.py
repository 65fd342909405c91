"""What can go wrong with saved searches, beyond the usual."""

from backend.core.problems import Conflict


class TooManyAlerts(Conflict):
    """More than anybody reads."""

    code, title = "alerts.too-many", "You keep as many searches as one can."


class SavedAlready(Conflict):
    """The same search twice would tell everything twice."""

    code, title = "alerts.saved-already", "You keep this search already."
