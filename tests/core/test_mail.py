"""Mail through a real SMTP server: sent once, kept while the server is away, forgotten when it is gone."""

from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select, update

from backend.core import mail
from backend.core.db import writing
from backend.core.mail import Letter, send_due, write
from backend.core.model import now
from tests.tools.ports import free_port


class Mailbox:
    def __init__(self):
        self.got = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  aiosmtpd's name
        self.got.append(envelope)
        return "250 OK"


@pytest.fixture
def mailbox():
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    box.url = f"smtp://127.0.0.1:{server.port}"
    yield box
    server.stop()


def ask(db, key="k", **given):
    write(db, key=key, to="rita@example.org", subject="Olá, Rita", text="Até já — à uma.", **given)
    db.commit()


def test_a_letter_arrives_once(app, db, config, mailbox):
    config = config.model_copy(update={"mail_url": mailbox.url})
    ask(db), ask(db)

    assert (send_due(app.state.engine, config), send_due(app.state.engine, config)) == (1, 0)

    (got,) = mailbox.got
    assert got.rcpt_tos == ["rita@example.org"]
    assert b"Message-ID: <" in got.content


def test_what_was_sent_is_forgotten(app, db, config, mailbox):
    ask(db)
    send_due(app.state.engine, config.model_copy(update={"mail_url": mailbox.url}))

    letter = db.scalars(select(Letter)).one()
    assert (letter.to, letter.text, letter.html, letter.due_at) == ("", "", None, None)
    assert letter.sent_at is not None


def test_a_server_that_is_away_is_tried_again_later(app, db, config, mailbox):
    ask(db)
    away = config.model_copy(update={"mail_url": "smtp://127.0.0.1:9"})
    assert send_due(app.state.engine, away) == 1
    letter = db.scalars(select(Letter)).one()
    assert letter.due_at > now() + timedelta(seconds=30)
    assert letter.text

    db.execute(update(Letter).values(due_at=now()))
    db.commit()
    send_due(app.state.engine, config.model_copy(update={"mail_url": mailbox.url}))

    assert len(mailbox.got) == 1


def test_what_was_given_up_is_forgotten_in_a_month(app, db, config):
    """A mistyped address and its words stay no longer than somebody may look at them; what is still tried stays."""
    moment = now()
    given_up, tried = (Letter(key=key, to="rita@example.org", subject="s", text="t") for key in "ab")
    db.add_all([given_up, tried])
    db.commit()
    given_up.due_at = None
    db.commit()

    for before, kept in ((moment - timedelta(days=30), "rita@example.org"), (moment + timedelta(seconds=9), "")):
        with writing(app.state.engine) as worker:
            mail.forget_given_up(worker, before)
        db.refresh(given_up)
        db.refresh(tried)
        assert (given_up.to, tried.to) == (kept, "rita@example.org")
        db.rollback()


def test_a_name_with_a_line_break_cannot_add_headers(app, db, config, mailbox):
    write(db, key="k", to="rita@example.org", subject="Hello\r\nBcc: everybody@example.org", text="x")
    db.commit()

    send_due(app.state.engine, config.model_copy(update={"mail_url": mailbox.url}))

    assert mailbox.got == []
    assert db.scalars(select(Letter)).one().error


def test_smtps_and_credentials_are_understood():
    post = mail.Smtp("smtp://user%40x:p%2Fw@mail.example:587")
    assert (post.address.hostname, post.address.port) == ("mail.example", 587)
