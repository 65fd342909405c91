"""Europass XML: the SkillsPassport of 2013–2020 (schema 3.x) and the Candidate that followed it (after HR-XML).

Elements are known by their local names: both formats were written with several namespaces and prefixes.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from backend.profiles.problems import CvBroken, CvExcessive, CvUnknownType
from backend.profiles.reading.dates import parse_month
from backend.profiles.reading.degrees import level_of
from backend.profiles.reading.draft import Draft
from backend.profiles.reading.facts import Job, Link, Month, Period, SectionKind, Span, Spoken, Study
from backend.profiles.reading.lang import guess
from backend.profiles.reading.links import absolute, kind_of
from backend.profiles.reading.standing import settled
from backend.profiles.reading.tongues import code_of, level_in
from backend.profiles.reading.writing import worded

TAG = re.compile(r"<[^>]{0,200}>")
BREAK = re.compile(r"</?(?:p|br|li|ul|ol|div)\b[^>]{0,200}>", re.IGNORECASE)
MOST = 200
NOWHERE = Span(0, 0)  # until the line is written
LEVELS = {"Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing"}


def read_europass(content: bytes) -> Draft:
    """Raises `CvExcessive` for entity tricks, `CvBroken`, or `CvUnknownType` for XML that is no CV."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise CvExcessive("entities") from None
    except (ParseError, LookupError, ValueError):
        raise CvBroken(format="europass") from None
    name = _local(root)
    if name == "SkillsPassport":
        return _skills_passport(root)
    if name in {"Candidate", "CandidateProfile"}:
        return _candidate(root)
    raise CvUnknownType("xml")


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: Element | None, name: str) -> Iterator[Element]:
    for index, child in enumerate(element if element is not None else ()):
        if index >= MOST:
            return
        if _local(child) == name:
            yield child


def _at(element: Element | None, path: str) -> Element | None:
    for name in path.split("/"):
        element = next(_children(element, name), None)
        if element is None:
            return None
    return element


def _words(element: Element | None, path: str = "") -> str:
    """The text at a path; rich text loses its tags."""
    found = _at(element, path) if path else element
    if found is None:
        return ""
    text = html.unescape(TAG.sub("", BREAK.sub("\n", html.unescape(found.text or ""))))
    return text.strip()


def _all(root: Element, name: str) -> Iterator[Element]:
    """Elements anywhere below, the first few."""
    found = 0
    for element in root.iter():
        if _local(element) == name:
            yield element
            found += 1
            if found >= MOST:
                return


def _paragraphs(draft: Draft, words: str) -> None:
    for line in words.split("\n"):
        if line.strip():
            draft.page.write(line, mark="• ")


def _link(draft: Draft, written: str) -> None:
    if written and (url := absolute(written)):
        draft.links.append(Link(url, kind_of(url), draft.page.write(url)))


def _job(draft: Draft, title: str, employer: str, period: Period | None) -> None:
    if title or employer:
        evidence = draft.entry(title, employer, worded(period))
        if title:
            draft.experience.append(Job(title, employer, period, evidence, 0.95))


def _study(draft: Draft, study: Study, told: str) -> None:
    """One course of study and what is told about it, which may say that it was never finished."""
    if study.title or study.school:
        evidence = draft.entry(study.title, study.school, worded(study.period))
        if study.title:
            level = study.level or level_of(study.title)
            draft.education.append(
                settled(replace(study, level=level, evidence=evidence), study.title, told.split("\n"))
            )
    _paragraphs(draft, told)


def _spoken(draft: Draft, name: str, code: str, grades: str, *, is_native: bool = False) -> None:
    words = "" if is_native else " ".join(grades.split())
    evidence: Span = draft.entry(name or code, words)
    known = code_of(code or name) or code_of(name)
    cefr, confidence = ("C2", 0.95) if is_native else level_in(words)
    if known:
        draft.languages.append(Spoken(known, cefr, evidence, confidence))


# -- the SkillsPassport of 2013–2020 -----------------------------------------------------------------------------


