"""Answers as rows of the region's own database: a portion is one transaction, so a killed run is taken up again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from threading import Lock
from uuid import UUID

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.orm import Session

from backend.commands.batch.digest import digest_of, hexed
from backend.commands.batch.store import Plan
from backend.core.db import reading, writing
from backend.matches.models import Best, BestPortion
from backend.opportunities.models import Opportunity
from backend.profiles.models import Profile
from matching.retrieve.index.together import NOBODY, Together

AT_ONCE = 10_000  # rows of one statement


class Table:
    """`best` and `best_portion`. Answers to another question make room for these: who looks never sees both."""

    def __init__(self, engine: Engine, plan: Plan) -> None:
        self.engine, self.plan = engine, plan
        self._question = hashlib.sha256(json.dumps(asdict(plan), sort_keys=True).encode()).hexdigest()
        self._alone = Lock()  # SQLite has one writer; threads that search need not wait in its queue
        with writing(engine) as db:
            if db.scalar(select(BestPortion.portion).where(BestPortion.plan != self._question).limit(1)) is not None:
                db.execute(delete(Best))
                db.execute(delete(BestPortion))

    def done(self) -> dict[int, int]:
        """Portion → digest, of those that are there already."""
        with reading(self.engine) as db:
            told = db.execute(select(BestPortion.portion, BestPortion.digest)).all()
        return {portion: int(digest, 16) for portion, digest in told}

    def keep(self, portion: int, people: Sequence[str], things: Sequence[str] | None, found: Together) -> int:
        """Writes the answers of a portion; their digest. Whoever or whatever has gone meanwhile is passed over."""
        digest = digest_of(people, things, found)
        owners, offers = [UUID(one) for one in people], [UUID(one) for one in things or ()]
        with self._alone, writing(self.engine) as db:
            rows = _rows(owners, offers, found, _there(db, owners))
            for low in range(0, len(rows), AT_ONCE):
                db.execute(insert(Best), rows[low : low + AT_ONCE])
            db.add(BestPortion(portion=portion, plan=self._question, digest=hexed(digest)))
        return digest


def _there(db: Session, owners: Sequence[UUID]) -> frozenset[UUID]:
    """Of these people, who come in the order of their ids, and of all that is offered: what is still there."""
    those = select(Profile.id).where(Profile.id.between(owners[0], owners[-1]))
    return frozenset((*db.scalars(those), *db.scalars(select(Opportunity.id))))


def _rows(
    owners: Sequence[UUID], offers: Sequence[UUID], found: Together, there: frozenset[UUID]
) -> list[dict[str, object]]:
    every = zip(owners, found.numbers.tolist(), found.scores.tolist(), strict=True)
    return [
        {"profile_id": who, "rank": rank, "opportunity_id": offers[number], "score": score}
        for who, numbers, scores in every
        if who in there
        for rank, (number, score) in enumerate(zip(numbers, scores, strict=True), 1)
        if number != NOBODY and offers[number] in there
    ]
