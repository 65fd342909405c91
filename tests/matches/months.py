"""A region in which something happens: pages as people saw them, and what they did with what stood there."""

from uuid import UUID, uuid4

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.core.access import Viewer
from backend.core.db import reading, writing
from backend.core.ids import new_id
from backend.core.model import now
from backend.matches.asking import Desk, find_myself
from backend.matches.day import Day
from backend.matches.models import Deed, Reaction
from backend.matches.pricing import priced_stock
from backend.matches.service.keeping import Note, keep
from backend.profiles.models import Audience, Profile, ProfileSkill, ProfileStatus
from backend.taxonomy.vocabulary import id_of
from matching.learn.feedback import examined
from matching.retrieve.select import id_hash
from matching.types import Market
from tests.matches.scene import role
from tests.organisations.factory import BRAGA, PORTO

PEOPLE, ROLES, LIKED = 32, 40, 3
DEAR = 150_000
MARKET = Market.OPPORTUNITIES


def half(wanted: int) -> UUID:
    """An id that falls into the half that is learnt from (0), or is judged by (1)."""
    return next(one for one in iter(uuid4, None) if int(id_hash(str(one)) & 1) == wanted)


def crowd(db: Session, count: int = PEOPLE) -> list[Account]:
    """People alike, half of them in either half."""
    accounts = [
        Account(id=half(n % 2), email=f"crowd{n}@example.org", name=f"Crowd {n}", confirmed_at=now())
        for n in range(count)
    ]
    db.add_all(accounts)
    db.flush()
    for account in accounts:
        profile = Profile(
            id=new_id(),
            account_id=account.id,
            display_name=account.name,
            headline="Animator",
            status=ProfileStatus.LISTED,
            audience=Audience.EVERYONE,
            municipality_id=PORTO,
            travel_km=60,
            kinds=["job"],
            pay_floor=1_000_00,
            pay_period="month",
        )
        db.add(profile)
        db.flush()
        db.add(ProfileSkill(profile_id=profile.id, concept_id=id_of("tool/blender"), level=3))
    db.commit()
    return accounts


def offers(make, count: int = ROLES):
    """Roles that differ in what they pay, offered by a few: the dear half is far away."""
    owners = [make.verified().id for _ in range(8)]
    return [
        role(
            make,
            "tool/blender",
            pay_min=cents,
            pay_max=cents,
            municipality_id=BRAGA if cents >= DEAR else PORTO,
            organisation_id=owners[n % len(owners)],
        )
        for n, cents in enumerate(pays(count))
    ]


def pays(count: int):
    """From the wage that people wish for to twice as much, in no order."""
    return [100_000 + (n * 7919) % count * 100_000 // count for n in range(count)]


def shown(engine: Engine, account: Account, day: Day) -> tuple[str, list[UUID]]:
    """One page of everything, kept as any page is; returns its receipt and the things in their places."""
    viewer = Viewer(id=account.id)
    with reading(engine) as db:
        stock = priced_stock(db, day.moment)
        me = find_myself(db, viewer, day, stock.config)
        desk = Desk(me, stock, MARKET, day, depth=ROLES)
        page = desk.ranked(ROLES)
    note = Note.of_items(page, MARKET, UUID(desk.seeker.id), "a month", position=1)
    with writing(engine) as db:
        keep(db, viewer, note)
    return note.receipt.sha256, [UUID(match.item_id) for match in page.matches]


def month(engine: Engine, make, day: Day, liked=None) -> list[Account]:
    """Everybody looks once, and applies for what pays best on their page."""
    with Session(engine, expire_on_commit=False) as db:
        accounts = crowd(db)
    pay = {one.id: one.pay_max for one in offers(make)}
    best = liked or (lambda ids: sorted(ids, key=lambda one: -pay[one])[:LIKED])
    rows = []
    for account in accounts:
        receipt, ids = shown(engine, account, day)
        rows += [
            Reaction(
                account_id=account.id,
                receipt_id=receipt,
                market=MARKET.value,
                thing_id=one,
                deed=Deed.APPLIED,
                position=ids.index(one) + 1,
                propensity=examined(ids.index(one) + 1),
            )
            for one in best(ids)
        ]
    with writing(engine) as db:
        db.add_all(rows)
    return accounts
