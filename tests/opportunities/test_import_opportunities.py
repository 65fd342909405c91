"""Postings from elsewhere: read from a page, a feed or a table, compared line by line, taken over once."""

import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import process_time

import pytest

from backend.core.fetch import FetchTooSlow
from backend.opportunities import queries
from backend.opportunities.reading.job_posting import cents
from backend.opportunities.reading.markup import beginning, prose
from backend.opportunities.reading.source import read_postings
from backend.opportunities.service import imports
from backend.taxonomy.vocabulary import id_of

JOB = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "identifier": {"@type": "PropertyValue", "name": "Attic", "value": "a-17"},
    "title": "Motion &amp; sound designer",
    "description": "<p>You make <b>short films</b> move.</p><ul><li>Draw</li><li>Animate</li></ul><script>x()</script>",
    "datePosted": "2026-11-02",
    "validThrough": "2031-01-31",
    "employmentType": ["INTERN", "FULL_TIME"],
    "jobLocation": {"@type": "Place", "address": {"addressLocality": "Braga", "addressCountry": "PT"}},
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": 1200, "maxValue": "1.450,50", "unitText": "MONTH"},
    },
    "skills": "Blender, Something nobody has heard of",
    "jobStartDate": "2031-03-01",
    "totalJobOpenings": 2,
    "url": "https://attic.example/jobs/17",
}
TABLE = (
    "external_id;title;summary;description;kind;municipality;pay_min;pay_max;pay_period;deadline_at;apply_email;skills\n"
    't-1;Técnico/a de luz;"Luz para dois palcos; e para a rua.";Montar e operar.;job;Porto;1.200;1.400,50;month;'
    "2031-05-31;ola@attic.example;Blender; Ableton Live\n"
)


def page(*jobs):
    written = [json.dumps(job).replace("</", "<\\/") for job in jobs]
    scripts = "".join(f'<script type="application/ld+json">{text}</script>' for text in written)
    return f"<!doctype html><html><head>{scripts}</head><body>Jobs</body></html>"


def feed(*items):
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Jobs", "items": items})


@pytest.fixture
def attic(make):
    """A verified organisation, and the headers of its owner."""
    organisation = make.verified(name="Attic")
    return organisation, make.as_(make.member(organisation))


def send(client, attic, content, **more):
    files = {"file": ("jobs", content.encode())}
    url = f"/api/opportunities/imports/file-readings?organisation_id={attic[0].id}"
    return client.post(url, files=files, headers=more.get("headers", attic[1]))


def read(client, attic, content):
    reply = send(client, attic, content)
    assert reply.status_code == 200, reply.text
    return reply.json()


def take(client, attic, reading, only=None):
    """Take everything over, or these fields only."""
    items = [
        {
            "external_id": item["external_id"],
            "draft": item["draft"],
            "said": [line["field"] for line in item["lines"]],
            "take": [line["field"] for line in item["lines"] if only is None or line["field"] in only],
            "updated_at": item["updated_at"],
        }
        for item in reading["items"]
    ]
    draft = {"organisation_id": str(attic[0].id), "source": reading["source"], "items": items}
    reply = client.post("/api/opportunities/imports", json=draft, headers=attic[1])
    assert reply.status_code == 200, reply.text
    return reply.json()["items"]


def test_a_page_becomes_a_draft_that_says_what_the_page_says(client, attic):
    reading = read(client, attic, page({"@graph": [{"@type": "WebPage"}, JOB]}))

    (item,) = reading["items"]
    after = {line["field"]: line["after"] for line in item["lines"]}
    assert (item["external_id"], item["state"], item["opportunity_id"]) == ("a-17", "new", None)
    assert after["title"] == "Motion & sound designer"
    assert after["description"] == "You make short films move.\n\n– Draw\n– Animate"
    assert (after["kind"], after["capacity"], after["starts_on"]) == ("internship", 2, "2031-03-01")
    assert (after["pay_min"], after["pay_max"], after["pay_period"]) == (1_200_00, 1_450_50, "month")
    assert after["deadline_at"] == "2031-01-31T23:59:59Z"  # the end of that day in Lisbon
    assert reading["names"][after["municipality_id"]] == "Braga"
    assert [line["concept_id"] for line in after["requirements"]] == [str(id_of("tool/blender"))]
    assert [(one["field"], one["words"]) for one in item["left_out"]] == [
        ("requirements", "Something nobody has heard of")
    ]
    assert client.get("/api/opportunities?mine=true", headers=attic[1]).json()["total"] == 0  # nothing is kept yet

    (done,) = take(client, attic, reading)

    detail = client.get(f"/api/opportunities/{done['opportunity_id']}", headers=attic[1]).json()
    assert (done["outcome"], detail["status"], detail["opened_at"]) == ("added", "draft", None)
    assert (detail["title"], detail["apply_url"]) == ("Motion & sound designer", "https://attic.example/jobs/17")


