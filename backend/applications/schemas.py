"""What crosses the wire about applications."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from backend.applications.models import ApplicationStatus, Reason, Side
from backend.core.page import Page, Window
from backend.core.problems import FieldError, Invalid
from backend.core.schema import KEPT, Change, Draft, Read, Sent
from backend.core.terms import Cefr, Period
from backend.opportunities.models import OpportunityKind, OpportunityStatus, PayBasis
from backend.opportunities.schemas import AT_MOST_QUESTIONS, Question
from backend.organisations.schemas import OrganisationName
from backend.profiles.models import EvidenceKind, RemoteWish
from backend.profiles.reading.facts import LinkKind

Note = Annotated[str, Field(max_length=4_000, description="What one adds to the profile for this opportunity.")]
Words = Annotated[str, Field(max_length=2_000, description="What the other side reads beside the reason.")]
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of the preview that was on the page.")]

Refusal = Literal[
    Reason.SKILLS,
    Reason.DEPTH,
    Reason.LANGUAGES,
    Reason.PORTFOLIO,
    Reason.TIMES,
    Reason.PLACE,
    Reason.OTHERS_CLOSER,
    Reason.POSITION_FILLED,
    Reason.POSITION_CANCELLED,
    Reason.POSITION_CHANGED,
    Reason.NO_MONEY,
]
"""What an organisation may answer; the last four are about the position."""
OwnReason = Literal[
    Reason.ANOTHER_OFFER,
    Reason.PAY,
    Reason.HOURS,
    Reason.DISTANCE,
    Reason.WORK,
    Reason.TOO_SLOW,
    Reason.PERSONAL,
]
"""What a person may say."""


class AnswerDraft(Draft):
    """The answer to one of the employer's questions, with the question as it was read."""

    question: Question
    answer: Annotated[str, Field(max_length=2_000)]


Answers = Annotated[list[AnswerDraft], Field(max_length=AT_MOST_QUESTIONS)]


class Written(Draft):
    """What a person adds to the profile: all of it may be empty."""

    note: Note = ""
    answers: Answers = []

    @field_validator("answers")
    @classmethod
    def _each_once(cls, value: list[AnswerDraft]) -> list[AnswerDraft]:
        if len({line.question for line in value}) < len(value):
            raise PydanticCustomError("repeated", "Each may be named once.")
        return value


class ApplicationDraft(Written):
    """An application. It is sent at once, unless it is to stay a draft. With the hash of the preview that was read,
    nothing else than what was read is sent.
    """

    is_draft: bool = False
    preview: Hash | None = None


class ApplicationChange(Change):
    """What may be changed of a draft."""

    note: Note = KEPT
    answers: Answers = KEPT


class SendingDraft(Draft):
    """The preview that was read."""

    preview: Hash | None = None


class WithdrawalDraft(Draft):
    """Nobody has to say why."""

    reason: OwnReason | None = None
    words: Words = ""


class OfferAnswerDraft(Draft):
    """A no to an offer, and why."""

    reason: OwnReason
    words: Words = ""


class OfferAcceptance(Draft):
    """A yes, and whether one's other applications end with it: nobody decides that in silence."""

    withdraw_others: bool
    words: Words = ""


Undoable = Annotated[
    bool, Field(description="Leaves some minutes to undo it; the person is told, and sees it, only afterwards.")
]


class StepDraft(Draft):
    """A step forward, with words for the person."""

    words: Words = ""
    is_undoable: Undoable = False


class ApplicationRefusal(Draft):
    """A no, and why."""

    reason: Refusal
    words: Words = ""
    is_undoable: Undoable = False


Onward = Literal[
    ApplicationStatus.SEEN,
    ApplicationStatus.SHORTLISTED,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.OFFERED,
    ApplicationStatus.DECLINED,
]


class Card(Draft):
    """An application where it was read to stand: whoever moved it meanwhile was faster."""

    id: UUID
    status: ApplicationStatus


