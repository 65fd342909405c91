"""Everything that exists in the invented region, as plain frozen data. Concepts, towns and each other by key."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Study:
    """A course, finished or not."""

    title: str
    school: str
    eqf: int
    field: str
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Job:
    """A time at work; `organisation` if it was at one of the region's."""

    title: str
    employer: str
    town: str
    occupation: str | None
    organisation: str | None
    started_on: date
    ended_on: date | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A skill somebody says they have, and why one may believe it."""

    concept: str
    level: int
    evidence_kind: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A language and how well."""

    concept: str
    cefr: str


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person. `gender` only chooses the form of words."""

    key: str
    name: str
    gender: str
    email: str
    lang: str
    town: str
    life: str
    headline: str
    about: str
    occupation: str
    eqf: int
    studies: tuple[Study, ...]
    jobs: tuple[Job, ...]
    claims: tuple[Claim, ...]
    speech: tuple[Speech, ...]
    kinds: tuple[str, ...]
    occupations: tuple[str, ...]
    sectors: tuple[str, ...]
    goals: tuple[str, ...]
    travel_km: int
    remote: str
    hours_min: int
    hours_max: int
    available_from: date
    pay_floor: int | None
    status: str
    audience: str
    hidden_from: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Organisation:
    """An invented organisation; who belongs to it is told by `Seat`."""

    key: str
    name: str
    kind: str
    summary: str
    description: str
    lang: str
    town: str
    address: str
    lat: float
    lon: float
    website: str
    email: str
    sectors: tuple[str, ...]
    trades: tuple[str, ...]
    founded: int
    headcount: str
    legal_form: str
    status: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's role in an organisation."""

    person: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked for."""

    concept: str
    importance: str
    level: int
    is_essential: bool


@dataclass(frozen=True, slots=True)
class SpeechNeed:
    """A language that is asked for."""

    concept: str
    cefr: str
    importance: str


@dataclass(frozen=True, slots=True)
class Pay:
    """Money in cents, or the reason why none is named."""

    basis: str
    low: int | None = None
    high: int | None = None
    period: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A job, internship, project, residency or search for a co-founder."""

    key: str
    organisation: str
    kind: str
    title: str
    summary: str
    description: str
    benefits: str
    lang: str
    occupation: str
    town: str
    remote_share: int
    hours_min: int
    hours_max: int
    starts_on: date
    ends_on: date | None
    capacity: int
    pay: Pay
    eqf: int | None
    needs: tuple[Need, ...]
    speech: tuple[SpeechNeed, ...]
    deadline_at: datetime
    reply_by_days: int
    email: str
    status: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an application: where to, by whom, when."""

    status: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Application:
    """Somebody applied for an opening; the last step is where it stands."""

    key: str
    person: str
    opening: str
    note: str
    steps: tuple[Step, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One typed condition of eligibility: one of these, or a number between two."""

    topic: str
    one_of: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    is_bonus: bool = False


@dataclass(frozen=True, slots=True)
class FundingCall:
    """Money one may apply for."""

    key: str
    organisation: str
    title: str
    summary: str
    description: str
    lang: str
    programme: str
    amount_min: int
    amount_max: int
    rate: int
    budget: int
    opens_at: datetime
    deadline_at: datetime
    sectors: tuple[str, ...]
    rules: tuple[Rule, ...]
    status: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A building or a site of an organisation."""

    key: str
    organisation: str
    kind: str
    name: str
    lang: str
    town: str
    address: str
    lat: float
    lon: float
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Space:
    """A room, desk, studio, stage or vacant building in a place; facts about access and technology, if known."""

    key: str
    place: str
    kind: str
    name: str
    summary: str
    description: str
    lang: str
    area_m2: int
    seats: int | None
    price: int
    period: str
    deposit: int | None
    opening_hours: str
    available_from: date
    access: tuple[tuple[str, bool | None], ...]
    door_width_cm: int | None
    power_amps: int | None
    power_phases: int | None
    ceiling_cm: int | None
    internet_mbps: int | None
    blackout: bool | None
    storey: int
    flooring: str
    load_in: str
    equipment: tuple[str, ...]
    activities: tuple[str, ...]
    status: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Mentor:
    """What a person offers to others."""

    key: str
    person: str
    organisation: str | None
    title: str
    summary: str
    about: str
    lang: str
    town: str
    meeting: str
    cadence: str
    monthly_hours: int
    free_hours: int
    topics: tuple[tuple[str, int], ...]
    speech: tuple[Speech, ...]
    goals: tuple[str, ...]
    status: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ProgrammeCall:
    """One edition of a programme, with its places."""

    key: str
    title: str
    description: str
    places: int
    opens_at: datetime
    deadline_at: datetime
    starts_on: date
    ends_on: date
    rules: tuple[Rule, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Programme:
    """What an incubator runs, and its calls. Equity in hundredths of a per cent, money in cents."""

    key: str
    organisation: str
    title: str
    summary: str
    description: str
    lang: str
    town: str
    remote_share: int
    weekly_hours: int
    stage: str
    equity: int
    grant: int | None
    sectors: tuple[str, ...]
    offers: tuple[str, ...]
    teaches: tuple[tuple[str, int], ...]
    calls: tuple[ProgrammeCall, ...]
    created_at: datetime
