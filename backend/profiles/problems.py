"""What can go wrong with profiles and CVs, beyond the usual. Each unreadable file names its way out."""

from typing import Any, ClassVar

from backend.core.problems import Conflict, Invalid, TooLarge, Unsupported

TAKES = ["pdf", "json-resume", "europass-xml", "plain-text"]


class CvTooLarge(TooLarge):
    """More bytes than we take; nothing of it was read."""

    code, title = "profiles.cv-too-large", "This file is too large for a CV. Save it without large pictures."

    def __init__(self, **params: Any) -> None:
        super().__init__(way_out="save-smaller", **params)


class CvUnknownType(Unsupported):
    """A kind of file we cannot read; `found` says which one it is, by its content and not by its name."""

    code, title = "profiles.cv-unknown-type", "We read CVs as PDF, JSON Resume, Europass XML or plain text."

    def __init__(self, found: str, **params: Any) -> None:
        super().__init__(found=found, takes=TAKES, way_out="save-as-pdf", **params)


class CvUnreadable(Invalid):
    """The right kind of file, but nothing in it that can be read. `way_out` says what to do about it."""

    way_out: ClassVar[str] = "send-another-file"

    def __init__(self, **params: Any) -> None:
        super().__init__(way_out=self.way_out, **params)


class CvEmpty(CvUnreadable):
    """No bytes, or only blanks."""

    code, title = "profiles.cv-empty", "This file is empty. Choose another one."


class CvLocked(CvUnreadable):
    """A PDF that asks for a password."""

    code, title = "profiles.cv-locked", "This PDF is locked with a password. Save a copy without one."
    way_out = "save-unlocked"


class CvScanned(CvUnreadable):
    """A PDF that shows pictures of text, or text that nobody can see, but no visible text."""

    code, title = (
        "profiles.cv-scanned",
        "This PDF shows no text we can read. Export it from the program you wrote it in.",
    )
    way_out = "export-with-text"


class CvExcessive(CvUnreadable):
    """A file built to exhaust its reader; `reason`: inflates, nested, pages, entities, slow, long."""

    code, title = "profiles.cv-excessive", "This file holds far more than a CV. Save it again as a simple PDF."
    way_out = "save-as-simple-pdf"

    def __init__(self, reason: str, **params: Any) -> None:
        super().__init__(reason=reason, **params)


class CvBroken(CvUnreadable):
    """Damaged: it begins like a known kind of file and does not hold what it promises."""

    code, title = "profiles.cv-broken", "This file is damaged. Save it again from the program it was written in."
    way_out = "save-again"


class CvUndecodable(CvUnreadable):
    """Text in an encoding we cannot make sense of."""

    code, title = "profiles.cv-undecodable", "We cannot make out the letters in this file. Save it as UTF-8."
    way_out = "save-as-utf-8"


UNREADABLE = (
    CvTooLarge,
    CvUnknownType,
    CvEmpty,
    CvLocked,
    CvScanned,
    CvExcessive,
    CvBroken,
    CvUndecodable,
)


class LineDecided(Conflict):
    """A line of an import that was accepted or refused before."""

    code, title = "profiles.line-decided", "This line was decided already."


class NotReady(Conflict):
    """A profile that says nothing cannot be listed; `missing` names what it lacks."""

    code, title = "profiles.not-ready", "Say what you do before others can see you."


class TooMuch(Conflict):
    """A list in a profile has its bounds."""

    code, title = "profiles.too-much", "This list is full. Remove something first."
