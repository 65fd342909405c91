"""A profile as Europass XML: the SkillsPassport, schema version 3.3, which many who read CVs understand."""

from datetime import datetime
from xml.etree.ElementTree import (  # builds only; nothing foreign is parsed here
    Element,
    SubElement,
    register_namespace,
    tostring,
)

from backend.core.text import in_xml
from backend.profiles.reading.tongues import code_of
from backend.profiles.schemas import EducationRead, ExperienceRead, MyProfile

NAMESPACE = "http://europass.cedefop.europa.eu/Europass"
SKILLS = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")
register_namespace("", NAMESPACE)


def europass(profile: MyProfile, email: str, at: datetime) -> bytes:
    """UTF-8 XML. What the person did not say is left out; a wage, a visibility or a wish is in no CV."""
    root = Element(_name("SkillsPassport"), locale=profile.lang)
    about = _add(root, "DocumentInfo")
    moment = f"{at:%Y-%m-%dT%H:%M:%S}.000Z"
    for name, text in (
        ("DocumentType", "ECV"),
        ("CreationDate", moment),
        ("XSDVersion", "V3.3"),
        ("Generator", "Viveiro"),
    ):
        _add(about, name, text)
    learner = _add(root, "LearnerInfo")
    _identify(learner, profile, email)
    if profile.headline:
        headline = _add(learner, "Headline")
        _add(headline, "Type/Code", "position")
        _add(headline, "Description/Label", profile.headline)
    _work(learner, profile.experience)
    _study(learner, profile.education)
    _skills(learner, profile)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _add(parent: Element, path: str, text: str = "") -> Element:
    """An element below `parent`, and one below that for each further name of the path; the last holds the text."""
    for local in path.split("/"):
        parent = SubElement(parent, _name(local))
    parent.text = in_xml(text) or None
    return parent


def _identify(learner: Element, profile: MyProfile, email: str) -> None:
    who = _add(learner, "Identification")
    first, _, last = profile.display_name.rpartition(" ")
    person = _add(who, "PersonName")
    _add(person, "FirstName", first or last)
    if first:
        _add(person, "Surname", last)
    contact = _add(who, "ContactInfo")
    if profile.municipality:
        _add(contact, "Address/Contact/Municipality", profile.municipality.name)
    _add(contact, "Email/Contact", email)
    if profile.links:
        sites = _add(contact, "WebsiteList")
        for link in profile.links:
            _add(sites, "Website/Contact", link.url)


def _period(parent: Element, station: ExperienceRead | EducationRead) -> None:
    """Months as XML Schema writes them: gYear and gMonth."""
    if not station.started and not station.ended:
        return
    period = _add(parent, "Period")
    for name, when in (("From", station.started), ("To", None if station.is_current else station.ended)):
        if when:
            year, _, month = when.partition("-")
            _add(period, name).attrib.update({"year": year} | ({"month": f"--{month}"} if month else {}))
    if station.is_current:
        _add(period, "Current", "true")


def _work(learner: Element, jobs: list[ExperienceRead]) -> None:
    listed = _add(learner, "WorkExperienceList") if jobs else learner
    for job in jobs:
        one = _add(listed, "WorkExperience")
        _period(one, job)
        _add(one, "Position/Label", job.title)
        if job.summary:
            _add(one, "Activities", job.summary)
        if job.employer:
            _add(one, "Employer/Name", job.employer)


def _study(learner: Element, studies: list[EducationRead]) -> None:
    listed = _add(learner, "EducationList") if studies else learner
    for study in studies:
        one = _add(listed, "Education")
        _period(one, study)
        _add(one, "Title", study.title)
        if study.school:
            _add(one, "Organisation/Name", study.school)
        if study.level:
            _add(one, "Level/Code", str(study.level))


def _skills(learner: Element, profile: MyProfile) -> None:
    if not (profile.skills or profile.languages or profile.about):
        return
    skills = _add(learner, "Skills")
    listed = _add(skills, "Linguistic/ForeignLanguageList") if profile.languages else skills
    for spoken in profile.languages:
        one = _add(listed, "ForeignLanguage")
        said = _add(one, "Description")
        if code := code_of(spoken.concept.label):
            _add(said, "Code", code)
        _add(said, "Label", spoken.concept.label)
        level = _add(one, "ProficiencyLevel")
        for skill in SKILLS:
            _add(level, skill, spoken.cefr.value)
    if profile.skills:
        _add(skills, "JobRelated/Description", ", ".join(skill.concept.label for skill in profile.skills))
    if profile.about:  # the format has no place for a few sentences about oneself
        _add(skills, "Other/Description", profile.about)
