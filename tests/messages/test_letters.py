"""One letter for a conversation in which something waits, and none for what was read in between."""

from datetime import timedelta

from backend.core.mail import Letter
from backend.core.model import now
from backend.messages.models import Reading


def later(db, hours=0):
    """As if that much time had passed for the letters and the marks."""
    past = timedelta(minutes=5, hours=hours)
    for letter in db.query(Letter).filter(Letter.sent_at.is_(None)):
        letter.due_at = now() - timedelta(seconds=1)
    for mark in db.query(Reading).filter(Reading.told_at.is_not(None)):
        mark.told_at -= past
    db.commit()


def about(mails, who):
    return [one for one in mails if one["To"] == who]


def test_several_messages_make_one_letter_which_quotes_none(talk, inbox, db, make):
    email = make.email_of(talk.application)
    for words in ("Secret words", "More of them"):
        talk.send(talk.team, words)
    assert about(inbox(), email) == []  # they may be reading it just now
    later(db)
    (letter,) = about(inbox(), email)
    organisation = make.organisation_of(talk.application).name
    assert letter["Subject"] == f"{organisation} wrote to you about “{talk.opportunity.title}”"
    assert f"/messages/application/{talk.application.id}" in letter.get_content()
    assert "Secret" not in letter.get_content()
    talk.send(talk.team, "A third")
    later(db)
    assert len(about(inbox(), email)) == 1
    later(db, hours=25)
    talk.send(talk.team, "A fourth, the next day")
    inbox()
    later(db)
    assert len(about(inbox(), email)) == 2


def test_who_reads_in_between_gets_no_letter(talk, inbox, db, make):
    talk.send(talk.person)
    talk.send(talk.team)
    inbox()
    assert db.query(Letter).filter(Letter.key.like("%wrote%") | Letter.key.like("message%")).count() == 2
    db.rollback()
    talk.read(talk.person, 2)
    later(db)
    assert about(inbox(), make.email_of(talk.application)) == []
    (other,) = about(inbox(), talk.owner.email)  # the control: the other side did not read
    assert "Rita" not in other.as_string()
    until = talk.application.reply_by_at
    assert f"due by {until:%Y-%m-%d}" in other.get_content().replace("\n", " ")


def test_after_reading_the_next_message_is_told_once_the_quiet_hour_is_over(talk, inbox, db, make):
    email = make.email_of(talk.application)
    talk.send(talk.team)
    inbox()
    later(db)
    assert len(about(inbox(), email)) == 1
    talk.read(talk.person, 1)
    talk.send(talk.team)
    inbox()
    waiting = db.query(Letter).filter(Letter.to == email, Letter.sent_at.is_(None)).one()
    assert timedelta(minutes=50) < waiting.due_at - now() < timedelta(minutes=61)
    db.rollback()
