"""What can go wrong with the vocabulary, beyond the usual."""

from backend.core.problems import Invalid


class NotABundle(Invalid):
    """No folder or archive with the CSV files in which the European Commission publishes ESCO."""

    code, title = "taxonomy.not-a-bundle", "There are no ESCO tables here. Nothing was imported."


class BrokenBundle(Invalid):
    """A table of the bundle that is cut off, altered or of another kind; the errors name the file and the line."""

    code, title = "taxonomy.broken-bundle", "One of these tables cannot be read. Nothing was imported."
