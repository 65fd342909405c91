"""Ranks both ways and explains every point: a pure library on plain data."""

from matching.config import DEFAULT, Config
from matching.crowd.ranking import PeopleRanking, rank_people
from matching.errors import BadInput, BrokenReceipt, CyclicTaxonomy, UnknownId
from matching.explain.contrast import Contrast, contrast
from matching.explain.counterfactuals import Counterfactual, counterfactuals
from matching.explain.edits import ItemCounterfactual, item_counterfactuals
from matching.explain.receipt import Receipt, receipt, replay, verify
from matching.explain.rounding import rounded
from matching.rank import Ranking, explain, rank
from matching.retrieve.filters import Filters
from matching.retrieve.snapshot import Snapshot
from matching.taxonomy.graph import Concept, Graph, Relation

__all__ = [
    "DEFAULT",
    "BadInput",
    "BrokenReceipt",
    "Concept",
    "Config",
    "Contrast",
    "Counterfactual",
    "CyclicTaxonomy",
    "Filters",
    "Graph",
    "ItemCounterfactual",
    "PeopleRanking",
    "Ranking",
    "Receipt",
    "Relation",
    "Snapshot",
    "UnknownId",
    "contrast",
    "counterfactuals",
    "explain",
    "item_counterfactuals",
    "rank",
    "rank_people",
    "receipt",
    "replay",
    "rounded",
    "verify",
]
