"""The HTTP face of profiles and CVs."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict

from backend.accounts.deps import Asking, Config, Member
from backend.accounts.queries import get_account
from backend.core import personal
from backend.core.access import ANYONE, Viewer, asks, signed_in
from backend.core.db import Db, Write
from backend.core.fields import Lang
from backend.core.http import router as new_router
from backend.core.model import now
from backend.core.problems import NotFound, Stale
from backend.core.schema import NUL
from backend.profiles import queries, reads, rules
from backend.profiles.models import CvImport, Profile, ProfileLink
from backend.profiles.problems import UNREADABLE, LineDecided, NotReady, TooMuch
from backend.profiles.schemas import (
    AcceptanceDraft,
    CvImportName,
    CvImportRead,
    CvReading,
    EducationChange,
    EducationDraft,
    EducationRead,
    ExperienceChange,
    ExperienceDraft,
    ExperienceRead,
    LanguageDraft,
    LanguageRead,
    LinkChange,
    LinkDraft,
    LinkRead,
    MyProfile,
    ProfileChange,
    ProfileExport,
    ProfileRead,
    SightRead,
    SightSearch,
    SkillDraft,
    SkillRead,
)
from backend.profiles.service import imports, parts
from backend.profiles.service import profile as service
from backend.profiles.service.imports import Upload
from backend.profiles.writing.europass import europass
from backend.profiles.writing.json_resume import json_resume

router = new_router("", "profiles")

In = Annotated[Lang, Query(alias="lang", description="The language of the vocabulary's words.")]


class CvForm(BaseModel):
    """A multipart form with one file and nothing else."""

    model_config = ConfigDict(extra="forbid")

    file: UploadFile


IMPORTING = asks(rules.import_cv, *UNREADABLE)
IMPORTING["responses"][200] = {"model": CvImportRead, "description": "The same file again is the same import."}


def _downloads(kind: str) -> dict[str, Any]:
    """A route that answers with a file of that kind."""
    told = asks(rules.export_profile)
    told["responses"][200] = {"description": "The file.", "content": {kind: {}}}
    return told


def _upload(config: Config, form: Annotated[CvForm, Form(media_type="multipart/form-data")]) -> Upload:
    """One byte past the limit is enough to know that there are too many."""
    content = form.file.file.read(config.upload_limit + 1)
    return Upload(content, (form.file.filename or "").replace(NUL, ""), config.upload_limit)


Cv = Annotated[Upload, Depends(_upload)]


def _mine(db: Db, write: Write, viewer: Member) -> Profile:
    """One's own profile. Looking at it for the first time opens it, in a transaction of its own."""
    found = queries.find_mine(db, viewer)
    if found is not None:
        return found
    db.rollback()  # what is written beside us becomes visible to a new snapshot
    write(lambda own: service.open_profile(own, viewer))
    opened = queries.find_mine(db, viewer)
    if opened is None:
        raise NotFound
    return opened


Mine = Annotated[Profile, Depends(_mine)]


@router.get("/profiles/mine", **asks(signed_in))
def get_my_profile(db: Db, viewer: Member, profile: Mine, lang: In = "en") -> MyProfile:
    """One's own profile; it opens at the first look."""
    return reads.my_profile(db, viewer, profile, lang)


@router.patch("/profiles/mine", **asks(rules.edit_profile, NotReady, Stale))
def edit_my_profile(db: Db, viewer: Member, change: ProfileChange, lang: In = "en") -> MyProfile:
    """Change what one says, looks for, and shows to whom."""
    return reads.my_profile(db, viewer, service.edit_profile(db, viewer, change), lang)


@router.get("/profiles/mine/export", **asks(rules.export_profile))
def export_my_profile(db: Db, viewer: Member, profile: Mine, response: Response, lang: In = "en") -> ProfileExport:
    """Everything we keep about oneself, as a file: the profile, and what every other part of the house knows."""
    response.headers["Content-Disposition"] = 'attachment; filename="profile.json"'
    account = get_account(db, viewer.id)
    return ProfileExport(
        exported_at=now(),
        account={"email": account.email, "name": account.name, "lang": account.lang, "created_at": account.created_at},
        profile=reads.my_profile(db, viewer, profile, lang),
        imports=[reads.import_read(db, one, profile, lang) for one in queries.list_imports(db, profile)],
        shown_to=sorted(queries.shown_to(db, profile)),
        kept=personal.told(db, viewer),
    )