def test_what_a_draft_needs_is_shown_even_where_the_source_says_nothing_of_it(client, attic):
    reading = read(client, attic, page(JOB | {"jobLocation": {"address": {"addressLocality": "Atlantis"}}}))

    (item,) = reading["items"]
    needed = {line["field"]: line["after"] for line in item["lines"] if line["is_needed"]}
    assert set(needed) == {"kind", "title", "summary", "lang", "municipality_id"}
    assert reading["names"][needed["municipality_id"]] == "Porto"  # where the organisation is
    assert ("municipality_id", "unknown_place") in [(one["field"], one["code"]) for one in item["left_out"]]


def test_importing_again_shows_only_what_the_source_has_changed(client, attic):
    (done,) = take(client, attic, read(client, attic, page(JOB)))
    url = f"/api/opportunities/{done['opportunity_id']}"
    client.patch(url, json={"title": "Our own words"}, headers=attic[1])

    (same,) = read(client, attic, page(JOB))["items"]
    changed = read(client, attic, page(JOB | {"title": "Motion designer", "totalJobOpenings": 3}))

    assert (same["state"], same["lines"]) == ("same", [])
    assert changed["items"][0]["state"] == "changed"
    assert {line["field"]: (line["before"], line["after"]) for line in changed["items"][0]["lines"]} == {
        "title": ("Our own words", "Motion designer"),
        "capacity": (2, 3),
    }
    (again,) = take(client, attic, changed, only={"capacity"})
    assert again == {"external_id": "a-17", "opportunity_id": done["opportunity_id"], "outcome": "changed"}
    now_here = client.get(url, headers=attic[1]).json()
    assert (now_here["title"], now_here["capacity"]) == ("Our own words", 3)
    # What was declined is not proposed again.
    assert (
        read(client, attic, page(JOB | {"title": "Motion designer", "totalJobOpenings": 3}))["items"][0]["state"]
        == "same"
    )
    assert client.get("/api/opportunities?mine=true", headers=attic[1]).json()["total"] == 1


def test_the_same_posting_sent_twice_is_taken_over_once(client, attic):
    reading = read(client, attic, page(JOB))

    outcomes = [take(client, attic, reading)[0]["outcome"] for _ in range(2)]

    assert outcomes == ["added", "unchanged"]
    assert client.get("/api/opportunities?mine=true", headers=attic[1]).json()["total"] == 1


def send_at_once(client, attic, times=6):
    """How often the same import was answered how, and what is here afterwards."""
    reading = read(client, attic, page(JOB))
    (item,) = reading["items"]
    fields = [line["field"] for line in item["lines"]]
    one = {"external_id": item["external_id"], "draft": item["draft"], "said": fields, "take": fields}
    draft = {"organisation_id": str(attic[0].id), "items": [one]}
    with ThreadPoolExecutor(times) as pool:
        replies = list(
            pool.map(
                lambda _: client.post("/api/opportunities/imports", json=draft, headers=attic[1]).status_code,
                range(times),
            )
        )
    return Counter(replies), client.get("/api/opportunities?mine=true", headers=attic[1]).json()["total"]


def test_nor_is_it_when_many_send_it_at_once(client, attic):
    assert send_at_once(client, attic) == ({200: 6}, 1)


def test_and_without_looking_first_the_database_refuses_the_others(client, attic, monkeypatch):
    monkeypatch.setattr(queries, "origins", lambda *_: {})
    assert send_at_once(client, attic) == ({200: 1, 409: 5}, 1)


def test_a_table_of_a_spreadsheet_is_read(client, attic):
    table = TABLE.replace("Blender; Ableton Live", '"Blender; Unity"')

    (item,) = read(client, attic, table)["items"]

    after = {line["field"]: line["after"] for line in item["lines"]}
    assert (item["external_id"], item["place"], after["pay_min"], after["pay_max"]) == ("t-1", 2, 1_200_00, 1_400_50)
    assert after["pay_basis"] == "range"
    assert after["deadline_at"] == "2031-05-31T22:59:59Z"
    assert len(after["requirements"]) == 2
    assert [finding["code"] for finding in item["findings"]] == ["deadline-far"]
    assert take(client, attic, read(client, attic, table))[0]["outcome"] == "added"


