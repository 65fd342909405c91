"""What pages say of themselves to search engines: complete by their rules, and nothing about people who did not agree."""

import re
from datetime import date, datetime, timedelta

import pytest

from backend.core.model import now
from backend.mentoring.models import MentorStatus
from backend.opportunities.models import OpportunityStatus
from backend.organisations.models import OrganisationStatus
from backend.profiles.models import Audience, ProfileStatus
from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import BRAGANCA, PORTO
from tests.pages.html import is_indexed, linked_data, title

EMPLOYMENT = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}
CREDENTIALS = {
    "high school",
    "associate degree",
    "bachelor degree",
    "postgraduate degree",
    "professional certificate",
}


def check_job_posting(job):
    """Google's rules for `JobPosting`: what it requires, and the form of what it recommends, where it is there."""
    assert job["@context"] == "https://schema.org"
    assert job["@type"] == "JobPosting"
    assert job["title"]
    assert not re.search(r"[<>]", job["title"])
    assert job["description"].startswith("<p>")
    assert job["description"] != job["title"]
    date.fromisoformat(job["datePosted"])
    assert job["hiringOrganization"]["name"]
    check_job_place(job)
    assert datetime.fromisoformat(job["validThrough"]).tzinfo is not None
    assert set(job["employmentType"]) <= EMPLOYMENT
    assert job["identifier"].keys() == {"@type", "name", "value"}
    assert "inLanguage" not in job  # a property of creative works, which a posting is not
    assert job.get("jobStartDate", "9999") >= now().date().isoformat()
    if "baseSalary" in job:
        check_salary(job["baseSalary"])
    if "educationRequirements" in job:
        assert job["educationRequirements"]["@type"] == "EducationalOccupationalCredential"
        assert job["educationRequirements"]["credentialCategory"] in CREDENTIALS
    assert None not in job.values()


def check_job_place(job):
    """A place with a country; from afar, the country whose people may apply as well."""
    address = job["jobLocation"]["address"]
    assert job["jobLocation"]["@type"] == "Place"
    assert re.fullmatch("[A-Z]{2}", address["addressCountry"])
    assert {"addressLocality", "addressRegion"} <= address.keys()
    if "jobLocationType" in job:
        assert job["jobLocationType"] == "TELECOMMUTE"
        assert job["applicantLocationRequirements"].keys() == {"@type", "name"}


def check_salary(salary):
    assert salary["@type"] == "MonetaryAmount"
    assert re.fullmatch("[A-Z]{3}", salary["currency"])
    value = salary["value"]
    assert value["@type"] == "QuantitativeValue"
    assert value["unitText"] in {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}
    assert 0 < value["minValue"] <= value["maxValue"]


def only(client, path):
    (thing,) = linked_data(client.get(path).text)
    return thing


@pytest.fixture
def posting(make):
    return make.opportunity(
        title="Sound designer",
        description="First <b>paragraph</b>.\r\n \r\nSecond & last:\n- a list,\n- kept.",
        pay_min=1_180_00,
        pay_max=1_320_00,
        hours_min=35,
        hours_max=40,
        remote_share=100,
        education_level=6,
        opened_at=datetime.fromisoformat("2026-07-01T23:30:00+00:00"),
    )


