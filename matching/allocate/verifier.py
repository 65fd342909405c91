"""Checks a published allocation from its files alone; shares no line with what made it, and needs only Python.

Plain and slow on purpose: a reader can follow each check from its definition. `docs/allocation.md` describes the files.
This file alone is enough: `python verifier.py FOLDER [COMMITMENT]` says what it found and ends with 0 or 1.
"""

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

FORMAT = "matching-allocation/1"
FILES = (
    "terms.json",
    "lottery.json",
    "applicants.json",
    "numbers.json",
    "allocation.json",
    "cutoffs.json",
    "waiting.json",
)

_TEXT = (str,)
_TEXT_OR_NONE = (str, type(None))
_NUMBER = (int, float)
_NUMBER_OR_NONE = (int, float, type(None))
_SHAPES: dict[str, dict[str, tuple[type, ...]]] = {
    "applicants.json": {"id": _TEXT, "groups": (list,), "wishes": (list,)},
    "numbers.json": {"applicant": _TEXT, "number": (int,)},
    "allocation.json": {"applicant": _TEXT, "place": _TEXT_OR_NONE},
    "cutoffs.json": {
        "place": _TEXT,
        "kind": (int,),
        "group": _TEXT_OR_NONE,
        "is_member": (bool,),
        "score": _NUMBER,
        "number": (int,),
    },
    "waiting.json": {"place": _TEXT, "applicants": (list,)},
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: a code to translate (`matching.codes.FINDINGS`) and the facts to put into it."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, and how many pairs of an applicant and a place they would rather have were looked at."""

    findings: tuple[Finding, ...]
    pairs_checked: int
    blocking_pairs: int

    @property
    def is_valid(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.findings


class _Malformed(Exception):  # noqa: N818  says what is wrong
    """A file that cannot be read as what it should be."""


@dataclass(slots=True)
class _Published:
    """The files, read."""

    call: str
    seats: dict[str, list[tuple[int, str | None]]]
    floors: dict[str, float | None]
    groups: dict[str, frozenset[str]]
    wishes: dict[str, list[tuple[str, float | None]]]
    seed: str
    commitment: str
    numbers: dict[str, int]
    rows: list[tuple[str, str | None]]
    cutoffs: list[dict[str, Any]]
    waiting: dict[str, list[str]]

    def score(self, applicant: str, place: str) -> float | None:
        """The score with which the place would take the applicant; None where it would not, or was not wished for."""
        score = next((score for wished, score in self.wishes[applicant] if wished == place), None)
        floor = self.floors[place]
        return None if score is None or (floor is not None and score < floor) else score

    def order(self, applicant: str, score: float, group: str | None) -> tuple[bool, float, int]:
        """Whoever has the greater one goes first at a seat kept for this group."""
        return group in self.groups[applicant], score, -self.numbers.get(applicant, len(self.groups) + 1)

    def fill(self, place: str, candidates: Iterable[tuple[str, float]]) -> list[list[tuple[str, float]]]:
        """Who of the candidates gets which kind of seat: kind by kind, each kind its best of those left."""
        left = list(candidates)
        filled = []
        for count, group in self.seats[place]:
            left.sort(key=lambda one: self.order(one[0], one[1], group), reverse=True)
            filled.append(left[:count])
            left = left[count:]
        return filled


def verify(files: Mapping[str, bytes], commitment: str | None = None) -> Report:
    """Checks digests, lottery, feasibility, individual rationality, reserves and floors, every blocking pair, cut-offs,
    waiting lists, and that no other stable plan is better for anybody.

    `commitment` is what was seen in public before the call closed; with it, nobody can have exchanged rules and seed
    together. Whatever the bytes are, the answer is a report.
    """
    try:
        published = _read(files)
    except _Malformed as trouble:
        return Report((Finding("verify.malformed", {"where": str(trouble)}),), 0, 0)
    placed, trouble_placing = _placed(published)
    pairs, blocking = _blocking(published, placed)
    findings = [*_digests(files), *_lottery(files, published, commitment), *trouble_placing, *blocking]
    findings += _told(published, placed)
    if not trouble_placing and not blocking:
        findings += _improvements(published, placed)
    return Report(tuple(findings), pairs, len(blocking))


def _digests(files: Mapping[str, bytes]) -> Iterator[Finding]:
    manifest = _json(files, "manifest.json", dict)
    for name in sorted({*FILES, *manifest, *files} - {"manifest.json"}):
        if name not in files or manifest.get(name) != hashlib.sha256(files[name]).hexdigest():
            yield Finding("verify.digest", {"file": name})


def _lottery(files: Mapping[str, bytes], published: _Published, seen: str | None) -> Iterator[Finding]:
    made = hashlib.sha256(files["terms.json"] + b"\n" + _bytes(published.seed)).hexdigest()
    if made != published.commitment or (seen is not None and made != seen):
        yield Finding("verify.commitment", {"published": seen or published.commitment, "found": made})
    draws = sorted(
        (hashlib.sha256(_bytes(f"{published.seed}\n{published.call}\n{one}")).digest(), one) for one in published.groups
    )
    drawn = {one: number for number, (_, one) in enumerate(draws, start=1)}
    for one in sorted(drawn.keys() | published.numbers.keys()):
        if drawn.get(one) != published.numbers.get(one):
            yield Finding("verify.number", {"applicant": one, "drawn": drawn.get(one)})


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")  # half a character is no id, but no reason to break either


def _placed(published: _Published) -> tuple[dict[str, str], list[Finding]]:
    """Who is where, and what is wrong with that before anybody is compared."""
    findings = list(_once(published))
    placed: dict[str, str] = {}
    for applicant, place in published.rows:
        if place is None or applicant not in published.groups:
            continue
        if place not in published.seats:
            findings.append(Finding("verify.unknown-place", {"applicant": applicant, "place": place}))
        elif published.score(applicant, place) is None:
            findings.append(Finding("verify.not-acceptable", {"applicant": applicant, "place": place}))
        else:
            placed[applicant] = place
    for place, held in sorted(Counter(placed.values()).items()):
        capacity = sum(count for count, _ in published.seats[place])
        if held > capacity:
            findings.append(Finding("verify.over-capacity", {"place": place, "held": held, "capacity": capacity}))
    return placed, findings


def _once(published: _Published) -> Iterator[Finding]:
    times = Counter(applicant for applicant, _ in published.rows)
    for applicant in sorted(published.groups.keys() | times.keys()):
        if applicant not in published.groups:
            yield Finding("verify.stranger", {"applicant": applicant})
        elif times[applicant] != 1:
            yield Finding("verify.not-once", {"applicant": applicant, "times": times[applicant]})


def _seated(published: _Published, placed: Mapping[str, str]) -> dict[str, list[list[tuple[str, float]]]]:
    """By place and kind of seat, who sits there."""
    held: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for applicant, place in placed.items():
        score = published.score(applicant, place)
        if score is not None:
            held[place].append((applicant, score))
    return {place: published.fill(place, held[place]) for place in published.seats}


def _preferred(published: _Published, placed: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """Every applicant with every acceptable place they would rather have."""
    for applicant, wishes in published.wishes.items():
        for place, _ in wishes:
            if place == placed.get(applicant):
                break
            score = published.score(applicant, place)
            if score is not None:
                yield applicant, place, score


def _blocking(published: _Published, placed: Mapping[str, str]) -> tuple[int, list[Finding]]:
    """All pairs who would both gain by leaving the plan: the definition of instability."""
    pairs, findings = 0, []
    last = {place: _last(published, place, kinds) for place, kinds in _seated(published, placed).items()}
    for applicant, place, score in _preferred(published, placed):
        pairs += 1
        because = _because(published, last[place], applicant, score)
        if because:
            findings.append(
                Finding("verify.blocking-pair", {"applicant": applicant, "place": place, "because": because})
            )
    return pairs, findings


_Last = list[
    tuple[str | None, tuple[bool, float, int] | None]
]  # by kind: its group, and who sits last or None for room


def _last(published: _Published, place: str, kinds: list[list[tuple[str, float]]]) -> _Last:
    return [
        (group, min(published.order(*one, group) for one in held) if len(held) == count else None)
        for (count, group), held in zip(published.seats[place], kinds, strict=True)
        if count > 0
    ]


def _because(published: _Published, last: _Last, applicant: str, score: float) -> str | None:
    """Why the place would rather have this applicant than whom it has; None where it would not."""
    for group, worst in last:
        mine = published.order(applicant, score, group)
        if worst is None:
            return "room"
        if mine > worst:
            return "reserve" if mine[0] > worst[0] else "score" if mine[1] > worst[1] else "lottery"
    return None


def _told(published: _Published, placed: Mapping[str, str]) -> Iterator[Finding]:
    """Whether the cut-offs and waiting lists are those of this plan."""
    for place, kinds in _seated(published, placed).items():
        if _rows_of(published, place, kinds) != [row for row in published.cutoffs if row["place"] == place]:
            yield Finding("verify.cutoff", {"place": place})
    lists: dict[str, list[tuple[float, int, str]]] = {place: [] for place in published.seats}
    for applicant, place, score in _preferred(published, placed):
        lists[place].append((-score, published.numbers.get(applicant, 0), applicant))
    for place in sorted(lists.keys() | published.waiting.keys()):
        if [one for *_, one in sorted(lists.get(place, []))] != published.waiting.get(place):
            yield Finding("verify.waiting", {"place": place})
    for row in published.cutoffs:
        if row["place"] not in published.seats:
            yield Finding("verify.cutoff", {"place": row["place"]})


def _rows_of(published: _Published, place: str, kinds: list[list[tuple[str, float]]]) -> list[dict[str, Any]]:
    seats = published.seats[place]
    if any(len(held) < count for held, (count, _) in zip(kinds, seats, strict=True)):
        return []
    rows = []
    for kind, (held, (_, group)) in enumerate(zip(kinds, seats, strict=True)):
        if held:
            is_member, score, number = min(published.order(*one, group) for one in held)
            rows.append({"place": place, "kind": kind, "group": group, "is_member": is_member, "score": score})
            rows[-1]["number"] = -number
    return rows


def _improvements(published: _Published, placed: Mapping[str, str]) -> Iterator[Finding]:
    """Asks and refuses in rounds, as Gale and Shapley told it, and compares: a stable plan need not be the best one."""
    best = _rounds(published)
    for applicant in published.groups:
        if best.get(applicant) != placed.get(applicant):
            yield Finding("verify.not-best", {"applicant": applicant, "best": best.get(applicant)})


def _rounds(published: _Published) -> dict[str, str]:
    ahead = {
        applicant: [
            (place, score) for place, _ in reversed(wishes) if (score := published.score(applicant, place)) is not None
        ]
        for applicant, wishes in published.wishes.items()
    }
    held: dict[str, list[tuple[str, float]]] = {place: [] for place in published.seats}
    free = list(ahead)
    while free:
        asking: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for applicant in free:
            if ahead[applicant]:
                place, score = ahead[applicant].pop()
                asking[place].append((applicant, score))
        free = []
        for place, new in asking.items():
            pool = held[place] + new
            held[place] = [one for kind in published.fill(place, pool) for one in kind]
            kept = {applicant for applicant, _ in held[place]}
            free += [applicant for applicant, _ in pool if applicant not in kept]
    return {applicant: place for place, holders in held.items() for applicant, _ in holders}


def _read(files: Mapping[str, bytes]) -> _Published:
    terms, lottery = _json(files, "terms.json", dict), _json(files, "lottery.json", dict)
    _json(files, "manifest.json", dict)
    _fit("terms.json", terms, {"format": _TEXT, "call": _TEXT, "places": (list,)})
    _fit("lottery.json", lottery, {"commitment": _TEXT, "seed": _TEXT})
    if terms["format"] != FORMAT:
        _malformed("terms.json: format")
    seats, floors = _places(terms["places"])
    applicants = _rows(files, "applicants.json")
    published = _Published(
        call=terms["call"],
        seats=seats,
        floors=floors,
        groups={one["id"]: frozenset(_texts("applicants.json", one["groups"])) for one in applicants},
        wishes={one["id"]: _wishes(one["wishes"], seats) for one in applicants},
        seed=lottery["seed"],
        commitment=lottery["commitment"],
        numbers={row["applicant"]: row["number"] for row in _rows(files, "numbers.json")},
        rows=[(row["applicant"], row["place"]) for row in _rows(files, "allocation.json")],
        cutoffs=_rows(files, "cutoffs.json"),
        waiting={row["place"]: _texts("waiting.json", row["applicants"]) for row in _rows(files, "waiting.json")},
    )
    if len(published.groups) != len(applicants):
        _malformed("applicants.json: an id comes twice")
    return published


def _places(rows: list[Any]) -> tuple[dict[str, list[tuple[int, str | None]]], dict[str, float | None]]:
    seats: dict[str, list[tuple[int, str | None]]] = {}
    floors: dict[str, float | None] = {}
    for row in rows:
        _fit("terms.json", row, {"id": _TEXT, "floor": _NUMBER_OR_NONE, "seats": (list,)})
        if row["id"] in seats:
            _malformed("terms.json: a place comes twice")
        for kind in row["seats"]:
            _fit("terms.json", kind, {"count": (int,), "group": _TEXT_OR_NONE})
            if kind["count"] < 0:
                _malformed("terms.json: a negative number of seats")
        seats[row["id"]] = [(kind["count"], kind["group"]) for kind in row["seats"]]
        floors[row["id"]] = row["floor"]
    return seats, floors


def _wishes(rows: list[Any], seats: Mapping[str, object]) -> list[tuple[str, float | None]]:
    for row in rows:
        _fit("applicants.json", row, {"place": _TEXT, "score": _NUMBER_OR_NONE})
        if row["place"] not in seats:
            _malformed("applicants.json: a wish for an unknown place")
    if len({row["place"] for row in rows}) != len(rows):
        _malformed("applicants.json: a place wished for twice")
    return [(row["place"], row["score"]) for row in rows]


def _rows(files: Mapping[str, bytes], name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _json(files, name, list)
    for row in rows:
        _fit(name, row, _SHAPES[name])
    return rows


def _texts(name: str, values: list[Any]) -> list[str]:
    if not all(type(value) is str for value in values):
        _malformed(f"{name}: not a list of texts")
    return values


def _json(files: Mapping[str, bytes], name: str, kind: type) -> Any:
    if name not in files:
        _malformed(f"{name}: missing")
    try:
        value = json.loads(files[name], parse_constant=_malformed)
    except (ValueError, RecursionError):
        _malformed(f"{name}: not JSON")
    if type(value) is not kind:
        _malformed(f"{name}: not a {kind.__name__}")
    return value


def _fit(name: str, value: Any, shape: Mapping[str, tuple[type, ...]]) -> None:
    if type(value) is not dict or value.keys() != shape.keys():
        _malformed(f"{name}: other fields than {', '.join(shape)}")
    for key, kinds in shape.items():
        if type(value[key]) not in kinds:
            _malformed(f"{name}: {key}")


def _malformed(where: str) -> NoReturn:
    raise _Malformed(where)


def main(arguments: list[str]) -> int:
    """Checks a folder; returns 0 when nothing is wrong, else 1."""
    folder, *seen = arguments
    files = {path.name: path.read_bytes() for path in sorted(Path(folder).glob("*.json"))}
    report = verify(files, seen[0] if seen else None)
    lines = [f"{finding.code} {json.dumps(finding.facts, sort_keys=True)}" for finding in report.findings]
    lines.append(f"{report.blocking_pairs} blocking pairs of {report.pairs_checked} checked")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if report.is_valid else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
