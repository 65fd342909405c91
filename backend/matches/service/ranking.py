"""What suits me: the ranked list, one match with its arithmetic, and two compared."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import Viewer, require
from backend.core.problems import NotFound
from backend.matches import rules
from backend.matches.asking import Desk, find_myself
from backend.matches.day import Day
from backend.matches.filtering import Passing, filters_of
from backend.matches.ordering import page_of
from backend.matches.pricing import priced_stock
from backend.matches.schemas.arithmetic import ContrastRead, MatchDetail
from backend.matches.schemas.cards import MatchCard, MatchPage
from backend.matches.schemas.search import ContrastSearch, MatchFilters, MatchSearch
from backend.matches.service.keeping import Note, Shown
from backend.matches.telling.arithmetic import arithmetic_of
from backend.matches.telling.cards import card_of
from backend.matches.telling.contrasts import contrast_of
from backend.matches.telling.hidden import hidden_of, questions_of
from backend.matches.telling.levers import Bench, Placed
from backend.matches.telling.ties import ties_of
from matching import Ranking, counterfactuals, explain
from matching.rank import rank_of
from matching.types import Market, Match


def list_matches(db: Session, viewer: Viewer, search: MatchSearch, day: Day) -> Shown[MatchPage]:
    """One page of what is on offer in a market, ranked for the asking person."""
    require(viewer, rules.list_matches, None)
    stock = priced_stock(db, day.moment)
    me = find_myself(db, viewer, day, stock.config)
    filters, passing = filters_of(search, search.market, stock, viewer, me.unseen), Passing(search, stock, me, day)
    desk = Desk(me, stock, search.market, day, filters, search.page * search.size, passing.mask if passing else None)
    chosen = page_of(desk, search.order, search.page, search.size)
    counts, shown = rank_page(desk, chosen, is_head=search.order == "fit" and search.page == 1)
    position = position_of(desk, shown, chosen, search)
    note = Note.of_items(shown, search.market, UUID(desk.seeker.id), search.model_dump_json(), position)
    page = MatchPage(
        items=cards(desk, in_order(shown.matches, chosen)),
        total=counts.eligible,
        page=search.page,
        size=search.size,
        market=search.market,
        order=search.order,
        day=day.date,
        all=counts.total,
        filtered=counts.filtered,
        hidden=hidden_of(counts.hidden),
        questions=questions_of(desk.seeker, counts.questions, desk.views, me.venture_id),
        is_pure_fit=me.is_pure_fit,
        ties=ties_of(shown.matches, lambda match: match.item_id),
        receipt_id=note.receipt.sha256,
        config=stock.snapshot.config.digest,
    )
    return Shown(page, note)


def rank_some(
    db: Session, viewer: Viewer, search: MatchSearch, ids: Sequence[UUID], day: Day
) -> Shown[list[MatchCard]]:
    """Those of these things that the search finds and no rule hides, best first; ranks are among them alone."""
    require(viewer, rules.list_matches, None)
    stock = priced_stock(db, day.moment)
    me = find_myself(db, viewer, day, stock.config)
    filters, passing = filters_of(search, search.market, stock, viewer), Passing(search, stock, me, day)
    only = replace(filters, only=tuple(str(one) for one in ids))
    desk = Desk(me, stock, search.market, day, only, len(ids), passing.mask if passing else None)
    shown = desk.ranked(len(ids), desk.plain)
    if not shown.matches:
        return Shown([], None)
    note = Note.of_items(shown, search.market, UUID(desk.seeker.id), search.model_dump_json())
    told = [
        card_of(match, desk.things[match.item_id], me.asker, rank=rank, is_tied=False, lever=None, moves=())
        for rank, match in enumerate(shown.matches, start=1)
    ]
    return Shown(told, note)


def rank_page(desk: Desk, ids: Sequence[str], *, is_head: bool) -> tuple[Ranking, Ranking]:
    """The ranking that counts everything, and the one that explains this page: the same for the head of the list."""
    head = desk.ranked(len(ids) if is_head else 1)
    return head, head if is_head else desk.only(ids).ranked(len(ids), desk.plain)


def position_of(desk: Desk, shown: Ranking, ids: Sequence[str], search: MatchSearch) -> int | None:
    """The place of the first one, where what people do with the page can be learned from: the receipt tells it all.

    It does not where things stand in another order than its own, nor where a later page cuts into the window in which
    things are moved: what was put there by lot is told by the ranking of the head alone.
    """
    first = (search.page - 1) * search.size + 1
    is_whole = first == 1 or first > desk.policy.window
    is_in_order = search.order == "fit" and [match.item_id for match in shown.matches] == list(ids)
    return first if is_whole and is_in_order else None


def in_order(matches: Sequence[Match], ids: Sequence[str]) -> list[Match]:
    """The matches of these ids, as the ids stand."""
    known = {match.item_id: match for match in matches}
    return [known[one] for one in ids]


def cards(desk: Desk, matches: Sequence[Match]) -> list[MatchCard]:
    """A card for each match, with the deed that would raise it most."""
    standings = [desk.standing(desk.things[match.item_id].item) for match in matches]
    placed = [
        Placed(match, desk.things[match.item_id].item, rank)
        for match, (rank, _) in zip(matches, standings, strict=True)
    ]
    levers = _bench(desk).best(placed)
    return [
        card_of(
            one.match,
            desk.things[one.item.id],
            desk.me.asker,
            rank=one.rank or 0,
            is_tied=desk.is_tied(one.item.id),
            lever=lever,
            moves=moves,
        )
        for one, (_, moves), lever in zip(placed, standings, levers, strict=True)
    ]


def _bench(desk: Desk) -> Bench:
    return Bench(desk.seeker, desk.snapshot, desk.things, desk.asked, desk.views, desk.me.venture_id)


def get_match(db: Session, viewer: Viewer, market: Market, thing_id: UUID, day: Day) -> MatchDetail:
    """One match, hidden or not, with every number behind it and what would change it; raises `NotFound`."""
    require(viewer, rules.list_matches, None)
    desk = _plain_desk(db, viewer, market, day)
    match = _match(desk, thing_id)
    found = counterfactuals(
        desk.seeker,
        desk.snapshot,
        match.item_id,
        now=day.start,
        day_seed=day.seed,
        filters=desk.filters,
        policy=desk.code,
    )
    return MatchDetail(
        card=cards(desk, [match])[0],
        arithmetic=arithmetic_of(match, desk.me.asker.evidence, desk.snapshot.config),
        levers=_bench(desk).told(found, desk.things[match.item_id].item),
    )


def contrast_matches(db: Session, viewer: Viewer, search: ContrastSearch, day: Day) -> ContrastRead:
    """Why one stands before the other; raises `NotFound`."""
    require(viewer, rules.list_matches, None)
    desk = _plain_desk(db, viewer, search.market, day)
    first, second = (
        replace(match, rank=rank_of(desk.things[match.item_id].item, desk.views, desk.policy))
        for match in (_match(desk, search.a), _match(desk, search.b))
    )
    return contrast_of(
        (first, desk.things[first.item_id]), (second, desk.things[second.item_id]), desk.me.asker.evidence
    )


def _plain_desk(db: Session, viewer: Viewer, market: Market, day: Day) -> Desk:
    stock = priced_stock(db, day.moment)
    me = find_myself(db, viewer, day, stock.config)
    return Desk(me, stock, market, day, filters_of(MatchFilters(), market, stock, viewer, me.unseen))


def _match(desk: Desk, thing_id: UUID) -> Match:
    thing = desk.things.get(str(thing_id))
    if thing is None or thing.item.market is not desk.market or thing.id in desk.me.unseen:
        raise NotFound
    return explain(desk.seeker, desk.snapshot, thing.id, now=desk.day.start, policy=desk.code)
