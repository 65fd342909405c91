"""Filters that look things up find what asking each thing alone finds, and ask each thing once."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.text import fold
from backend.matches import columns
from backend.matches.day import Day
from backend.matches.feeding.thing import Thing
from backend.matches.filtering import Passing
from backend.matches.schemas.cards import Amounts
from backend.matches.schemas.search import MatchFilters
from backend.matches.texts import Texts
from matching import Graph
from matching.retrieve.segment import Segment
from matching.scene import Scene
from matching.types import Item, Market, Requirement
from tests.matches.scene import role, talent
from tests.matching.worlds import DEFAULT, NOW

WORDS = ("animacao 3d", "cinema", "ani", "são joão", "3", "", "mação ci")
SECTORS, SKILLS, THINGS = ([UUID(int=start + n) for n in range(4)] for start in (10, 20, 30))
GRAPH = Graph.build(
    [*((str(one), "sector") for one in SECTORS), *((str(one), "skill") for one in SKILLS)],
    [(str(SECTORS[1]), "broader", str(SECTORS[0]))],
)
DAY = Day.at(NOW, "Europe/Lisbon")
amounts = st.builds(
    Amounts,
    low=st.none() | st.sampled_from((0, 1, 999, 1000, 12_000, 12_001)),
    high=st.none() | st.just(20_000),
    currency=st.sampled_from(("EUR", "CHF")),
    period=st.sampled_from(("hour", "month", "year", "total")),
    is_gross=st.none(),
)
some = lambda of: st.lists(st.sampled_from(of), max_size=2)  # noqa: E731
things = st.lists(
    st.builds(
        Thing,
        item=st.builds(
            Item,
            id=st.just(""),
            market=st.just(Market.OPPORTUNITIES),
            sectors=some(SECTORS).map(lambda those: tuple(map(str, those))),
            requirements=some(SKILLS).map(lambda those: tuple(Requirement(str(one)) for one in those)),
        ),
        title=st.just(""),
        summary=st.just(""),
        lang=st.sampled_from(("pt", "en")),
        words=st.lists(st.sampled_from(("Animação 3D", "São João", "cinema", "de", "")), max_size=3).map(
            lambda words: fold(*words)
        ),
        price=st.none() | amounts,
        grant=st.none() | amounts,
        deadline_at=st.none() | st.integers(-1, 3).map(lambda days: NOW + timedelta(days=days)),
    ),
    max_size=4,
).map(lambda those: [replace(one, item=replace(one.item, id=str(THINGS[n]))) for n, one in enumerate(those)])
searches = st.builds(
    MatchFilters,
    q=st.sampled_from(WORDS),
    lang=some(("pt", "en", "xx")),
    sector=some(SECTORS),
    concept=some(SKILLS),
    saved=st.booleans(),
    price_at_most=st.none() | st.sampled_from((0, 999, 1000, 1001)),
    grant_at_least=st.none() | st.sampled_from((0, 1000, 20_000)),
    closing_within_days=st.none() | st.integers(0, 2),
)
SAVED = frozenset({(Market.OPPORTUNITIES.value, THINGS[0]), (Market.SPACES.value, THINGS[1])})


def shelved(those):
    segment = Segment.of(Market.OPPORTUNITIES, [one.item for one in those], Scene(GRAPH, DEFAULT, NOW))
    stock = SimpleNamespace(things={one.id: one for one in those}, snapshot=SimpleNamespace(graph=GRAPH))
    return segment, stock, SimpleNamespace(asker=SimpleNamespace(saved=SAVED))


def passes(thing, search):
    """The oracle: one thing, one filter after the other."""
    price, grant = thing.price, thing.grant
    parts = {"month": 1, "year": 12}.get(price.period) if price else None
    most = None if grant is None else grant.low if grant.high is None else grant.high
    until = NOW + timedelta(days=search.closing_within_days or 0)
    return all((
        all(word in thing.words for word in fold(search.q).split()),
        not search.lang or thing.lang in search.lang,
        not search.sector or any({str(one) for one in search.sector} & GRAPH.above(own) for own in thing.item.sectors),
        not search.concept or {str(one) for one in search.concept} & {one.concept for one in thing.item.requirements},
        not search.saved or ("opportunities", UUID(thing.id)) in SAVED,
        search.price_at_most is None
        or (price is not None and price.low is not None and (
            price.low == 0 or (parts and price.currency == "EUR" and price.low <= search.price_at_most * parts))),
        search.grant_at_least is None
        or (grant is not None and grant.currency == "EUR" and most is not None and most >= search.grant_at_least),
        search.closing_within_days is None or (thing.deadline_at is not None and thing.deadline_at <= until),
    ))  # fmt: skip


@settings(max_examples=80)
@given(things, searches)
def test_what_passes_is_what_passes_one_by_one(those, search):
    segment, stock, me = shelved(those)
    passing = Passing(search, stock, me, DAY)
    expected = [bool(passes(stock.things[item.id], search)) for item in segment.shelf.items]
    assert passing.mask(segment).tolist() == expected
    assert bool(passing) or all(expected), "where nothing is asked nothing is left out"


letters = st.text("aáb3ç 0", max_size=8)


@settings(max_examples=60)
@given(st.lists(letters, max_size=6), letters.filter(str.strip))
def test_letters_are_found_in_the_middle_of_words_and_not_across_them(texts, asked):
    asked = asked.split()[0]
    assert Texts(texts).having(asked).tolist() == [asked in " ".join(text.split()) for text in texts]


def test_each_thing_is_read_once_however_often_somebody_asks(monkeypatch):
    """By calls, not by the clock."""
    read = Counter()
    for name, of in list(columns.NUMBERS.items()):
        monkeypatch.setitem(columns.NUMBERS, name, lambda one, of=of, name=name: read.update([name]) or of(one))
    whole, lang = Texts.__init__, columns._lang
    monkeypatch.setattr(Texts, "__init__", lambda self, texts: read.update(texts=1) or whole(self, texts))
    monkeypatch.setattr(columns, "_lang", lambda thing: read.update(lang=1) or lang(thing))
    those = [Thing(Item(str(UUID(int=n)), Market.OPPORTUNITIES), "", "", "pt", f"word{n % 3}") for n in range(50)]
    segment, stock, me = shelved(those)
    for n in range(5):
        search = MatchFilters(q=f"ord{n}", lang=["pt"], price_at_most=n, grant_at_least=n, closing_within_days=n)
        assert not Passing(search, stock, me, DAY).mask(segment).any()
    assert np.count_nonzero(Passing(MatchFilters(q="ord1"), stock, me, DAY).mask(segment)) == 17
    assert read == {"texts": 1, "lang": 50, "price": 50, "grant": 50, "deadline": 50}


def test_a_page_that_was_filtered_by_words_replays_and_its_receipt_names_no_more_than_it_shows(client, make):
    account, _ = talent(make)
    headers = make.as_(account)
    shown, passed_over = role(make, title="Animar raposas"), role(make, title="Outra coisa")
    page = client.get("/api/matches", params={"q": "raposa", "lang": shown.lang}, headers=headers).json()
    assert ([card["thing_id"] for card in page["items"]], page["filtered"]) == ([str(shown.id)], 1)
    again = client.post(f"/api/receipts/{page['receipt_id']}/replay", headers=headers).json()
    assert again["identical"] is True
    kept = client.get(f"/api/receipts/{page['receipt_id']}", headers=headers).json()["canonical"]
    assert str(shown.id) in kept
    assert str(passed_over.id) not in kept