AT_MOST_CARDS = 100
Cards = Annotated[list[Card], Field(min_length=1, max_length=AT_MOST_CARDS)]


class MovesDraft(Draft):
    """One step for one or several. Everybody who is declined reads the same reason and the same words."""

    cards: Cards
    status: Onward
    reason: Refusal | None = None
    words: Words = ""
    is_undoable: Undoable = True

    @field_validator("cards")
    @classmethod
    def _each_once(cls, value: list[Card]) -> list[Card]:
        if len({card.id for card in value}) < len(value):
            raise PydanticCustomError("repeated", "Each may be named once.")
        return value

    @model_validator(mode="after")
    def _a_no_says_why(self) -> "MovesDraft":
        if (self.status == ApplicationStatus.DECLINED) != (self.reason is not None):
            raise Invalid([FieldError(pointer="/reason", code="missing" if self.reason is None else "extra_forbidden")])
        return self


class UndoDraft(Draft):
    """Those whose last step is to be undone."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=AT_MOST_CARDS)]


class ApplicationSearch(Window):
    """Filters of one's own applications."""

    status: list[ApplicationStatus] = []
    opportunity: list[UUID] = []


class Sieve(Sent):
    """Whom a board shows: by words of name and headline, and by whether an answer is late."""

    q: Annotated[str, Field(max_length=100)] = ""
    is_overdue: bool | None = None


class PipelineSearch(Window, Sieve):
    """Filters of the applications to one opportunity; those who wait longest come first."""

    status: list[ApplicationStatus] = []


class ExportFormat(StrEnum):
    """What a file of applications can be."""

    CSV = "csv"
    JSON = "json"


class ExportDraft(Sieve):
    """Which file, and of whom: the filters of the board."""

    format: ExportFormat
    status: list[ApplicationStatus] = []


class BoardSearch(Sieve):
    """The same for all states at once, so many of each."""

    size: Annotated[int, Field(ge=1, le=100)] = 20


class ShownSkill(BaseModel):
    """Something the person can do, and what shows it."""

    name: str
    level: int
    evidence_kind: EvidenceKind
    evidence: str
    evidence_url: str | None


class ShownLanguage(BaseModel):
    """A language the person speaks."""

    name: str
    cefr: Cefr


class ShownStudy(BaseModel):
    """A course of study."""

    title: str
    school: str
    level: int | None
    started: str | None
    ended: str | None
    is_current: bool


class ShownPosition(BaseModel):
    """A position held."""

    title: str
    employer: str
    summary: str
    started: str | None
    ended: str | None
    is_current: bool


class ShownLink(BaseModel):
    """A portfolio, a showreel."""

    url: str
    kind: LinkKind
    title: str


class ShownPerson(BaseModel):
    """The person, as the employer sees them. Concepts by their names: they have to be readable for good."""

    name: str
    email: str
    headline: str
    about: str
    lang: str
    municipality: str | None
    remote: RemoteWish
    hours_min: int | None
    hours_max: int | None
    available_from: date | None
    available_until: date | None
    education_level: int | None
    occupations: list[str]
    skills: list[ShownSkill]
    languages: list[ShownLanguage]
    education: list[ShownStudy]
    experience: list[ShownPosition]
    links: list[ShownLink]


class ShownOpportunity(BaseModel):
    """What was applied for, in the words and on the terms of that moment."""

    id: UUID
    organisation: str
    kind: OpportunityKind
    title: str
    summary: str
    reply_by_days: int
    pay_basis: PayBasis | None
    pay_min: int | None
    pay_max: int | None
    pay_currency: str
    pay_period: Period | None
    pay_reference: str | None


class AnswerRead(BaseModel):
    """A question and its answer."""

    question: str
    answer: str


class Shown(BaseModel):
    """Everything an employer sees of an application."""

    opportunity: ShownOpportunity
    person: ShownPerson
    note: str
    answers: list[AnswerRead]