@router.get("/profiles/mine/json-resume", response_class=Response, **_downloads("application/json"))
def download_json_resume(db: Db, viewer: Member, profile: Mine) -> Response:
    """One's own profile as JSON Resume, in the language it is written in."""
    mine, email = _as_written(db, viewer, profile)
    return _file(json_resume(mine, email, profile.content_at), "application/json", "resume.json")


@router.get("/profiles/mine/europass", response_class=Response, **_downloads("application/xml"))
def download_europass(db: Db, viewer: Member, profile: Mine) -> Response:
    """One's own profile as Europass XML, in the language it is written in."""
    mine, email = _as_written(db, viewer, profile)
    return _file(europass(mine, email, profile.content_at), "application/xml", "europass.xml")


def _as_written(db: Db, viewer: Viewer, profile: Profile) -> tuple[MyProfile, str]:
    return reads.my_profile(db, viewer, profile, profile.lang), get_account(db, viewer.id).email


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/profiles/mine/sight", **asks(signed_in))
def get_my_sight(db: Db, viewer: Member, profile: Mine, search: Annotated[SightSearch, Query()]) -> SightRead:
    """What others see of one's profile, through their eyes, and how many may."""
    return reads.sight_read(db, viewer, profile, search)


@router.put("/profiles/mine/skills/{concept_id}", **asks(rules.edit_profile, NotFound, TooMuch))
def put_skill(db: Db, viewer: Member, concept_id: UUID, draft: SkillDraft, lang: In = "en") -> SkillRead:
    """Say how well one can do something, and what shows it."""
    return reads.skill_read(db, parts.put_skill(db, viewer, concept_id, draft), lang)


@router.delete("/profiles/mine/skills/{concept_id}", status_code=204, **asks(rules.edit_profile, NotFound))
def drop_skill(db: Db, viewer: Member, concept_id: UUID) -> None:
    """Take a skill out."""
    parts.drop_skill(db, viewer, concept_id)


@router.put("/profiles/mine/languages/{concept_id}", **asks(rules.edit_profile, NotFound, TooMuch))
def put_language(db: Db, viewer: Member, concept_id: UUID, draft: LanguageDraft, lang: In = "en") -> LanguageRead:
    """Say how well one speaks a language."""
    return reads.language_read(db, parts.put_language(db, viewer, concept_id, draft), lang)


@router.delete("/profiles/mine/languages/{concept_id}", status_code=204, **asks(rules.edit_profile, NotFound))
def drop_language(db: Db, viewer: Member, concept_id: UUID) -> None:
    """Take a language out."""
    parts.drop_language(db, viewer, concept_id)


@router.post("/profiles/mine/education", status_code=201, **asks(rules.edit_profile, TooMuch))
def add_education(db: Db, viewer: Member, draft: EducationDraft, lang: In = "en") -> EducationRead:
    """Add a course of study."""
    return reads.education_read(db, parts.add_education(db, viewer, draft), lang)


@router.patch("/profiles/mine/education/{education_id}", **asks(rules.edit_profile, NotFound, Stale))
def edit_education(
    db: Db, viewer: Member, education_id: UUID, change: EducationChange, lang: In = "en"
) -> EducationRead:
    """Mend a course of study."""
    return reads.education_read(db, parts.edit_education(db, viewer, education_id, change), lang)


@router.delete("/profiles/mine/education/{education_id}", status_code=204, **asks(rules.edit_profile, NotFound))
def drop_education(db: Db, viewer: Member, education_id: UUID) -> None:
    """Take a course of study out."""
    parts.drop_education(db, viewer, education_id)


@router.post("/profiles/mine/experience", status_code=201, **asks(rules.edit_profile, TooMuch))
def add_experience(db: Db, viewer: Member, draft: ExperienceDraft, lang: In = "en") -> ExperienceRead:
    """Add a position."""
    return reads.experience_read(db, parts.add_experience(db, viewer, draft), lang)


@router.patch("/profiles/mine/experience/{experience_id}", **asks(rules.edit_profile, NotFound, Stale))
def edit_experience(
    db: Db, viewer: Member, experience_id: UUID, change: ExperienceChange, lang: In = "en"
) -> ExperienceRead:
    """Mend a position."""
    return reads.experience_read(db, parts.edit_experience(db, viewer, experience_id, change), lang)


