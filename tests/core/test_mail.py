"""Mail through a real SMTP server: sent once, kept while the server is away, forgotten when it is gone."""

import os
import ssl
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
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


def test_a_letter_may_say_it_twice_and_have_headers_of_its_own(app, db, config, mailbox):
    """As plain text and as HTML, the better one last; an address longer than a line of mail arrives whole."""
    way_out = f"<https://viveiro.example/{'x' * 120}>"
    ask(db, html="<p>Até já — à uma.</p>", headers={"List-Unsubscribe": way_out})
    ask(db, key="plain")
    config = config.model_copy(update={"mail_url": mailbox.url})
    assert send_due(app.state.engine, config) == 2

    rich, plain = (message_from_bytes(got.content, policy=default) for got in mailbox.got)
    assert [part.get_content_type() for part in rich.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert [part.get_content().strip() for part in rich.iter_parts()] == ["Até já — à uma.", "<p>Até já — à uma.</p>"]
    assert rich["List-Unsubscribe"] == way_out
    assert (plain.get_content_type(), plain["List-Unsubscribe"]) == ("text/plain", None)


def test_what_was_sent_is_forgotten(app, db, config, mailbox):
    ask(db, html="<p>x</p>", headers={"List-Unsubscribe": "<https://viveiro.example/secret>"})
    send_due(app.state.engine, config.model_copy(update={"mail_url": mailbox.url}))

    letter = db.scalars(select(Letter)).one()
    kept = (letter.to, letter.text, letter.html, letter.headers, letter.due_at)
    assert kept == ("", "", None, {}, None)
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


class Refusing(Mailbox):
    """A server that is slow to say no."""

    def __init__(self, answer):
        super().__init__()
        self.answer = answer
        self.asked = []

    async def handle_RCPT(self, _server, _session, _envelope, address, _options):  # noqa: N802  aiosmtpd's name
        self.asked.append(address)
        return self.answer


@contextmanager
def serving(box, **options):
    server = Controller(box, hostname="127.0.0.1", port=free_port(), **options)
    server.start()
    try:
        yield f"127.0.0.1:{server.port}"
    finally:
        server.stop()


def test_a_server_in_trouble_keeps_the_worker_from_nothing_else(app, db, config):
    for key in "abc":
        ask(db, key)
    with serving(box := Refusing("451 not now")) as address:
        assert send_due(app.state.engine, config.model_copy(update={"mail_url": f"smtp://{address}"})) == 1
    assert len(box.asked) == 1
    waiting = db.scalars(select(Letter).order_by(Letter.due_at)).all()
    assert [letter.attempts for letter in waiting] == [0, 0, 1]  # the others were not even leased


def test_a_mailbox_that_does_not_exist_is_not_asked_again(app, db, config):
    ask(db)
    with serving(Refusing("550 nobody of that name")) as address:
        send_due(app.state.engine, config.model_copy(update={"mail_url": f"smtp://{address}"}))
    letter = db.scalars(select(Letter)).one()
    assert (letter.attempts, letter.due_at, letter.error) == (1, None, "SMTPRecipientsRefused")


def test_a_letter_that_kills_every_worker_is_left_alone(app, db, config, mailbox):
    ask(db)
    db.execute(update(Letter).values(attempts=mail.AT_MOST))
    db.commit()
    assert send_due(app.state.engine, config.model_copy(update={"mail_url": mailbox.url})) == 0
    letter = db.scalars(select(Letter)).one()
    assert (letter.due_at, letter.error, letter.to) == (None, "its worker died", "rita@example.org")


def test_two_workers_and_a_slow_server_send_each_letter_once(app, db, config, mailbox):
    for key in "abcdef":
        ask(db, key)
    config = config.model_copy(update={"mail_url": mailbox.url})
    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(lambda _: send_due(app.state.engine, config), range(2))) == 6
    assert len(mailbox.got) == len({envelope.content for envelope in mailbox.got}) == 6


def test_a_full_disk_leaves_no_half_letter(app, db, config, tmp_path, monkeypatch):
    ask(db)
    config = config.model_copy(update={"mail_url": f"file:{tmp_path}/out"})

    def full(path, content):
        path.touch()
        os.write(os.open("/dev/full", os.O_WRONLY), content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        send_due(app.state.engine, config)
    assert list((tmp_path / "out").iterdir()) == []
    assert db.scalars(select(Letter)).one().error == "OSError"
    db.execute(update(Letter).values(due_at=now()))
    db.commit()
    send_due(app.state.engine, config)
    assert [file.suffix for file in (tmp_path / "out").iterdir()] == [".eml"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """One that nobody vouches for, for 127.0.0.1."""
    file = tmp_path_factory.mktemp("tls") / "self.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=here",
    ]
    subject = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", f"{file}", "-out", f"{file}.crt"]
    subprocess.run([*command, *subject], check=True, capture_output=True)
    file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
    return file


def test_a_server_that_can_encrypt_is_spoken_to_in_private(app, db, config, certificate):
    ask(db)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    with serving(box := Mailbox(), tls_context=tls, require_starttls=True) as address:
        send_due(app.state.engine, config.model_copy(update={"mail_url": f"smtp://{address}"}))
    assert len(box.got) == 1


@pytest.mark.parametrize(("is_trusted", "encrypts"), [(True, True), (False, True), (False, False)])
def test_the_password_goes_to_the_server_we_know_and_to_no_other(
    app, db, config, certificate, monkeypatch, is_trusted, encrypts
):
    given = []

    def know(_server, _session, _envelope, _mechanism, data):
        given.append(data.password)
        return AuthResult(success=True)

    tls = None
    if encrypts:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    monkeypatch.setattr(mail, "OURSELVES", frozenset())
    ask(db)
    options = {"tls_context": tls, "authenticator": know, "auth_require_tls": encrypts}
    with serving(box := Mailbox(), **options) as address:
        send_due(app.state.engine, config.model_copy(update={"mail_url": f"smtp://us:secret@{address}"}))
    assert given == ([b"secret"] if is_trusted else [])
    assert len(box.got) == len(given)


def test_a_name_with_a_line_break_cannot_add_headers(app, db, config, mailbox):
    write(db, key="k", to="rita@example.org", subject="Hello\r\nBcc: everybody@example.org", text="x")
    db.commit()

    send_due(app.state.engine, config.model_copy(update={"mail_url": mailbox.url}))

    assert mailbox.got == []
    assert db.scalars(select(Letter)).one().error


def test_smtps_and_credentials_are_understood():
    post = mail.Smtp("smtp://user%40x:p%2Fw@mail.example:587")
    assert (post.address.hostname, post.address.port) == ("mail.example", 587)
