"""The checks are pure, so every case fits on one screen."""

import csv
import re
from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

import pytest

from backend.core.ids import new_id
from backend.core.model import now
from backend.core.terms import Period
from backend.core.text import fold
from backend.opportunities.lint import Circumstances, check
from backend.opportunities.lint.gender import gendered
from backend.opportunities.pay import MINIMUM_WAGES, minimum_wage, monthly
from backend.opportunities.schemas import OpportunityDraft, RequirementDraft

TODAY = now()
HERE = Circumstances(TODAY, MINIMUM_WAGES[-1])
GOOD = OpportunityDraft(
    organisation_id=UUID(int=1),
    kind="job",
    title="Sound technician",
    summary="Keep a theatre audible.",
    description="Two halls, forty evenings a year.",
    municipality_id=UUID(int=2),
    pay_basis="range",
    pay_min=1_200_00,
    pay_max=1_400_00,
    pay_period="month",
    deadline_at=TODAY + timedelta(days=20),
    zone="Europe/Lisbon",
    apply_url="https://attic.example/jobs",
    requirements=[RequirementDraft(concept_id=UUID(int=3))],
)


def codes(**given):
    draft = OpportunityDraft.model_validate(GOOD.model_dump() | given)
    return {finding.code.value: finding.refuses for finding in check(draft, HERE)}


def test_a_good_one_passes():
    assert codes() == {}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"description": ""}, "description-missing"),
        ({"deadline_at": None}, "deadline-missing"),
        ({"deadline_at": TODAY}, "deadline-past"),
        ({"pay_basis": None}, "pay-missing"),
        ({"pay_period": None}, "pay-incomplete"),
        ({"pay_max": None}, "pay-incomplete"),
        ({"pay_min": 0, "pay_max": 0}, "pay-incomplete"),
        ({"pay_min": 1_500_00}, "pay-order"),
        ({"pay_basis": "agreement"}, "pay-reference-missing"),
        ({"pay_basis": "unpaid_course", "pay_reference": "CTeSP Som"}, "pay-basis-unfit"),
        ({"pay_basis": "share", "pay_reference": "10 %"}, "pay-basis-unfit"),
        ({"pay_basis": "agreement", "pay_reference": "A combinar"}, "pay-vague"),
        ({"description": "Oferecemos salário competitivo."}, "pay-vague"),
        ({"summary": "Remuneração a combinar com a direção."}, "pay-vague"),
        ({"benefits": "Competitive base salary"}, "pay-vague"),
        ({"description": "Salário: a negociar."}, "pay-vague"),
        ({"description": "Vencimento compatível com a função."}, "pay-vague"),
        ({"description": "Remuneração, consoante experiência."}, "pay-vague"),
        ({"description": "Salário de acordo com o perfil do candidato."}, "pay-vague"),
        ({"description": "Ordenado em função da experiência."}, "pay-vague"),
        ({"summary": "Honorários negociáveis."}, "pay-vague"),
        ({"summary": "Oferta salarial sob consulta."}, "pay-vague"),
        ({"benefits": "Valor a combinar"}, "pay-vague"),
        ({"description": "Pay: negotiable"}, "pay-vague"),
        ({"description": "Salary DOE"}, "pay-vague"),
        ({"description": "Salary: open."}, "pay-vague"),
        ({"description": "Salary commensurate with experience."}, "pay-vague"),
        ({"description": "A negotiable monthly salary."}, "pay-vague"),
        ({"pay_basis": "agreement", "pay_reference": "Consoante experiência"}, "pay-vague"),
        ({"starts_on": TODAY.date() - timedelta(days=1)}, "start-past"),
        ({"starts_on": date(2019, 1, 1)}, "start-past"),
        ({"description": "Send your current salary."}, "pay-history"),
        ({"description": "Junte o último recibo de vencimento."}, "pay-history"),
    ],
)
def test_what_keeps_it_from_being_published(given, code):
    assert codes(**given).get(code) is True


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"pay_max": 3_001_00}, "pay-range-wide"),
        ({"pay_min": 919_00}, "pay-below-minimum"),
        ({"deadline_at": TODAY + timedelta(days=200)}, "deadline-far"),
        ({"title": "Técnico de som", "lang": "pt"}, "gendered-title"),
        ({"description": "Procuramos jovem dinâmico."}, "age-words"),
        ({"description": "A team of young professionals."}, "age-words"),
        ({"description": "Nativos digitais."}, "age-words"),
        ({"description": "Até 30 anos."}, "age-words"),
        ({"description": "Idade entre 18-25 anos."}, "age-words"),
        ({"description": "Idades compreendidas entre os 20 e os 35."}, "age-words"),
        ({"description": "Dos 18 aos 25 anos."}, "age-words"),
        ({"description": "Candidatos com menos de 30 anos."}, "age-words"),
        ({"description": "Máximo de 35 anos."}, "age-words"),
        ({"description": "Procura-se jovem com gosto por som."}, "age-words"),
        ({"description": "Vagas para jovens entre os 18 e os 25 anos."}, "age-words"),
        ({"description": "Aged between 20 and 30."}, "age-words"),
        ({"description": "Nobody under the age of 25, no older than 40."}, "age-words"),
        ({"summary": "We need a rock star."}, "jargon"),
        ({"requirements": []}, "no-requirements"),
        ({"requirements": [{"concept_id": new_id(), "importance": "must"} for _ in range(7)]}, "many-musts"),
    ],
)
def test_what_is_only_advice(given, code):
    assert codes(**given) == {code: False}