def test_an_open_job_is_a_complete_job_posting(client, posting):
    job = only(client, f"/opportunities/{posting.id}")

    check_job_posting(job)
    assert job["datePosted"] == "2026-07-02"  # as the calendar in Lisbon says
    assert job["description"].endswith(
        "<p>First &lt;b&gt;paragraph&lt;/b&gt;.</p><p>Second &amp; last:<br>- a list,<br>- kept.</p>"
    )
    assert (job["baseSalary"]["value"]["minValue"], job["baseSalary"]["value"]["maxValue"]) == (1180.0, 1320.0)
    assert job["applicantLocationRequirements"] == {"@type": "Country", "name": "PT"}
    assert job["employmentType"] == ["FULL_TIME"]
    assert job["jobLocation"]["address"]["addressRegion"] == "Área Metropolitana do Porto"
    assert job["hiringOrganization"]["@id"].endswith(str(posting.organisation_id))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "internship", "hours_max": 20}, {"employmentType": ["INTERN", "PART_TIME"]}),
        ({"starts_on": date(2027, 1, 4), "ends_on": date(2027, 6, 30)}, {"employmentType": ["TEMPORARY"]}),
        ({}, {"employmentType": ["OTHER"]}),
        ({"starts_on": date(2019, 1, 1)}, {"jobStartDate": None}),
        ({"starts_on": date(2099, 1, 1)}, {"jobStartDate": "2099-01-01"}),
        ({"benefits": "Lunch together."}, {"jobBenefits": "Lunch together."}),
        ({"pay_basis": "agreement", "pay_min": None, "pay_max": None, "pay_period": None}, {"baseSalary": None}),
        ({"pay_period": "total"}, {"baseSalary": None}),
        ({"remote_share": 60}, {"jobLocationType": None, "applicantLocationRequirements": None}),
        ({"education_level": 2}, {"educationRequirements": None}),
        ({"apply_url": None}, {"directApply": True}),
        ({"apply_url": "https://attic.example/jobs/17"}, {"directApply": False}),
    ],
)
def test_every_form_of_a_job_keeps_to_the_rules(client, make, given, said):
    row = make.opportunity(**given)

    job = only(client, f"/opportunities/{row.id}")

    check_job_posting(job)
    assert {name: job.get(name) for name in said} == said


@pytest.mark.parametrize(
    "given",
    [
        {"status": OpportunityStatus.FILLED},
        {"status": OpportunityStatus.PAUSED},
        {"deadline_at": now() - timedelta(minutes=1)},
    ],
)
def test_what_is_over_is_not_advertised_any_more(client, make, given):
    row = make.opportunity(**given)

    html = client.get(f"/opportunities/{row.id}").text

    assert linked_data(html) == []
    assert not is_indexed(html)


@pytest.mark.parametrize("kind", ["project", "residency", "cofounder"])
def test_only_jobs_and_internships_are_job_postings(client, make, kind):
    row = make.opportunity(kind=kind)
    html = client.get(f"/opportunities/{row.id}").text
    assert linked_data(html) == []
    assert is_indexed(html)