def _skills_passport(root: Element) -> Draft:
    learner = _at(root, "LearnerInfo")
    if learner is None:
        raise CvUnknownType("xml")
    told = "\n".join(_words(e) for name in ("Activities", "Description") for e in _all(learner, name))
    draft = Draft(guess(told) or (root.get("locale") or "")[:2].lower() or None)
    person = _at(learner, "Identification/PersonName")
    names = (_words(person, "FirstName"), _words(person, "Surname"))
    if any(names):
        draft.name = draft.fact(" ".join(names))
    if headline := _words(learner, "Headline/Description/Label"):
        draft.headline = draft.fact(headline)
    contact = _at(learner, "Identification/ContactInfo")
    if city := _words(contact, "Address/Contact/Municipality"):
        draft.place = draft.fact(city)
    for website in _children(_at(contact, "WebsiteList"), "Website"):
        _link(draft, _words(website, "Contact"))
    _passport_work(draft, learner)
    _passport_education(draft, learner)
    _passport_skills(draft, learner)
    return draft


def _passport_month(element: Element | None) -> Month | None:
    """Attributes as in XML Schema's gYear and gMonth: year="2019" month="--09"."""
    if element is None:
        return None
    month = (element.get("month") or "").strip("-")
    return parse_month(f"{element.get('year') or ''}-{month}" if month else element.get("year") or "")


def _passport_period(item: Element) -> Period | None:
    period = _at(item, "Period")
    start, end = _passport_month(_at(period, "From")), _passport_month(_at(period, "To"))
    if start is None and end is None:
        return None
    return Period(start, end, _words(period, "Current").lower() == "true")


def _passport_work(draft: Draft, learner: Element) -> None:
    items = list(_children(_at(learner, "WorkExperienceList"), "WorkExperience"))
    if items:
        draft.page.head(SectionKind.EXPERIENCE)
    for item in items:
        _job(draft, _words(item, "Position/Label"), _words(item, "Employer/Name"), _passport_period(item))
        _paragraphs(draft, _words(item, "Activities"))


def _passport_education(draft: Draft, learner: Element) -> None:
    items = list(_children(_at(learner, "EducationList"), "Education"))
    if items:
        draft.page.head(SectionKind.EDUCATION)
    for item in items:
        stated = _words(item, "Level/Code") or _words(item, "Level/Label")
        level = level_of(f"EQF {stated}") if stated[:1].isdigit() else level_of(stated)
        title, school = _words(item, "Title"), _words(item, "Organisation/Name")
        study = Study(title, school, level, _passport_period(item), NOWHERE, 0.95)
        _study(draft, study, _words(item, "Activities"))


def _passport_skills(draft: Draft, learner: Element) -> None:
    skills = _at(learner, "Skills")
    own = list(_children(_at(skills, "Linguistic/MotherTongueList"), "MotherTongue"))
    foreign = list(_children(_at(skills, "Linguistic/ForeignLanguageList"), "ForeignLanguage"))
    if own or foreign:
        draft.page.head(SectionKind.LANGUAGES)
    for item in (*own, *foreign):
        grades = " ".join(_words(grade) for grade in _at(item, "ProficiencyLevel") or () if _local(grade) in LEVELS)
        name, code = _words(item, "Description/Label"), _words(item, "Description/Code")
        _spoken(draft, name, code, grades, is_native=item in own)
    names = ("Communication", "Organisational", "JobRelated", "Computer", "Other")
    told = [_words(_at(skills, name), "Description") for name in names]
    if any(told):
        draft.page.head(SectionKind.SKILLS)
    for words in told:
        _paragraphs(draft, words)


# -- the Candidate since 2020 ------------------------------------------------------------------------------------


def _candidate(root: Element) -> Draft:
    profile = root if _local(root) == "CandidateProfile" else _at(root, "CandidateProfile")
    if profile is None:
        raise CvUnknownType("xml")
    told = "\n".join(_words(e) for e in _all(profile, "Description"))
    draft = Draft(guess(told) or (profile.get("languageCode") or "")[:2].lower() or None)
    person = _at(root, "CandidatePerson")
    names = (_words(person, "PersonName/GivenName"), _words(person, "PersonName/FamilyName"))
    if any(names):
        draft.name = draft.fact(" ".join(names))
    for communication in _children(person, "Communication"):
        if (city := _words(communication, "Address/CityName")) and draft.place is None:
            draft.place = draft.fact(city)
        if _words(communication, "ChannelCode").lower() == "web":
            _link(draft, _words(communication, "URI"))
    if summary := _words(profile, "ExecutiveSummary"):
        draft.page.head(SectionKind.ABOUT)
        draft.about = draft.fact(summary)
    _candidate_work(draft, profile)
    _candidate_education(draft, profile)
    _candidate_languages(draft, person, profile)
    _candidate_skills(draft, profile)
    return draft


