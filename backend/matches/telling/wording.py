"""Reasons and deeds in words, from the catalogues of the front end: one place for sentences, wherever they are read."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias

from backend.settings import ROOT

CATALOGUES = ROOT / "frontend" / "src" / "core" / "words"
GAP = re.compile(r"\{(\w+)\}")
CONCEPTS = frozenset({"concept", "via", "wanted", "past", "language", "spoken", "languages", "served"})
KILOMETRES = frozenset({"km", "limit_km", "enough_km", "from_km", "to_km"})
CENTS = frozenset({"low", "high", "floor", "ceiling", "need"})
GOALS = ("kind", "occupation", "subject")
ANSWERED = 0.5  # from here on a wish is called answered

Facts: TypeAlias = Mapping[str, Any]


@cache
def catalogue(lang: str) -> dict[str, Any]:
    """All sentences of a language; empty where the front end's sources are not installed."""
    path = CATALOGUES / f"{lang}.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return found


class Teller:
    """Puts codes and facts into words of one language. `names` are what concepts are called."""

    def __init__(self, lang: str, names: Mapping[str, str]) -> None:
        self.lang = lang
        self.names = names

    def sentence(self, group: str, code: str, facts: Facts) -> str:
        """The fullest sentence for a code that its facts can fill; where there is none, what it is about."""
        params = self._params(facts)
        if code == "goals.answered":
            return self._goals(facts)
        keys = [f"{group}.{code}.evidence"] if facts.get("evidence") else []
        for key in (*keys, f"{group}.{code}"):
            text = self._entry(key, params)
            if text is not None and _is_filled(text, params):
                return GAP.sub(lambda gap: str(params[gap[1]]), text)
        return self.word("factor", code.partition(".")[0])

    def reason(self, code: str, facts: Facts, *, of_others: bool = False) -> str:
        """Why something suits; `of_others` says it of somebody else than the reader, where that is another sentence."""
        if of_others and f"reason.them.{code}" in catalogue(self.lang):
            return self.sentence("reason.them", code, facts)
        if of_others and code == "goals.answered":  # the sentence there is speaks of the reader's own wishes
            return self.word("factor", "goals")
        return self.sentence("reason", code, facts)

    def word(self, group: str, code: str) -> str:
        """A single word of the catalogue, or the code made readable."""
        known = catalogue(self.lang).get(f"{group}.{code}")
        return known if isinstance(known, str) else code.replace("_", " ").replace("-", " ")

    def decimal(self, value: float) -> str:
        """A number with one place, the way readers of the language write it."""
        return f"{value:.1f}".replace(".", "," if self.lang == "pt" else ".")

    def months(self, count: int) -> str:
        """Years and months."""
        parts = [self._counted(f"span.{unit}", n) for unit, n in (("years", count // 12), ("months", count % 12)) if n]
        return self._list(parts)

    def _goals(self, facts: Facts) -> str:
        """Which wishes are answered and which are not: a good part and a missing one share this code."""
        known = [goal for goal in GOALS if goal in facts]
        yes, no = ([g for g in known if (facts[g] >= ANSWERED) == is_yes] for is_yes in (True, False))
        key = "reason.goals.answered" if not no else "matches.goals-some" if yes else "matches.goals-none"
        params = {"yes": self._named(yes), "no": self._named(no)}
        return GAP.sub(lambda gap: params[gap[1]], self._entry(key, {}) or "goals.answered")

    def _named(self, goals: Iterable[str]) -> str:
        return self._list(self.word("matches", f"goal-{goal}") for goal in goals)

    def _entry(self, key: str, params: Facts) -> str | None:
        known = catalogue(self.lang).get(key)
        if isinstance(known, dict):
            return str(known["one" if params.get("n") == 1 else "other"])
        return known

    def _counted(self, key: str, n: int) -> str:
        return (self._entry(key, {"n": n}) or f"{n}").replace("{n}", str(n))

    def _list(self, parts: Iterable[str]) -> str:
        *most, last = [part for part in parts if part] or [""]
        return f"{', '.join(most)} {'e' if self.lang == 'pt' else 'and'} {last}" if most else last

    def _params(self, facts: Facts) -> dict[str, Any]:
        told = {name: self._param(name, value, facts) for name, value in facts.items() if value is not None}
        return told | ({"n": facts["days"]} if "days" in facts else {})

    def _param(self, name: str, value: Any, facts: Facts) -> Any:
        """A fact the way a sentence takes it; most are taken as they are."""
        if name in CONCEPTS:
            value = self._list(self.names.get(one, "…") for one in ([value] if isinstance(value, str) else value))
        elif name == "evidence":
            kinds = Counter(one["kind"] for one in value)
            value = self._list(self._counted(f"evidence.{kind}", n) for kind, n in kinds.items())
        elif name in CENTS and "unit" in facts:
            value = self._amount(value, str(facts["unit"]))
        elif name in {"level", "asked_level"} and isinstance(value, int):
            value = self.word("level", str(value))
        else:
            value = self._plain(name, value)
        return value

    def _plain(self, name: str, value: Any) -> Any:
        if name in KILOMETRES:
            return f"{value:.0f} km"
        if name == "share":
            return f"{value * 100:.0f} %"
        if name == "months":
            return self.months(value)
        if name == "importance":
            return self.word("importance", value).lower()
        return value

    def _amount(self, cents: int, unit: str) -> str:
        currency, _, period = unit.partition("/")
        whole = f"{cents / 100:,.0f}".replace(",", " " if self.lang == "pt" else ",")
        return (self._entry(f"pay.{period}", {}) or "{amount}").replace("{amount}", f"{whole} {currency}")


def _is_filled(text: str, params: Facts) -> bool:
    return all(gap in params for gap in GAP.findall(text))
