"""The first HTML of a page: what previews, search engines and readers without scripts get."""

import json
import re
from datetime import timedelta

import pytest

from backend.core.model import now
from backend.opportunities.models import OpportunityStatus


def linked_data(html: str) -> list[dict]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return [json.loads(text) for text in found]


@pytest.fixture
def posting(make):
    return make.opportunity(
        title="Sound designer",
        description="First <b>paragraph</b>.\n\nSecond & last.",
        pay_basis="range",
        pay_min=1_180_00,
        pay_max=1_320_00,
        pay_period="month",
        deadline_at=now() + timedelta(days=20),
        hours_min=35,
        hours_max=40,
        remote_share=100,
        education_level=6,
    )


def test_an_open_job_is_a_complete_job_posting(client, posting):
    (job,) = linked_data(client.get(f"/opportunities/{posting.id}").text)

    # Required by Google's structured-data rules for job postings, then recommended.
    assert {"title", "description", "datePosted", "hiringOrganization", "jobLocation"} <= job.keys()
    assert {"validThrough", "employmentType", "baseSalary", "identifier", "directApply"} <= job.keys()
    assert job["@type"] == "JobPosting"
    assert job["description"].endswith("<p>First &lt;b&gt;paragraph&lt;/b&gt;.</p><p>Second &amp; last.</p>")
    assert job["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "unitText": "MONTH", "minValue": 1180.0, "maxValue": 1320.0,
    }  # fmt: skip
    assert job["jobLocationType"] == "TELECOMMUTE"
    assert job["applicantLocationRequirements"] == {"@type": "Country", "name": "PT"}
    assert job["employmentType"] == ["FULL_TIME"]
    assert job["jobLocation"]["address"]["addressCountry"] == "PT"
    assert job["hiringOrganization"]["@id"].endswith(str(posting.organisation_id))


def test_the_preview_is_in_the_first_html(client, posting):
    html = client.get(f"/opportunities/{posting.id}").text

    assert f'<meta property="og:title" content="Sound designer' in html
    assert f'<link rel="canonical" href="http://testserver/opportunities/{posting.id}" />' in html
    assert "noindex" not in html


@pytest.mark.parametrize("status", [OpportunityStatus.DRAFT, OpportunityStatus.IN_REVIEW])
def test_what_is_not_public_has_no_page(client, make, status):
    hidden = make.opportunity(status=status)

    reply = client.get(f"/opportunities/{hidden.id}")

    assert reply.status_code == 404
    assert hidden.title not in reply.text
    assert "noindex" in reply.text


def test_what_people_type_cannot_leave_its_place(client, make):
    evil = make.opportunity(title="</script><script>alert(1)</script>", summary='"><img src=x onerror=alert(1)>')

    html = client.get(f"/opportunities/{evil.id}").text

    assert "<script>alert" not in html
    assert "<img" not in html
    assert linked_data(html)[0]["title"] == evil.title


def test_an_organisation_is_linked_data_too(client, make):
    row = make.organisation(name="Oficina do Vento", website="https://vento.example", kind="municipality")

    (thing,) = linked_data(client.get(f"/organisations/{row.id}").text)

    assert (thing["@type"], thing["name"], thing["sameAs"]) == (
        "GovernmentOrganization", "Oficina do Vento", "https://vento.example",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/opportunities", 200), ("/today", 200), ("/nothing-here", 404), ("/opportunities/nonsense", 404)],
)
def test_each_address_has_its_status(client, path, status):
    assert client.get(path).status_code == client.head(path).status_code == status


def test_the_language_of_the_document_can_be_asked_for(client):
    assert '<html lang="pt">' in client.get("/?lang=pt").text or "not built" in client.get("/").text


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/..%2fpyproject.toml", "/.env", "/%2e%2e/settings.py"])
def test_no_other_file_is_served(client, path):
    reply = client.get(path)
    assert reply.status_code == 404
    assert (
        "viveiro" not in reply.text.lower().replace("<title>viveiro", "").split("<body")[0]
        or "[project]" not in reply.text
    )


def test_feeds_hold_what_is_open_newest_first(client, make):
    old = make.opportunity(title="Old one", opened_at=now() - timedelta(days=9))
    new = make.opportunity(title="New one", opened_at=now() - timedelta(days=1))
    make.opportunity(title="Hidden one", status=OpportunityStatus.DRAFT)

    feed = client.get("/feeds/opportunities.json")
    rss = client.get("/feeds/opportunities.rss")

    assert [item["id"] for item in feed.json()["items"]] == [str(new.id), str(old.id)]
    assert feed.headers["content-type"].startswith("application/feed+json")
    assert rss.text.index("New one") < rss.text.index("Old one")
    assert "Hidden one" not in rss.text + feed.text


def test_the_sitemap_lists_public_pages_only(client, make):
    public, hidden = make.opportunity(), make.opportunity(status=OpportunityStatus.DRAFT)

    document = client.get("/sitemap.xml").text

    assert f"http://testserver/opportunities/{public.id}" in document
    assert str(hidden.id) not in document
    assert "http://testserver/mentors" in document


def test_a_feed_takes_as_many_queries_for_three_as_for_one(client, make, count_queries):
    make.opportunity()
    one = count_queries(lambda: client.get("/feeds/opportunities.rss"))
    make.opportunity(), make.opportunity()
    assert count_queries(lambda: client.get("/feeds/opportunities.rss")) == one