def test_an_organisation_says_what_and_where_it_is(client, make):
    row = make.organisation(
        name="Oficina do Vento", website="https://vento.example", kind="municipality",
        address="Rua da Sé 1", lat=41.8, lon=-6.75, municipality_id=BRAGANCA, founded_year=1998,
    )  # fmt: skip

    thing = only(client, f"/organisations/{row.id}")

    assert (thing["@type"], thing["name"], thing["sameAs"]) == (
        "GovernmentOrganization", "Oficina do Vento", "https://vento.example",
    )  # fmt: skip
    assert thing["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Rua da Sé 1",
        "addressLocality": "Bragança",
        "addressRegion": "Terras de Trás-os-Montes",
        "addressCountry": "PT",
    }
    assert thing["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 41.8, "longitude": -6.75}
    assert thing["foundingDate"] == "1998"


def test_a_space_is_a_place_with_what_is_known_about_it(client, make):
    place = make.place(kind="theatre", name="Teatro do Rio")
    row = make.space(place_id=place.id, name="Black box", step_free=True, lift=False, seats=80, area_m2=120.5)

    thing = only(client, f"/spaces/{row.id}")

    assert thing["@type"] == "Place"
    assert thing["geo"] == {"@type": "GeoCoordinates", "latitude": 41.146, "longitude": -8.612}
    assert thing["address"]["streetAddress"] == "Rua das Flores 1"
    assert thing["amenityFeature"] == [
        {"@type": "LocationFeatureSpecification", "name": "sem degraus", "value": True},
        {"@type": "LocationFeatureSpecification", "name": "elevador", "value": False},
    ]
    assert (thing["maximumAttendeeCapacity"], thing["isAccessibleForFree"]) == (80, True)
    assert thing["additionalProperty"]["value"] == 120.5
    assert (thing["containedInPlace"]["@type"], thing["containedInPlace"]["name"]) == (
        "PerformingArtsTheater", "Teatro do Rio",
    )  # fmt: skip


def test_what_nobody_told_us_about_a_space_is_not_said(client, make):
    row = make.space(seats=None, price=None, price_period=None)
    thing = only(client, f"/spaces/{row.id}")
    assert not {"amenityFeature", "maximumAttendeeCapacity", "isAccessibleForFree", "additionalProperty"} & thing.keys()


def test_a_closed_space_is_not_advertised(client, make):
    html = client.get(f"/spaces/{make.space(status='closed').id}").text
    assert linked_data(html) == []
    assert not is_indexed(html)


def test_a_funding_call_is_a_grant_with_its_hours(client, make):
    row = make.funding_call(title="Estaleiro", amount_min=1_000_00, amount_max=20_000_00)

    thing = only(client, f"/funding-calls/{row.id}")

    assert thing["@type"] == "MonetaryGrant"
    assert thing["amount"] == {
        "@type": "MonetaryAmount", "currency": "EUR", "minValue": 1000.0, "maxValue": 20000.0,
    }  # fmt: skip
    assert thing["funder"]["@id"].endswith(str(row.organisation_id))
    apply = thing["potentialAction"]
    assert (apply["@type"], apply["target"]) == ("ApplyAction", "https://funder.example/call")
    assert datetime.fromisoformat(apply["startTime"]) < now() < datetime.fromisoformat(apply["endTime"])


def test_a_funder_who_is_not_here_is_named(client, make):
    row = make.funding_call(funder_name="Fundo do Atlântico", amount_min=None, amount_max=None, url=None)

    thing = only(client, f"/funding-calls/{row.id}")

    assert thing["funder"] == {"@type": "Organization", "name": "Fundo do Atlântico"}
    assert "amount" not in thing
    assert thing["potentialAction"]["target"] == thing["url"]


@pytest.mark.parametrize("given", [{"status": "closed"}, {"deadline_at": now() - timedelta(minutes=1)}])
def test_a_closed_funding_call_is_not_advertised(client, make, given):
    html = client.get(f"/funding-calls/{make.funding_call(**given).id}").text
    assert linked_data(html) == []
    assert not is_indexed(html)


def test_a_programme_tells_of_its_next_round(client, make):
    row = make.programme(title="Semente", remote_share=40, fee_amount=150_00)
    later = make.call(programme_id=row.id, deadline_at=now() + timedelta(days=90))
    soon = make.call(programme_id=row.id, deadline_at=datetime.fromisoformat("2099-06-30T23:30:00+00:00"), places=7)
    later.deadline_at = datetime.fromisoformat("2099-12-31T12:00:00+00:00")
    make.db.commit()

    thing = only(client, f"/programmes/{row.id}")

    assert thing["@type"] == "EducationalOccupationalProgram"
    assert thing["provider"]["@id"].endswith(str(row.organisation_id))
    assert thing["educationalProgramMode"] == "blended"
    assert thing["offers"] == {"@type": "Offer", "category": "paid", "price": 150.0, "priceCurrency": "EUR"}
    assert (thing["applicationDeadline"], thing["maximumEnrollment"]) == ("2099-07-01", soon.places)


def test_a_programme_between_two_rounds_has_no_dates(client, make):
    row = make.programme()
    make.call(programme_id=row.id, status="closed")
    assert "applicationDeadline" not in only(client, f"/programmes/{row.id}")


def test_a_call_has_a_page_of_its_own(client, make):
    row = make.call(title="Spring", ends_on=(now() + timedelta(days=150)).date())

    thing = only(client, f"/calls/{row.id}")

    assert thing["@type"] == "EducationalOccupationalProgram"
    assert thing["name"].startswith("Spring · Programme")
    assert {"applicationStartDate", "applicationDeadline", "startDate", "endDate", "maximumEnrollment"} <= thing.keys()


@pytest.mark.parametrize("path", ["programmes", "calls"])
def test_drafts_of_programmes_have_no_page(client, make, path):
    row = make.programme(status="draft") if path == "programmes" else make.call(status="draft")
    reply = client.get(f"/{path}/{row.id}")
    assert reply.status_code == 404
    assert row.title not in reply.text


def mentor(make, *, profile, **given):
    account = make.account(name="Rita Vale", email="rita.vale@example.org")
    if profile is not None:
        make.profile(account, **profile)
    return make.mentor(account=account, title="Listening well", **given)


def test_a_mentor_whom_everybody_may_see_is_a_person_without_contact(client, make):
    organisation = make.verified(name="Oficina do Som")
    row = mentor(make, profile={}, organisation_id=organisation.id, lang="en")

    html = client.get(f"/mentors/{row.id}").text
    (thing,) = linked_data(html)

    assert title(html).startswith("Rita Vale · Listening well")
    assert is_indexed(html)
    assert thing.keys() == {
        "@context", "@type", "@id", "name", "description", "url", "knowsAbout", "affiliation",
    }  # fmt: skip
    assert (thing["@type"], thing["affiliation"]["name"]) == ("Person", "Oficina do Som")
    assert thing["knowsAbout"] == ["3D modelling"]
    assert "rita.vale@example.org" not in html


@pytest.mark.parametrize(
    "profile",
    [
        pytest.param(None, id="no profile"),
        pytest.param({"status": ProfileStatus.PRIVATE}, id="private"),
        pytest.param({"audience": Audience.VERIFIED}, id="for verified organisations"),
    ],
)
def test_other_mentors_are_not_named_to_machines(client, make, profile):
    row = mentor(make, profile=profile)

    html = client.get(f"/mentors/{row.id}").text

    assert linked_data(html) == []
    assert not is_indexed(html)
    assert "Rita Vale" not in html
    assert title(html).startswith("Listening well")


def test_who_hides_from_one_organisation_is_not_named_either(client, make):
    account = make.account(name="Rita Vale")
    make.hidden(make.profile(account), make.organisation().id)
    row = make.mentor(account=account)
    assert "Rita Vale" not in client.get(f"/mentors/{row.id}").text


def test_a_mentor_who_pauses_is_not_advertised(client, make):
    html = client.get(f"/mentors/{mentor(make, profile={}, status=MentorStatus.PAUSED).id}").text
    assert linked_data(html) == []
    assert not is_indexed(html)


def test_a_suspended_organisation_lends_nobody_its_name(client, make):
    bad = make.organisation(status=OrganisationStatus.SUSPENDED, suspended_for="impostor")
    assert "affiliation" not in only(client, f"/mentors/{mentor(make, profile={}, organisation_id=bad.id).id}")


def test_a_page_takes_as_many_queries_for_much_as_for_little(client, make, count_queries):
    tools = [id_of("tool/blender"), id_of("tool/ableton-live")]
    programme, full = make.programme(), make.programme(organisation_id=make.verified(municipality_id=PORTO).id)
    for _ in range(3):
        make.call(programme_id=full.id)
    make.call(programme_id=programme.id)
    bare, rich = make.space(equipment_ids=tools[:1]), make.space(equipment_ids=tools, lift=True, step_free=True)

    for noun, little, much in (("programmes", programme, full), ("spaces", bare, rich)):
        few = count_queries(lambda noun=noun, it=little: client.get(f"/{noun}/{it.id}"))
        assert count_queries(lambda noun=noun, it=much: client.get(f"/{noun}/{it.id}")) == few