def test_a_feed_is_read_and_what_stands_here_already_is_named(client, make, attic):
    twin = make.opportunity(organisation_id=attic[0].id, municipality_id=attic[0].municipality_id, title="Set painter")
    items = feed(
        {"id": "1", "url": "https://attic.example/1", "title": "Set  painter", "content_text": "Paint a forest."},
        {"id": "2", "title": "With more", "content_html": "<p>Long enough.</p>", "_job_posting": JOB},
        {"id": "3", "content_text": "Nobody knows what this is about."},
    )

    first, second, third = read(client, attic, items)["items"]

    found = {finding["code"]: finding for finding in first["findings"]}
    assert found["possible-duplicate"]["facts"]["id"] == str(twin.id)
    assert found["pay-missing"]["refuses"]
    assert {"pay_min", "deadline_at"} <= {line["field"] for line in second["lines"]}
    assert (third["state"], third["draft"]) == ("faulty", None)
    assert [(one["field"], one["code"]) for one in third["left_out"]] == [("title", "missing")]


@pytest.mark.parametrize(
    ("content", "code", "pointers"),
    [
        ("", "opportunities.nothing-to-import", []),
        ("<html><p>Work with us!</p></html>", "opportunities.nothing-to-import", []),
        ('<script type="application/ld+json">{"@type": "Job</script>', "opportunities.nothing-to-import", []),
        ("[" * 100_000, "opportunities.import-unreadable", ["/file"]),
        ("{half", "opportunities.import-unreadable", ["/file"]),
        ("a\0b", "opportunities.import-unreadable", ["/file"]),
        ("external_id,title,salary\n", "opportunities.import-unreadable", ["/columns/salary"]),
        ("title\nx\n", "opportunities.import-unreadable", ["/columns/external_id"]),
        ("external_id,title\n1,A,B\n", "opportunities.import-unreadable", ["/lines/2"]),
        ('external_id,title\n1,"A\n', "opportunities.import-unreadable", ["/lines/2"]),
    ],
)
def test_what_cannot_be_read_says_where_and_keeps_nothing(client, attic, content, code, pointers):
    reply = send(client, attic, content)

    assert (reply.status_code, reply.json()["code"]) == (422, code)
    assert [error["pointer"] for error in reply.json()["errors"]] == pointers


@pytest.mark.parametrize("escaped", ["\\u0000", "\\ud83d"])
def test_what_no_database_keeps_is_left_out_wherever_it_stands(client, attic, escaped):
    job = JOB | dict.fromkeys(("title", "identifier", "skills"), "Ate@@lier")
    job |= {"jobLocation": {"address": {"addressLocality": "Por@@to"}}}
    items = read(client, attic, page(job).replace("@@", escaped))["items"]
    assert [(item["external_id"], item["draft"]["title"]) for item in items] == [("Atelier", "Atelier")]
    take(client, attic, {"items": items, "source": "page"})


def test_a_number_of_five_thousand_digits_is_a_problem_of_the_file_and_not_ours(client, attic):
    long = '{"@type": "JobPosting", "title": ' + "9" * 5_000 + "}"
    replies = [send(client, attic, text) for text in (long, f'<script type="application/ld+json">{long}</script>')]
    assert [reply.status_code for reply in replies] == [422, 422]


def test_what_is_wrong_in_one_posting_leaves_the_rest(client, attic):
    wrong = JOB | {"url": "ftp://x", "totalJobOpenings": "many", "jobLocation": "Atlantis", "inLanguage": "fr"}

    (item,) = read(client, attic, page(wrong))["items"]

    assert item["state"] == "new"
    assert {(one["field"], one["code"]) for one in item["left_out"]} >= {
        ("apply_url", "web_address"),
        ("capacity", "int_parsing"),
        ("municipality_id", "unknown_place"),
        ("lang", "literal_error"),
    }
    assert item["draft"]["municipality_id"] == str(attic[0].municipality_id)


def test_all_are_taken_over_or_none(client, attic):
    """A change to what is public has to pass the checks; the new one before it is then not kept either."""
    (done,) = take(client, attic, read(client, attic, page(JOB)))
    url = f"/api/opportunities/{done['opportunity_id']}"
    assert client.post(f"{url}/opening", headers=attic[1]).json()["status"] == "open"
    vague = JOB | {"description": "Salário competitivo."}
    reading = read(client, attic, page(JOB | {"identifier": "a-18", "title": "Another"}, vague))
    items = [
        {
            "external_id": item["external_id"],
            "draft": item["draft"],
            "said": [line["field"] for line in item["lines"]],
            "take": [line["field"] for line in item["lines"]],
        }
        for item in reading["items"]
    ]

    reply = client.post(
        "/api/opportunities/imports",
        json={"organisation_id": str(attic[0].id), "items": items},
        headers=attic[1],
    )

    assert (reply.status_code, reply.json()["code"]) == (422, "opportunities.not-ready")
    assert {error["pointer"] for error in reply.json()["errors"]} == {"/items/1/description", "/items/1/summary"}
    assert client.get("/api/opportunities?mine=true", headers=attic[1]).json()["total"] == 1


