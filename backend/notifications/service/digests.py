"""The letter of what is new in the searches that a person keeps: the same said twice, as text and as HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.alerts.models import Listing
from backend.alerts.schemas import NewsItem, SearchNews
from backend.alerts.service.showing import Opened
from backend.alerts.tokens import stopping
from backend.core import mail
from backend.core.site import get_site
from backend.matches.telling.wording import CONCEPTS, Teller
from backend.notifications.service import sheets
from backend.notifications.words import words
from backend.settings import settings
from backend.taxonomy import queries as taxonomy

PHRASES = (
    *("subject-one", "subject-many", "hello", "because", "more", "see", "pause", "unreadable", "not-yours"),
    *("why", "stop", "change"),
)
"""What the catalogues of letters say under `digest.`."""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter before it is put into an envelope."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]


def send(db: Session, account: Account, digest_id: UUID, opened: Opened) -> None:
    """Put it into the outbox; the same digest is written once."""
    written = word(
        opened,
        name=account.name,
        lang=account.lang,
        site=get_site(db).name,
        teller=Teller(account.lang, _names(db, opened.searches, account.lang)),
    )
    mail.write(
        db,
        key=f"digest:{digest_id.hex}",
        to=account.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        headers=written.headers,
    )


def word(opened: Opened, *, name: str, lang: str, site: str, teller: Teller) -> Written:
    """The whole letter in one language."""
    return _Letter(opened, name, lang, site, teller).written()


def _names(db: Session, searches: Iterable[SearchNews], lang: str) -> dict[str, str]:
    """What the concepts are called that the reasons speak of."""
    said = [why.facts.get(fact) for one in searches for item in one.items for why in item.why for fact in CONCEPTS]
    named = [one for value in said for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
    ids = {one for text in named if (one := _uuid(text)) is not None}
    return {str(one): label for one, label in taxonomy.labels_of(db, ids, lang).items()}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _line(text: str) -> str:
    """What people typed is one line here."""
    return " ".join(text.split())


class _Letter:
    def __init__(self, opened: Opened, name: str, lang: str, site: str, teller: Teller) -> None:
        self.opened, self.lang, self.teller = opened, lang, teller
        self.known = {"name": _line(name), "site": site}
        self.home = settings().public_url.rstrip("/")

    def written(self) -> Written:
        count = sum(len(one.items) for one in self.opened.searches)
        first = next((item.title for one in self.opened.searches for item in one.items), "")
        subject = self._say("subject-one" if count == 1 else "subject-many", n=str(count), title=first)
        if not count:
            subject = self._say("unreadable", search=self.opened.searches[0].name)
        stop = self._stopping(self.opened.rhythm_id)
        headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        return Written(subject[:300], "\n".join(self._text(stop)), self._html(subject, stop), headers)

    def _text(self, stop: str) -> Iterator[str]:
        yield self._say("hello") + "\n"
        for search in self.opened.searches:
            yield f"== {_line(search.name)} ==\n"
            for item in search.items:
                yield f"* {_line(item.title)}"
                yield from (f"  {line}" for line in (self._facts(item), *self._reasons(item, search)) if line)
                yield f"  {self.home}{item.page}\n"
            yield from (f"{line}\n" for line in self._notes(search))
            yield f"{self._say('see')}: {self.home}{search.page}"
            yield f"{self._say('pause')}: {self._stopping(search.alert_id)}\n"
        yield f"-- \n{self._say('why')}\n{self._say('change')}: {self.home}/alerts\n{self._say('stop')}: {stop}\n"

    def _html(self, subject: str, stop: str) -> str:
        blocks = [sheets.headline(subject), sheets.paragraph(self._say("hello"))]
        for search in self.opened.searches:
            blocks.append(sheets.heading(_line(search.name)))
            blocks += [
                sheets.entry(
                    _line(item.title),
                    self.home + item.page,
                    self._facts(item),
                    self._reasons(item, search),
                    lang=item.lang or self.lang,
                )
                for item in search.items
            ]
            blocks += [sheets.paragraph(note) for note in self._notes(search)]
            blocks.append(sheets.link(self._say("see"), self.home + search.page))
            blocks.append(sheets.link(self._say("pause"), self._stopping(search.alert_id)))
        blocks.append(sheets.heading(self.known["site"]))
        blocks.append(sheets.paragraph(self._say("why"), is_soft=True))
        blocks.append(sheets.link(self._say("change"), f"{self.home}/alerts"))
        blocks.append(sheets.link(self._say("stop"), stop))
        return sheets.sheet(self.lang, subject, *blocks)

    def _facts(self, item: NewsItem) -> str:
        return " · ".join(_line(one) for one in (item.by, item.place) if one)

    def _reasons(self, item: NewsItem, search: SearchNews) -> list[str]:
        is_about_people = search.listing == Listing.CANDIDATES
        told = [self.teller.reason(why.code, why.facts, of_others=is_about_people) for why in item.why]
        return [_line(one[:1].upper() + one[1:]) for one in told if one] or [self._say("because", search=search.name)]

    def _notes(self, search: SearchNews) -> list[str]:
        notes = [self._say("more", n=str(search.more))] if search.more else []
        if search.state == "unreadable":
            notes.append(self._say("unreadable", search=search.name))
        if search.state == "not_yours":
            notes.append(self._say("not-yours", search=search.name))
        return notes

    def _stopping(self, row_id: UUID) -> str:
        return f"{self.home}/unsubscribe/{stopping(settings().secret_key.get_secret_value(), row_id)}"

    def _say(self, phrase: str, **facts: str) -> str:
        told = self.known | {name: _line(fact) for name, fact in facts.items()}
        return words(self.lang)[f"digest.{phrase}"].format(**told)
