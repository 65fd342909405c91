"""The door: bytes in, a `Reading` out, or a problem that names the way out."""

import hashlib
from pathlib import PurePath

from backend.profiles.problems import CvEmpty, CvExcessive, CvTooLarge, CvUnknownType
from backend.profiles.reading import prose
from backend.profiles.reading.europass import read_europass
from backend.profiles.reading.facts import CvFormat, Reading
from backend.profiles.reading.headings import outline
from backend.profiles.reading.json_resume import read_json_resume
from backend.profiles.reading.lang import guess
from backend.profiles.reading.letters import LONGEST, clean, decode
from backend.profiles.reading.links import links_in
from backend.profiles.reading.pdf.parent import read_pdf
from backend.profiles.reading.pictures import without_pictures
from backend.profiles.reading.sniff import Found, sniff
from backend.profiles.reading.wrapping import rejoin

LARGEST = 10 * 1024 * 1024  # bytes


def read_cv(content: bytes, filename: str | None = None, *, limit: int = LARGEST) -> Reading:
    """Read a CV by its content; the name of the file is only repeated in problems.

    Raises `CvEmpty`, `CvTooLarge` (more than `limit` bytes), `CvUnknownType`, `CvLocked`, `CvScanned`, `CvExcessive`,
    `CvBroken` or `CvUndecodable`.
    """
    if len(content) > limit:
        raise CvTooLarge(limit=limit)
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise CvEmpty
    found, sha256 = sniff(content), hashlib.sha256(content).hexdigest()
    if found is Found.PDF:
        seen = read_pdf(content)
        return _told(seen.text, CvFormat.PDF, sha256, left_out=seen.left_out)
    if found is Found.JSON:
        return read_json_resume(content).seal(CvFormat.JSON_RESUME, sha256)
    if found is Found.XML:
        return read_europass(content).seal(CvFormat.EUROPASS, sha256)
    if found is Found.TEXT:
        return _told(decode(content), CvFormat.TEXT, sha256)
    raise CvUnknownType(found, **({"named": PurePath(filename).suffix.lower()[:12]} if filename else {}))


def _told(raw: str, kind: CvFormat, sha256: str, *, left_out: int = 0) -> Reading:
    """Running text: cleaned, made whole, cut into sections, and read for what is certain."""
    text = rejoin(without_pictures(clean(raw)))
    if not any(letter.isalnum() for letter in text):
        raise CvEmpty
    if len(text) > LONGEST:
        raise CvExcessive("long")
    plan = outline(text)
    name, headline = prose.head_of(text, plan)
    return Reading(
        format=kind,
        sha256=sha256,
        lang=plan.lang or guess(text),
        text=text,
        sections=plan.sections,
        name=name,
        headline=headline,
        about=prose.about_in(text, plan.sections),
        education=tuple(prose.education_in(text, plan.sections)),
        experience=tuple(prose.experience_in(text, plan.sections)),
        languages=tuple(prose.languages_in(text, plan.sections)),
        links=tuple(links_in(text)),
        left_out=left_out,
    )