def _candidate_period(period: Element | None) -> Period | None:
    start = parse_month(_words(period, "StartDate/FormattedDateTime"))
    end = parse_month(_words(period, "EndDate/FormattedDateTime"))
    if start is None and end is None:
        return None
    is_open = any(_words(period, name).lower() == "true" for name in ("CurrentIndicator", "Ongoing"))
    return Period(start, end, is_open)


def _candidate_work(draft: Draft, profile: Element) -> None:
    employers = list(_children(_at(profile, "EmploymentHistory"), "EmployerHistory"))
    if employers:
        draft.page.head(SectionKind.EXPERIENCE)
    for employer in employers:
        for position in _children(employer, "PositionHistory"):
            period = _candidate_period(_at(position, "EmploymentPeriod"))
            _job(draft, _words(position, "PositionTitle"), _words(employer, "OrganizationName"), period)
            _paragraphs(draft, _words(position, "Description"))


def _candidate_education(draft: Draft, profile: Element) -> None:
    items = list(_children(_at(profile, "EducationHistory"), "EducationOrganizationAttendance"))
    if items:
        draft.page.head(SectionKind.EDUCATION)
    for item in items:
        stated = _words(item, "EducationLevelCode")
        level = int(stated) if stated in set("12345678") else None
        title = _words(item, "EducationDegree/DegreeName") or _words(item, "ProgramName")
        school, period = _words(item, "OrganizationName"), _candidate_period(_at(item, "AttendancePeriod"))
        study = Study(title, school, level, period, NOWHERE, 0.95)
        _study(draft, study, _words(item, "EducationDegree/OccupationalSkillsCovered"))


def _candidate_languages(draft: Draft, person: Element | None, profile: Element) -> None:
    own = [_words(code) for code in _children(person, "PrimaryLanguageCode")]
    known = [
        item
        for item in _children(_at(profile, "PersonQualifications"), "PersonCompetency")
        if _words(item, "TaxonomyID").lower() == "language"
    ]
    if own or known:
        draft.page.head(SectionKind.LANGUAGES)
    for code in filter(None, own):
        _spoken(draft, "", _two_letters(code), "", is_native=True)
    for item in known:
        grades = " ".join(_words(grade, "Score/ScoreText") for grade in _children(item, "CompetencyDimension"))
        code = _words(item, "CompetencyID")
        _spoken(draft, "", _two_letters(code), grades)


def _candidate_skills(draft: Draft, profile: Element) -> None:
    named = [
        _words(item, "CompetencyName") or _words(item, "CompetencyID")
        for item in _children(_at(profile, "PersonQualifications"), "PersonCompetency")
        if _words(item, "TaxonomyID").lower() != "language"
    ]
    told = [_words(item, "Description") or _words(item) for item in _all(profile, "Skill")]
    if any((*named, *told)):
        draft.page.head(SectionKind.SKILLS)
    for words in filter(None, (*named, *told)):
        _paragraphs(draft, words)


# ISO 639-2 codes as Europass writes them, for the languages of the Union and their neighbours.
THREE = {
    "ara": "ar", "bul": "bg", "cat": "ca", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de", "ell": "el",
    "gre": "el", "eng": "en", "spa": "es", "est": "et", "eus": "eu", "baq": "eu", "fin": "fi", "fra": "fr", "fre": "fr",
    "gle": "ga", "glg": "gl", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko",
    "lit": "lt", "lav": "lv", "mlt": "mt", "nld": "nl", "dut": "nl", "nor": "no", "pol": "pl", "por": "pt", "ron": "ro",
    "rum": "ro", "rus": "ru", "slk": "sk", "slo": "sk", "slv": "sl", "sqi": "sq", "alb": "sq", "srp": "sr", "swe": "sv",
    "tur": "tr", "ukr": "uk", "zho": "zh", "chi": "zh",
}  # fmt: skip


def _two_letters(code: str) -> str:
    return THREE.get(code.lower(), code)
