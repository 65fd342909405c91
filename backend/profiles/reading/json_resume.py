"""JSON Resume (jsonresume.org, schema 1.0.0 and the drafts before it): known fields only, whatever else is there."""

import json
from collections.abc import Iterator
from typing import Any

from backend.profiles.problems import CvBroken, CvExcessive, CvUnknownType
from backend.profiles.reading.dates import parse_month, says_now
from backend.profiles.reading.degrees import level_of
from backend.profiles.reading.draft import Draft
from backend.profiles.reading.facts import Job, Link, Period, SectionKind, Spoken, Study
from backend.profiles.reading.lang import guess
from backend.profiles.reading.letters import decode
from backend.profiles.reading.links import absolute, kind_of
from backend.profiles.reading.standing import settled
from backend.profiles.reading.tongues import code_of, level_in
from backend.profiles.reading.writing import worded

PARTS = ("basics", "work", "education", "skills", "languages", "projects", "volunteer")
MOST = 200  # entries of one kind


def read_json_resume(content: bytes) -> Draft:
    """Raises `CvBroken`, `CvExcessive`, `CvUndecodable`, or `CvUnknownType` for JSON that is no CV."""
    try:
        given = json.loads(decode(content))
    except RecursionError:
        raise CvExcessive("nested") from None
    except ValueError:
        raise CvBroken(format="json_resume") from None
    if not isinstance(given, dict) or not any(part in given for part in PARTS):
        raise CvUnknownType("json")
    basics = _object(given.get("basics"))
    draft = Draft(guess(_sample(given, basics)))
    _basics(draft, basics)
    _work(draft, given)
    _education(draft, given)
    _skills(draft, given)
    _languages(draft, given)
    _projects(draft, given)
    _others(draft, given)
    return draft


def _words(value: Any) -> str:
    """A string, or nothing: numbers and objects in the place of words are passed over."""
    return value.strip() if isinstance(value, str) else ""


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _items(given: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    listed = given.get(name)
    for item in listed[:MOST] if isinstance(listed, list) else []:
        if isinstance(item, dict):
            yield item


def _strings(item: dict[str, Any], name: str) -> list[str]:
    listed = item.get(name)
    return [word for value in (listed[:MOST] if isinstance(listed, list) else []) if (word := _words(value))]


def _first(item: dict[str, Any], *names: str) -> str:
    return next((words for name in names if (words := _words(item.get(name)))), "")


def _sample(given: dict[str, Any], basics: dict[str, Any]) -> str:
    """Enough prose to tell the language by."""
    told = [_first(basics, "summary", "label")]
    for item in (*_items(given, "work"), *_items(given, "projects")):
        told += [_first(item, "summary", "description"), *_strings(item, "highlights")]
    return "\n".join(told)


def _period(item: dict[str, Any]) -> Period | None:
    """From `startDate` to `endDate`. Without an end, or with a word for now in its place, it is still going on."""
    ended = _words(item.get("endDate"))
    start, end = parse_month(_words(item.get("startDate"))), parse_month(ended)
    if start is None and end is None:
        return None
    return Period(start, end, is_current=start is not None and (not ended or says_now(ended)))


def _basics(draft: Draft, basics: dict[str, Any]) -> None:
    if name := _words(basics.get("name")):
        draft.name = draft.fact(name)
    if label := _words(basics.get("label")):
        draft.headline = draft.fact(label)
    if city := _words(_object(basics.get("location")).get("city")):
        draft.place = draft.fact(city)
    profiles = [_words(profile.get("url")) for profile in _items(basics, "profiles")]
    for written in (_first(basics, "url", "website"), *profiles):
        if written and (url := absolute(written)):
            draft.links.append(Link(url, kind_of(url), draft.page.write(url)))
    if summary := _words(basics.get("summary")):
        draft.page.head(SectionKind.ABOUT)
        draft.about = draft.fact(summary)


def _details(draft: Draft, item: dict[str, Any]) -> None:
    if told := _first(item, "summary", "description"):
        draft.page.write(told)
    for highlight in _strings(item, "highlights"):
        draft.page.write(highlight, mark="• ")


def _work(draft: Draft, given: dict[str, Any]) -> None:
    for name, kind in (("work", SectionKind.EXPERIENCE), ("volunteer", SectionKind.VOLUNTEERING)):
        items = list(_items(given, name))
        if items:
            draft.page.head(kind)
        for item in items:
            title, employer = _words(item.get("position")), _first(item, "name", "company", "organization")
            period = _period(item)
            if title or employer:
                evidence = draft.entry(title, employer, worded(period))
                if title and name == "work":
                    draft.experience.append(Job(title, employer, period, evidence, 0.95))
            _details(draft, item)


def _education(draft: Draft, given: dict[str, Any]) -> None:
    items = list(_items(given, "education"))
    if items:
        draft.page.head(SectionKind.EDUCATION)
    for item in items:
        degree, area, school = _words(item.get("studyType")), _words(item.get("area")), _words(item.get("institution"))
        title, period = ", ".join(filter(None, (degree, area))), _period(item)
        if not title and not school:
            continue
        evidence = draft.entry(title, school, worded(period))
        if title:
            told = [_words(item.get(field)) for field in ("summary", "description", "status", "endDate")]
            draft.education.append(settled(Study(title, school, level_of(degree), period, evidence, 0.95), title, told))
        for course in _strings(item, "courses"):
            draft.page.write(course, mark="• ")


def _skills(draft: Draft, given: dict[str, Any]) -> None:
    lines = []
    for item in _items(given, "skills"):
        name, level, keywords = (
            _words(item.get("name")),
            _words(item.get("level")),
            ", ".join(_strings(item, "keywords")),
        )
        name = f"{name} ({level})" if name and level else name
        lines.append(": ".join(filter(None, (name, keywords))))
    if any(lines):
        draft.page.head(SectionKind.SKILLS)
    for line in filter(None, lines):
        draft.page.write(line)


def _languages(draft: Draft, given: dict[str, Any]) -> None:
    items = [item for item in _items(given, "languages") if _words(item.get("language"))]
    if items:
        draft.page.head(SectionKind.LANGUAGES)
    for item in items:
        language, fluency = _words(item.get("language")), _words(item.get("fluency"))
        evidence = draft.entry(language, fluency)
        code, (cefr, confidence) = code_of(language), level_in(fluency)
        if code:
            draft.languages.append(Spoken(code, cefr, evidence, confidence))


def _projects(draft: Draft, given: dict[str, Any]) -> None:
    items = list(_items(given, "projects"))
    if items:
        draft.page.head(SectionKind.PROJECTS)
    for item in items:
        draft.entry(_words(item.get("name")), ", ".join(_strings(item, "roles")), worded(_period(item)))
        _details(draft, item)
        if keywords := ", ".join(_strings(item, "keywords")):
            draft.page.write(keywords)
        if url := absolute(written) if (written := _words(item.get("url"))) else None:
            draft.links.append(Link(url, kind_of(url), draft.page.write(url)))


def _others(draft: Draft, given: dict[str, Any]) -> None:
    named = (
        ("certificates", SectionKind.COURSES, ("name", "issuer")),
        ("awards", SectionKind.AWARDS, ("title", "awarder")),
        ("publications", SectionKind.PUBLICATIONS, ("name", "publisher")),
        ("interests", SectionKind.INTERESTS, ("name",)),
    )
    for name, kind, fields in named:
        items = list(_items(given, name))
        if items:
            draft.page.head(kind)
        for item in items:
            draft.entry(*(_words(item.get(field)) for field in fields), ", ".join(_strings(item, "keywords")))