class ApplicationPreview(BaseModel):
    """What an employer would see, before anything is written to them."""

    sha256: str
    opportunity: ShownOpportunity
    person: ShownPerson
    questions: list[str]
    grace_days: int
    application_id: Annotated[UUID | None, Field(description="An application that is under way, or a draft.")]
    status: ApplicationStatus | None
    objection: Annotated[str | None, Field(description="Why one cannot apply: the code of a problem.")]


class OpportunityName(BaseModel):
    """As much of an opportunity as its applications show."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    title: str
    kind: OpportunityKind
    lang: str
    status: OpportunityStatus
    zone: str
    organisation: OrganisationName


class ApplicationRead(Read):
    """An application in a list: where it stands, whose turn it is, and until when."""

    opportunity: OpportunityName
    status: ApplicationStatus
    status_at: datetime
    sent_at: datetime | None
    answered_at: datetime | None
    turn: Side | None
    reply_by_at: datetime | None
    closes_at: Annotated[datetime | None, Field(description="Then the clock ends it, if nobody answers.")]
    reason: Reason | None
    ended_by: Side | None
    told_at: Annotated[
        datetime | None, Field(description="When its person learns of the last step, which can be undone until then.")
    ]
    can: Annotated[list[str], Field(description="What the asking person may do with this application.")]


class CandidacyRead(ApplicationRead):
    """The same as the organisation lists it."""

    name: str
    headline: str


class Pipeline(Page[CandidacyRead]):
    """A page of the applications to one opportunity, and how many there are in each state."""

    counts: dict[ApplicationStatus, int]


class Column(BaseModel):
    """One state of a board: how many there are, and the first of them."""

    status: ApplicationStatus
    total: int
    items: list[CandidacyRead]


class Board(BaseModel):
    """All states of the applications to one opportunity, also the empty ones."""

    opportunity: OpportunityName
    reply_by_days: int
    columns: list[Column]


AT_MOST_COMPARED = 4


class ComparisonSearch(Sent):
    """Whom to set side by side."""

    application: Annotated[list[UUID], Field(min_length=1, max_length=AT_MOST_COMPARED)]


class AskedRead(BaseModel):
    """What the opportunity asks for, by the name that the applications show too."""

    name: str
    level: str
    is_essential: bool


class ComparedRead(CandidacyRead):
    """One of those side by side: what they showed, and nothing that they did not."""

    shown: Shown


class Comparison(BaseModel):
    """Up to four applications to one opportunity, and what it asks for."""

    opportunity: OpportunityName
    skills: list[AskedRead]
    languages: list[AskedRead]
    items: list[ComparedRead]


class Moved(BaseModel):
    """As they stand now, in the order in which they were named."""

    items: list[CandidacyRead]


class MoveRead(BaseModel):
    """One step of an application."""

    model_config = ConfigDict(from_attributes=True)

    created_at: datetime
    before: ApplicationStatus
    status: ApplicationStatus
    by: Side
    reason: Reason | None
    words: str


class ApplicationDetail(ApplicationRead):
    """An application's page, and what the asking person may do there. `shown` is what the employer sees."""

    note: str
    answers: list[AnswerRead]
    questions: list[str]
    version: int
    sha256: str | None
    shown: Shown | None
    moves: list[MoveRead]
    is_own: Annotated[bool, Field(description="The asking person's own; otherwise their organisation's to answer.")]
    undo_until: datetime | None
    others: Annotated[int, Field(description="One's other applications that wait; for their person alone.")]


class ApplicationReceipt(BaseModel):
    """What was sent, as it can be checked: `sha256` is over the UTF-8 bytes of `canonical`."""

    application_id: UUID
    version: int
    sha256: str
    canonical: Annotated[str, Field(description="Canonical JSON (sorted keys, no spaces).")]
    created_at: datetime
