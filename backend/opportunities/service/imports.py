"""Importing postings: read, shown as a difference line by line, and written only where somebody says so.

A posting is known again by its id where it comes from. A line is a change when the source says something else than
when it was last read: what people mended here stays mended.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy.orm import Session

from backend.core import limits
from backend.core.access import Viewer, require
from backend.core.db import reading as a_look
from backend.core.fetch import SECONDS, Fetched, fetch
from backend.core.model import now
from backend.core.problems import Invalid, TooLarge, TooMany, field_errors
from backend.core.text import fold
from backend.opportunities import lint, queries, rules
from backend.opportunities.models import Opportunity, OpportunityKind, OpportunityOrigin
from backend.opportunities.reading.facts import Posting
from backend.opportunities.reading.source import read_postings
from backend.opportunities.schemas import (
    AddressDraft,
    Finding,
    ImportDraft,
    ImportedItem,
    ImportItem,
    ImportLine,
    ImportOutcome,
    ImportReading,
    ImportResult,
    ImportState,
    LeftOut,
    LintCode,
    OpportunityChange,
    OpportunityDraft,
    PostingDraft,
    PostingRead,
)
from backend.opportunities.service.opportunities import (
    ABILITIES,
    add_opportunity,
    circumstances_of,
    edit_opportunity,
)
from backend.organisations.models import Organisation
from backend.organisations.queries import get_organisation
from backend.settings import Settings
from backend.taxonomy import queries as taxonomy
from backend.taxonomy.models import ConceptKind
from backend.taxonomy.vocabulary import fold as folded_name
from backend.territories import queries as territories
from backend.territories.models import Municipality

HOUR = 60 * 60
READINGS_AN_HOUR = 60
MOST_BYTES = 2 * 1024 * 1024
ROUNDS = 3  # how often a draft is looked at again without the fields that were wrong in it
LAST = time(23, 59, 59)
TOLD = frozenset({"kind", "title", "summary", "lang", "municipality_id"})
"""What every draft has, and its reader sees before anything is written, be it only what is usual here."""
NEEDED = TOLD | {"organisation_id", "zone"}

_fetching = BoundedSemaphore(2)  # addresses that one process reads at the same time


@dataclass(frozen=True, slots=True)
class _Known:
    """What the words of postings mean, looked up for all of them at once."""

    organisation: Organisation
    towns: dict[str, list[Municipality]]
    abilities: dict[str, UUID]
    occupations: dict[str, UUID]
    zone: str


def read_file(
    db: Session, viewer: Viewer, organisation_id: UUID, content: bytes, name: str, config: Settings
) -> ImportReading:
    """What a table, a feed or a saved page would change. Nothing is kept."""
    _begin(db, viewer, organisation_id)
    if len(content) > MOST_BYTES:
        raise TooLarge(limit=MOST_BYTES)
    return _compared(db, viewer, organisation_id, Fetched(content, ""), name, config)


def read_address(db: Session, viewer: Viewer, draft: AddressDraft, config: Settings) -> ImportReading:
    """The same of what lies at an address; it is asked before the first word to the database.

    Raises `TooMany` while others wait for slow sites: whoever waits holds a place that all requests share.
    """
    _begin(db, viewer, draft.organisation_id)
    if not _fetching.acquire(blocking=False):
        raise TooMany(retry_after=round(SECONDS))
    try:
        found = fetch(draft.url, allowed=config.vouched_places, most_bytes=MOST_BYTES)
    finally:
        _fetching.release()
    return _compared(db, viewer, draft.organisation_id, found, draft.url, config)


def import_opportunities(db: Session, viewer: Viewer, draft: ImportDraft) -> ImportResult:
    """Take postings over, all or none: new ones as drafts, of known ones the lines that are wanted."""
    organisation = get_organisation(db, viewer, draft.organisation_id, lock=True)  # one import at a time
    require(viewer, rules.add_opportunity, organisation)
    origins = queries.origins(db, organisation.id, [item.external_id for item in draft.items])
    done = []
    for place, item in enumerate(draft.items):
        with _at(place):
            known = origins.get(item.external_id)
            one = _change(db, viewer, item, known) if known else _add(db, viewer, organisation, item, draft.source)
            done.append(one)
    db.flush()
    return ImportResult(items=done)


def _begin(db: Session, viewer: Viewer, organisation_id: UUID) -> None:
    """Only who may write for the organisation makes us read anything, and not without end."""
    with a_look(db.get_bind().engine) as look:
        require(viewer, rules.add_opportunity, get_organisation(look, viewer, organisation_id))
    if viewer.id is not None:
        limits.hit(db, f"posting-reading:{viewer.id}", limit=READINGS_AN_HOUR, seconds=HOUR)


def _compared(
    db: Session, viewer: Viewer, organisation_id: UUID, found: Fetched, source: str, config: Settings
) -> ImportReading:
    postings, left_out = read_postings(found.content)
    if found.url:
        postings = [_from_address(posting, found.url, is_only=len(postings) == 1) for posting in postings]
    with a_look(db.get_bind().engine) as look:
        known = _looked_up(look, get_organisation(look, viewer, organisation_id), postings, config.zone)
        items = list(_items(look, viewer, known, postings))
    towns = [town for several in known.towns.values() for town in several] + [known.organisation.municipality]
    return ImportReading(
        organisation_id=organisation_id,
        source=source[:300],
        items=items,
        left_out=left_out,
        names={town.id: town.name for town in towns},
    )


def _from_address(posting: Posting, url: str, *, is_only: bool) -> Posting:
    """Where the one posting of a page was found is where one applies, and its id if it has no other."""
    said = posting.said if "apply_url" in posting.said or not is_only else posting.said | {"apply_url": url}
    return Posting(posting.external_id or (url[:300] if is_only else ""), posting.place, said, posting.left_out)


def _looked_up(db: Session, organisation: Organisation, postings: list[Posting], zone: str) -> _Known:
    said = [posting.said for posting in postings]
    towns = [_town(one["municipality"]) for one in said if "municipality" in one]
    skills = [skill for one in said for skill in one.get("skills", [])]
    occupations = [one["occupation"] for one in said if "occupation" in one]
    return _Known(
        organisation,
        territories.named(db, towns),
        taxonomy.named(db, skills, ABILITIES),
        taxonomy.named(db, occupations, [ConceptKind.OCCUPATION]),
        zone,
    )


def _town(words: str) -> str:
    """The town of "Braga, Portugal"."""
    return words.partition(",")[0].strip()


def _items(db: Session, viewer: Viewer, known: _Known, postings: list[Posting]) -> Iterator[ImportItem]:
    """In the order of the source; a number of queries that does not grow with it."""
    ids = [_id(posting) for posting in postings]
    origins = queries.origins(db, known.organisation.id, ids)
    here = queries.by_ids(db, viewer, [origin.opportunity_id for origin in origins.values()])
    others = queries.on_offer(db, viewer, known.organisation.id)
    for external_id, posting in zip(ids, postings, strict=True):
        draft, said, left_out = _understood(known, posting)
        origin = origins.get(external_id)
        row = here.get(origin.opportunity_id) if origin else None
        title = draft.title if draft else str(posting.said.get("title", ""))
        item = ImportItem(
            external_id=external_id,
            place=posting.place,
            title=title,
            state=ImportState.FAULTY,
            opportunity_id=row.id if row else None,
            updated_at=row.updated_at if row else None,
            lines=[],
            left_out=left_out,
            draft=draft,
            findings=[],
        )
        if draft:
            item.lines = _lines(draft, said, row, origin)
            item.state = (ImportState.CHANGED if item.lines else ImportState.SAME) if row else ImportState.NEW
            item.findings = _findings(db, draft, [] if row else others) if item.lines else []
        yield item


def _id(posting: Posting) -> str:
    """Its own, else its title: the same title again is the same posting."""
    return posting.external_id or fold(str(posting.said.get("title", "")))[:300]


def _findings(db: Session, draft: OpportunityDraft, others: Sequence[Opportunity]) -> list[Finding]:
    """What the checks say, and which opportunity written here it may repeat."""
    found = lint.check(draft, circumstances_of(db, draft))
    for other, likeness in queries.alike(draft, others):
        facts = {"id": str(other.id), "title": other.title, "status": other.status, "likeness": round(likeness)}
        found.append(Finding(code=LintCode.POSSIBLE_DUPLICATE, pointer="/title", refuses=False, facts=facts))
    return found


def _lines(
    draft: OpportunityDraft, said: list[str], row: Opportunity | None, origin: OpportunityOrigin | None
) -> list[ImportLine]:
    after = draft.model_dump(mode="json")
    if row is None or origin is None:
        shown = (name for name in OpportunityDraft.model_fields if name in TOLD or name in said)
        return [ImportLine(field=name, after=after[name], is_needed=name in TOLD) for name in shown]
    before = OpportunityDraft.model_validate(row, from_attributes=True).model_dump(mode="json")
    news = (name for name in said if after[name] not in (before[name], origin.said.get(name)))
    return [ImportLine(field=name, before=before[name], after=after[name]) for name in news]


def _understood(known: _Known, posting: Posting) -> tuple[PostingRead | None, list[str], list[LeftOut]]:
    """The draft that a posting makes, the fields it states, and what of it could not be taken over."""
    left_out = [LeftOut(field=name, code="unreadable_amount", words=words) for name, words in posting.left_out.items()]
    said = dict(posting.said)
    _find_town(known, said, left_out)
    _find_concepts(known, said, left_out)
    _find_deadline(known.zone, said, left_out)
    usual = {
        "organisation_id": known.organisation.id,
        "kind": OpportunityKind.JOB,
        "municipality_id": known.organisation.municipality_id,
        "zone": known.zone,
        "lang": known.organisation.lang,
    }
    draft = _mended(usual, said, left_out)
    order = list(OpportunityDraft.model_fields)
    return draft, sorted(said, key=order.index) if draft else [], left_out


def _mended(usual: dict[str, Any], said: dict[str, Any], left_out: list[LeftOut]) -> PostingRead | None:
    """The draft without the fields that are wrong; none, where what a draft needs is among them."""
    for _ in range(ROUNDS):
        try:
            return PostingRead.model_validate(usual | said)
        except ValidationError as invalid:
            wrong = {error.pointer.split("/")[1]: error.code for error in field_errors(invalid.errors())}
        left_out += [LeftOut(field=name, code=wrong[name], words=str(said.pop(name, ""))[:120]) for name in wrong]
        if NEEDED & wrong.keys() - usual.keys():
            return None
    return None


def _find_town(known: _Known, said: dict[str, Any], left_out: list[LeftOut]) -> None:
    words = said.pop("municipality", "")
    found = known.towns.get(fold(_town(words)), [])
    own = [town for town in found if town.id == known.organisation.municipality_id]
    if len(found) == 1 or own:
        said["municipality_id"] = (own or found)[0].id
    elif words:
        code = "several_places" if found else "unknown_place"
        left_out.append(LeftOut(field="municipality_id", code=code, words=words[:120]))


def _find_concepts(known: _Known, said: dict[str, Any], left_out: list[LeftOut]) -> None:
    skills, asked = said.pop("skills", []), {}
    for words in skills:
        if found := known.abilities.get(folded_name(words)):
            asked[found] = {"concept_id": found}
        else:
            left_out.append(LeftOut(field="requirements", code="unknown_word", words=words[:120]))
    if asked:
        said["requirements"] = list(asked.values())[:30]
    if words := said.pop("occupation", ""):
        if found := known.occupations.get(folded_name(words)):
            said["occupation_id"] = found
        else:
            left_out.append(LeftOut(field="occupation_id", code="unknown_word", words=words[:120]))


def _find_deadline(zone: str, said: dict[str, Any], left_out: list[LeftOut]) -> None:
    """A day without an hour lasts until its end where the region is; a time without a zone is told there."""
    words = str(said.pop("deadline_at", ""))
    if not words:
        return
    try:
        is_day = len(words) == len("2026-12-31")
        moment = datetime.combine(date.fromisoformat(words), LAST) if is_day else datetime.fromisoformat(words)
        said["deadline_at"] = (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        left_out.append(LeftOut(field="deadline_at", code="datetime_parsing", words=words[:120]))


def _add(db: Session, viewer: Viewer, organisation: Organisation, item: PostingDraft, source: str) -> ImportedItem:
    wanted = NEEDED | set(item.take)
    draft = OpportunityDraft.model_validate(
        {name: value for name, value in item.draft if name in wanted} | {"organisation_id": organisation.id}
    )
    added = add_opportunity(db, viewer, draft)
    db.add(
        OpportunityOrigin(
            opportunity_id=added.id,
            organisation_id=organisation.id,
            external_id=item.external_id,
            source=source,
            said=_said(item),
        )
    )
    return ImportedItem(external_id=item.external_id, opportunity_id=added.id, outcome=ImportOutcome.ADDED)


def _change(db: Session, viewer: Viewer, item: PostingDraft, origin: OpportunityOrigin) -> ImportedItem:
    """Only the lines that are wanted; what the source says is remembered in either case, and not proposed again."""
    before = queries.get_opportunity(db, viewer, origin.opportunity_id, lock=True)
    now_here = OpportunityDraft.model_validate(before, from_attributes=True)
    wanted = {
        name: getattr(item.draft, name)
        for name in set(item.take) & set(OpportunityChange.model_fields)
        if getattr(item.draft, name) != getattr(now_here, name)
    }
    if wanted:
        stamp = {"updated_at": item.updated_at} if item.updated_at else {}
        change = OpportunityChange.model_validate(wanted | stamp, from_attributes=True)
        edit_opportunity(db, viewer, origin.opportunity_id, change)
    origin.said, origin.read_at = origin.said | _said(item), now()
    outcome = ImportOutcome.CHANGED if wanted else ImportOutcome.UNCHANGED
    return ImportedItem(external_id=item.external_id, opportunity_id=origin.opportunity_id, outcome=outcome)


def _said(item: PostingDraft) -> dict[str, Any]:
    return item.draft.model_dump(mode="json", include=set(item.said))


@contextmanager
def _at(place: int) -> Iterator[None]:
    """What is wrong with one posting, told with its place among all."""
    try:
        yield
    except Invalid as invalid:
        for error in invalid.errors:
            error.pointer = f"/items/{place}{error.pointer}"
        raise