@pytest.mark.parametrize(
    "given",
    [
        {"description": "Competitive games for a competitive market."},
        {"description": "Workshops for young audiences and their teachers."},
        {"description": "Até 10 anos de experiência."},
        {"description": "Datas a combinar com a equipa."},
        {"description": "Pagamento mensal, horário a combinar."},
        {"description": "Salário: 1 200 €, mais subsídio a definir na lei."},
        {"description": "Salário de acordo com o contrato coletivo."},
        {"description": "Pay is stated above; dates are negotiable."},
        {"description": "Salary negotiable within the range above."},
        {"description": "You pay attention to competitive game design."},
        {"description": "Payroll software to be agreed with the team."},
        {"description": "Write to Jane Doe; the doe in our logo is hers, and the pay is above."},
        {"description": "Oficinas para jovens entre os 16 e os 18 anos."},
        {"description": "Games for children and students aged 16 to 18."},
        {"description": "Uma casa com 20 a 25 anos de história."},
        {"description": "Setups under 30 minutes, budgets under 50 thousand."},
        {"description": "Entre 20 e 25 anos de experiência no ofício."},
        {"starts_on": (TODAY + timedelta(days=1)).date()},
        {"pay_max": 3_000_00},
        {"pay_min": 920_00},
        {"pay_min": 460_00, "pay_max": 600_00, "hours_max": 20},
        {"pay_min": 7_00, "pay_max": 9_00, "pay_period": "hour"},
        {"pay_min": 12_880_00, "pay_max": 14_000_00, "pay_period": "year"},
        {"pay_min": 500_00, "pay_max": 900_00, "kind": "project", "pay_period": "total"},
        {"pay_min": 100_00, "pay_max": 200_00, "pay_currency": "USD"},
        {"pay_basis": "unpaid_course", "pay_reference": "CTeSP Som", "kind": "internship", "pay_min": None},
        {"pay_basis": "share", "pay_reference": "10 to 20 %", "kind": "cofounder", "pay_min": None},
    ],
)
def test_what_is_left_alone(given):
    assert codes(**given) == {}


@pytest.mark.parametrize(
    ("title", "lang", "suggestion"),
    [
        ("Programador de jogos", "pt", "Programador/Programadora"),
        ("Produtores culturais", "pt", "Produtores/Produtoras"),
        ("Gestora cultural", "pt", "Gestor/Gestora"),
        ("Designer gráfico", "pt", "gráfico/gráfica"),
        ("Ator para curta-metragem", "pt", "Ator/Atriz"),
        ("Costureira", "pt", "Costureiro/Costureira"),
        ("Tecelão", "pt", "Tecelão/Tecelã"),
        ("Cameraman", "en", "Camera operator"),
        ("Atriz", "pt", "Ator/Atriz"),
        ("Assistente administrativa", "pt", "administrativo/administrativa"),
        ("Assistentes administrativos", "pt", "administrativos/administrativas"),
        ("Cameraman", "pt", "Profissional de câmara"),
        ("Padeira", "pt", "Padeiro/Padeira"),
        ("Rapariga para a loja", "pt", "m/f/x"),
        ("Rececionista (feminino)", "pt", "m/f/x"),
        ("Figurante do sexo masculino", "pt", "m/f/x"),
        ("Waitresses", "en", "Servers"),
        ("Sound engineer (male)", "en", "all genders"),
        ("Female dancer", "en", "all genders"),
        ("Sound engineer (male/female)", "en", None),
        ("Curator, women in film", "en", None),
        ("Human resources officer", "en", None),
        ("Waters of Douro: guide", "en", None),
        ("Assistente de comunicação política", "pt", None),
        ("Assistente administrativo/a", "pt", None),
        ("Assistente, arquivos e bibliotecas", "pt", None),
        ("Designer: técnica de impressão", "pt", None),
        ("Desenvolvimento criativo", "pt", None),
        ("Designer de interfaces do utilizador", "pt", None),
        ("Gerente de loja de vestuário técnico", "pt", None),
        ("Designer sonoro/Designer sonora", "pt", None),
        ("Secretary for the Chairman", "en", None),
        ("Waiter & waitress", "en", None),
        ("Vaga para técnico de som", "pt", "técnico/técnica"),
        ("Fotógrafa", "pt", "Fotógrafo/Fotógrafa"),
        ("Investigação sobre a mulher no cinema", "pt", None),
        ("Programador/a de jogos", "pt", None),
        ("Técnico(a) de som", "pt", None),
        ("Técnico de som (m/f)", "pt", None),
        ("Técnico de som (H/M/X)", "pt", None),
        ("Produtor ou Produtora", "pt", None),
        ("Designer de motor de jogo", "pt", None),
        ("Assistente de técnica vocal", "pt", None),
        ("Música para filme", "pt", None),
        ("Ilustrador", "en", None),
        ("", "pt", None),
    ],
)
def test_titles_that_leave_people_out(title, lang, suggestion):
    found = gendered(title, lang)

    assert (found and found.suggestion) == suggestion