@router.delete("/profiles/mine/experience/{experience_id}", status_code=204, **asks(rules.edit_profile, NotFound))
def drop_experience(db: Db, viewer: Member, experience_id: UUID) -> None:
    """Take a position out."""
    parts.drop_experience(db, viewer, experience_id)


@router.post("/profiles/mine/links", status_code=201, response_model=LinkRead, **asks(rules.edit_profile, TooMuch))
def add_link(db: Db, viewer: Member, draft: LinkDraft) -> ProfileLink:
    """Add an address on the web; the same one twice stays one."""
    return parts.add_link(db, viewer, draft)


@router.patch("/profiles/mine/links/{link_id}", response_model=LinkRead, **asks(rules.edit_profile, NotFound, Stale))
def edit_link(db: Db, viewer: Member, link_id: UUID, change: LinkChange) -> ProfileLink:
    """Mend an address."""
    return parts.edit_link(db, viewer, link_id, change)


@router.delete("/profiles/mine/links/{link_id}", status_code=204, **asks(rules.edit_profile, NotFound))
def drop_link(db: Db, viewer: Member, link_id: UUID) -> None:
    """Take an address out."""
    parts.drop_link(db, viewer, link_id)


@router.put(
    "/profiles/mine/hidden-from/{organisation_id}", status_code=204, **asks(rules.edit_profile, TooMuch, NotFound)
)
def hide_from(db: Db, viewer: Member, organisation_id: UUID) -> None:
    """The members of this organisation do not see this profile any more; nobody tells them."""
    service.hide_from(db, viewer, organisation_id)


@router.delete("/profiles/mine/hidden-from/{organisation_id}", status_code=204, **asks(rules.edit_profile, NotFound))
def show_to(db: Db, viewer: Member, organisation_id: UUID) -> None:
    """They may see it again."""
    service.show_to(db, viewer, organisation_id)


@router.get("/profiles/mine/cv-imports", response_model=list[CvImportName], **asks(signed_in))
def list_cv_imports(db: Db, profile: Mine) -> list[CvImport]:
    """The CVs one has imported, newest first."""
    return queries.list_imports(db, profile)


@router.post(
    "/profiles/mine/cv-imports",
    status_code=201,
    **IMPORTING,
)
def import_cv(db: Db, viewer: Member, upload: Cv, response: Response, lang: In = "en") -> CvImportRead:
    """Read a CV and show what it would change. The same file again is the same import, and answers 200."""
    imported, profile, is_new = imports.import_cv(db, viewer, upload)
    if not is_new:
        response.status_code = 200
    return reads.import_read(db, imported, profile, lang)


@router.get("/profiles/mine/cv-imports/{import_id}", **asks(signed_in, NotFound))
def get_cv_import(db: Db, profile: Mine, import_id: UUID, lang: In = "en") -> CvImportRead:
    """One import, compared with the profile as it is now."""
    return reads.import_read(db, queries.get_import(db, profile, import_id), profile, lang)


@router.delete("/profiles/mine/cv-imports/{import_id}", status_code=204, **asks(rules.import_cv, NotFound))
def drop_cv_import(db: Db, viewer: Member, import_id: UUID) -> None:
    """Forget the text of a CV; what was accepted from it stays."""
    imports.drop_cv_import(db, viewer, import_id)


@router.post("/profiles/mine/cv-imports/{import_id}/acceptance", **asks(rules.import_cv, NotFound, LineDecided))
def decide_lines(db: Db, viewer: Member, import_id: UUID, draft: AcceptanceDraft, lang: In = "en") -> CvImportRead:
    """Accept, refuse or reopen lines, all of it or nothing."""
    imported, profile = imports.decide_lines(db, viewer, import_id, draft)
    return reads.import_read(db, imported, profile, lang)


@router.post("/cv-readings", **asks(ANYONE, *UNREADABLE, keeps=False))
def read_cv(db: Db, request: Request, upload: Cv, lang: In = "en") -> CvReading:
    """Read a CV for anybody, and keep nothing of it."""
    address = request.client.host if request.client else "unknown"
    reading, findings = imports.read_for_guest(db, address, upload)
    return reads.cv_reading(db, reading, findings, lang)


@router.get("/profiles/{profile_id}", **asks(ANYONE, NotFound))
def get_profile(db: Db, viewer: Asking, profile_id: UUID, lang: In = "en") -> ProfileRead:
    """A person, as far as they let the asking one see them."""
    return reads.profile_read(db, viewer, queries.get_profile(db, viewer, profile_id), lang)