def test_only_those_who_write_for_it_make_us_read_anything(client, make, attic):
    for headers, status in ((make.as_(make.account()), 403), ({}, 401)):
        assert send(client, attic, page(JOB), headers=headers).status_code == status
        draft = {"organisation_id": str(attic[0].id), "url": "http://127.0.0.1:9/"}
        reply = client.post("/api/opportunities/imports/address-readings", json=draft, headers=headers)
        assert reply.status_code == status


def test_many_postings_ask_no_more_of_the_database_than_one(client, attic, count_queries):
    jobs = [JOB | {"identifier": f"b-{i}", "title": f"Post {i}"} for i in range(4)]
    take(client, attic, read(client, attic, page(*jobs[:2])))

    one = count_queries(lambda: read(client, attic, page(jobs[0])))
    four = count_queries(lambda: read(client, attic, page(*jobs)))

    assert one == four


@contextmanager
def site(content):
    """A site that really runs, with one page."""

    class Peer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_is_read_where_the_operator_vouches_for_a_place_of_our_own(client, app, config, attic):
    job = {name: value for name, value in JOB.items() if name not in {"identifier", "url"}}
    with site(page(job).encode()) as place:
        draft = {"organisation_id": str(attic[0].id), "url": f"http://{place}/jobs"}
        refused = client.post("/api/opportunities/imports/address-readings", json=draft, headers=attic[1])
        app.state.settings = config.model_copy(update={"fetch_from": place})
        reply = client.post("/api/opportunities/imports/address-readings", json=draft, headers=attic[1])

    assert (refused.status_code, refused.json()["code"]) == (422, "fetch-forbidden")
    (item,) = reply.json()["items"]
    assert item["external_id"] == item["draft"]["apply_url"] == f"http://{place}/jobs"


def test_who_reads_slow_sites_holds_up_nobody_but_the_next_reader(client, app, config, attic, monkeypatch):
    arrived, go_on = threading.Barrier(3), threading.Event()

    def slow(*_, **__):
        arrived.wait(10)
        go_on.wait(10)
        raise FetchTooSlow

    monkeypatch.setattr(imports, "fetch", slow)
    draft = {"organisation_id": str(attic[0].id), "url": "http://slow.example/"}

    def ask():
        return client.post("/api/opportunities/imports/address-readings", json=draft, headers=attic[1])

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(ask) for _ in range(2)]
        arrived.wait(10)
        third = ask()
        go_on.set()
        assert [reply.result().status_code for reply in waiting] == [422, 422]
    assert (third.status_code, third.json()["code"], third.headers["Retry-After"]) == (429, "too-many", "10")


@pytest.mark.parametrize("before", ["", "<p>whole</p>"])
@pytest.mark.parametrize("unit", ["<a", "<a<b ", '<a x="', "<a/", "<!--", "&a", "<p>", "<li"])
def test_reading_takes_time_as_the_text_is_long_whatever_is_written(unit, before):
    def spent(signs):
        start = process_time()
        prose(before + unit * (signs // len(unit)))
        return process_time() - start

    assert min(spent(40_000) for _ in range(3)) < 8 * min(spent(10_000) for _ in range(3)) + 0.01


@pytest.mark.parametrize(
    ("amount", "hundredths"),
    [
        (1200, 1_200_00),
        (12.5, 12_50),
        ("1.200", 1_200_00),
        ("1,200", 1_200_00),
        ("1 200,50 €", 1_200_50),
        ("1,234.5", 1_234_50),
        ("12.5", 12_50),
        ("competitive", None),
        ("-5", None),
        (None, None),
        ("1e9", None),
    ],
)
def test_amounts_as_people_write_them(amount, hundredths):
    assert cents(amount) == hundredths


def test_what_no_tag_ends_is_text():
    assert prose("<p>Films &amp; sound</p>of 3 <b and a & b") == "Films & sound\n\nof 3 <b and a & b"


def test_markup_becomes_paragraphs_and_never_more():
    assert prose("<p>One</p><p>Two<br>three</p>") == "One\n\nTwo\nthree"
    assert prose("&lt;p&gt;Escaped &amp;amp; twice&lt;/p&gt;") == "Escaped & twice"
    assert prose("Plain: 3 < 4 and a & b\n\n\n\nnext") == "Plain: 3 < 4 and a & b\n\nnext"
    assert prose("<script>alert(1)</script><b>bold</b>") == "bold"
    assert beginning("One sentence. " * 40, 100).endswith("sentence.")
    assert len(beginning("word " * 200, 280)) <= 280


def test_no_more_than_an_import_takes_and_each_id_once():
    jobs = [JOB | {"identifier": f"c-{i % 230}"} for i in range(400)]
    postings, left = read_postings(json.dumps(jobs).encode())
    assert (len(postings), left) == (200, 30)