@pytest.mark.parametrize(
    ("title", "lang", "whole"),
    [
        ("Designer gráfico", "pt", "Designer gráfico/a"),
        ("Programadora de jogos", "pt", "Programador/a de jogos"),
        ("Produtores culturais", "pt", "Produtores/as culturais"),
        ("Técnico administrativo", "pt", "Técnico administrativo (m/f/x)"),
        ("Ator para curta-metragem", "pt", "Ator/Atriz para curta-metragem"),
        ("Rececionista (feminino)", "pt", "Rececionista (m/f/x)"),
        ("CAMERAMAN", "en", "CAMERA OPERATOR"),
        ("Female dancer", "en", "Dancer (all genders)"),
    ],
)
def test_a_title_for_everybody_is_proposed_and_finds_no_fault_with_itself(title, lang, whole):
    assert gendered(title, lang).title == whole
    assert gendered(whole, lang) is None


def esco_titles(folder, lang):
    with (folder / "esco" / f"occupations_labels_{lang}_melo.csv").open(encoding="utf-8", newline="") as file:
        return [(row["conceptUri"], row["label"]) for row in csv.DictReader(file)]


def names_both(title):
    """As ESCO writes: "Técnico de som/Técnica de som", as many words on both sides, and not the same ones twice."""
    halves = [half.strip() for half in title.split("/")]
    words = [fold(half).split() for half in halves]
    return len(halves) == 2 and len(words[0]) == len(words[1]) and words[0] != words[1] and halves[1][0].isupper()


def test_titles_of_esco_that_name_both_raise_no_alarm_and_those_that_name_one_do(shared_data):
    """Two forms side by side name both; two titles of one occupation that differ by gender alone name one each."""
    titles, twins = esco_titles(shared_data, "pt"), defaultdict(lambda: defaultdict(set))
    both = {title for _, title in titles if names_both(title)}
    for occupation, title in titles:
        twins[occupation][re.sub(r"(?:ora|or|ores|oras|os|as|o|a)\b", "", fold(title))].add(title)
    one = {title for by_stem in twins.values() for pair in by_stem.values() if len(pair) == 2 for title in pair}

    false_alarms, found = [t for t in both if gendered(t, "pt")], [t for t in one if gendered(t, "pt")]

    assert len(both) > 1_900
    assert len(one) > 6_500
    assert false_alarms == []
    assert len(found) / len(one) > 0.92


def test_of_english_titles_few_are_taken_for_gendered_and_each_bears_its_mark(shared_data):
    marked = re.compile(r"(?:m[ae]n|boy|[es]ss(?:es)?|(?:fe)?male|lady)\b", re.IGNORECASE)
    titles = sorted({title for _, title in esco_titles(shared_data, "en")})[::4]  # a quarter is quick and enough

    found = {title for title in titles if gendered(title, "en")}

    assert len(titles) > 8_000
    assert 50 < len(found) < 80
    assert {title for title in found if not marked.search(title) or "/" in title} == set()


@pytest.mark.parametrize(
    ("amount", "period", "hours", "cents"),
    [
        (10_00, Period.HOUR, None, 1_733_33),
        (10_00, Period.HOUR, 20, 866_67),
        (80_00, Period.DAY, None, 1_733_33),
        (1_000_00, Period.MONTH, 20, 1_000_00),
        (14_000_00, Period.YEAR, None, 1_166_67),
        (5_000_00, Period.TOTAL, None, None),
    ],
)
def test_pay_by_the_month(amount, period, hours, cents):
    assert monthly(amount, period, hours) == cents


def test_the_minimum_of_a_year():
    assert [minimum_wage("PT", TODAY.date().replace(year=y)).monthly for y in (2025, 2026, 2031)] == [
        870_00,
        920_00,
        920_00,
    ]
    assert minimum_wage("PT", TODAY.date().replace(year=2024)) is None
    assert minimum_wage("XX", TODAY.date()) is None
