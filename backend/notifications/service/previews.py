"""How our letters look, for those who work on them: every kind with sample facts, and what was sent to a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import escape
from pathlib import Path
from uuid import UUID

from backend.alerts.models import Listing
from backend.alerts.schemas import NewsItem, SearchNews
from backend.alerts.service.showing import Opened
from backend.core.model import now
from backend.matches.schemas.told import Told
from backend.matches.telling.wording import GAP, Teller
from backend.notifications.service import digests
from backend.notifications.words import LANGUAGES, words
from backend.settings import Settings

SAMPLES = {
    "site": "Viveiro",
    "name": "Marta Vale",
    "inviter": "Rui Sá",
    "organisation": "Oficina do Vento",
    "title": "Animação para um filme de raposas",
    "days": "14",
    "waiting": "3",
    "why": "(the reason, in its own words)",
    "note": "(what the staff wrote)",
}
"""Facts that a letter may have; one that is not here is shown by its own name."""

LATEST = 20
ONE, TWO = UUID(int=1), UUID(int=2)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The letters' own: their styles are inline, and nothing runs or is fetched."""

STYLE = (
    "body{font:16px/1.5 system-ui;margin:2rem;color-scheme:light dark}section{border-top:1px solid;padding:1rem 0}"
    ".both{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr))}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0}"
    "iframe{inline-size:100%;block-size:44rem;border:1px solid}"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A letter as it is shown here."""

    title: str
    lang: str
    subject: str
    text: str
    html: str | None = None


def gallery(config: Settings) -> str:
    """The whole page."""
    kinds = "".join(_section(one) for one in samples(config))
    sent = "".join(_section(one) for one in outbox(config)) or "<p>Nothing was sent to a folder yet.</p>"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Letters</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>'
        f"<body><main><h1>Letters</h1><h2>Every kind</h2>{kinds}<h2>Sent</h2>{sent}</main></body></html>"
    )


def samples(config: Settings) -> Iterator[Seen]:
    """Every kind of letter in every language, with sample facts."""
    facts = SAMPLES | {"home": config.public_url, "link": f"{config.public_url}/link"}
    kinds = [key.removesuffix(".text") for key in words(LANGUAGES[0]) if key.endswith(".text")]
    for kind in kinds:
        for lang in LANGUAGES:
            say = words(lang)
            yield Seen(kind, lang, _filled(say[f"{kind}.subject"], facts), _filled(say[f"{kind}.text"], facts))
    for lang in LANGUAGES:
        written = digests.word(
            _digest(), name=SAMPLES["name"], lang=lang, site=SAMPLES["site"], teller=Teller(lang, {str(ONE): "Blender"})
        )
        yield Seen("digest", lang, written.subject, written.text, written.html)


def outbox(config: Settings) -> Iterator[Seen]:
    """The latest of what the folder holds, where letters go into one."""
    if not config.mail_url.startswith("file:"):
        return
    for path in sorted(Path(config.mail_url.removeprefix("file:")).glob("*.eml"), reverse=True)[:LATEST]:
        letter = message_from_bytes(path.read_bytes(), EmailMessage, policy=default)
        plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
        yield Seen(
            path.stem,
            "",
            str(letter["Subject"]),
            plain.get_content() if plain else "",
            html.get_content() if html else None,
        )


def _digest() -> Opened:
    why = [Told(code="skills.covered", facts={"concept": str(ONE), "importance": "must"})]
    items = [
        NewsItem(thing_id=one, came_at=now(), why=said, title=title, by=by, place=place, lang="pt", page=f"/{one}")
        for one, said, title, by, place in (
            (ONE, why, SAMPLES["title"], SAMPLES["organisation"], "Braga"),
            (TWO, [], "Estágio em cerâmica", "Olaria do Rio", "Barcelos"),
        )
    ]
    jobs = SearchNews(
        alert_id=ONE, name="Animação", listing=Listing.OPPORTUNITIES, page="/o", items=items, more=2, state="ok"
    )
    lost = jobs.model_copy(update={"name": "Cor azul", "items": [], "more": 0, "state": "unreadable"})
    return Opened(ONE, TWO, [jobs, lost])


def _filled(text: str, facts: dict[str, str]) -> str:
    return GAP.sub(lambda gap: facts.get(gap[1], f"[{gap[1]}]"), text)


def _section(seen: Seen) -> str:
    frame = (
        f'<iframe sandbox title="{escape(seen.title)} {seen.lang}" srcdoc="{escape(seen.html)}"></iframe>'
        if seen.html
        else ""
    )
    lang = f' lang="{seen.lang}"' if seen.lang else ""
    return (
        f"<section{lang}><h3>{escape(seen.title)} {seen.lang}</h3><p><b>{escape(seen.subject)}</b></p>"
        f'<div class="both"><pre>{escape(seen.text)}</pre>{frame}</div></section>'
    )
