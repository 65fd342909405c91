"""Portuguese and English verbs, contractions, gender, numbers."""

import re

import pytest

from backend.seed.world import grammar
from backend.seed.world.chance import Chance
from backend.seed.world.trades import trades


@pytest.mark.parametrize(
    ("infinitive", "now", "then"),
    [
        ("montar", "monto", "montei"),
        ("publicar", "publico", "publiquei"),
        ("ligar", "ligo", "liguei"),
        ("lançar", "lanço", "lancei"),
        ("planear", "planeio", "planeei"),
        ("tecer", "teço", "teci"),
        ("corrigir", "corrijo", "corrigi"),
        ("escrever", "escrevo", "escrevi"),
        ("fazer", "faço", "fiz"),
        ("construir", "construo", "construí"),
        ("vestir", "visto", "vesti"),
        ("rever", "revejo", "revi"),
        ("vendê-los", "vendo-os", "vendi-os"),
    ],
)
def test_portuguese_verbs(infinitive, now, then):
    assert (grammar.present(infinitive), grammar.past(infinitive)) == (now, then)


@pytest.mark.parametrize(
    ("verb", "then"),
    [
        ("edit", "edited"),
        ("write", "wrote"),
        ("dye", "dyed"),
        ("carry", "carried"),
        ("plan", "planned"),
        ("cut", "cut"),
    ],
)
def test_english_verbs(verb, then):
    assert grammar.past_en(verb) == then


def test_both_verbs_of_a_task_are_told():
    task = "*corrigir a cor e *igualar planos"
    assert grammar.infinitive(task) == "corrigir a cor e igualar planos"
    assert grammar.i_do(task, "pt") == "corrijo a cor e igualo planos"
    assert grammar.i_did(task, "pt") == "corrigi a cor e igualei planos"
    assert grammar.i_did("*clean, *fix and *retouch", "en") == "cleaned, fixed and retouched"


def test_every_marked_verb_is_an_infinitive():
    for trade in trades().values():
        for task in trade.tasks:
            marked = re.findall(r"\*(\S+?)[,.]?(?:\s|$)", task.words.pt)
            assert marked, task.words.pt
            assert all(
                re.search(r"(ar|er|ir|or|ôr)(-lhes)?$|á-l[oa]s?$|ê-l[oa]s?$|ô-l[oa]s?$", verb) for verb in marked
            ), marked
            assert task.words.en.startswith("*"), task.words.en


def test_contractions():
    assert grammar.in_town("Porto") == "no Porto"
    assert grammar.in_town("Maia") == "na Maia"
    assert grammar.of_town("Peso da Régua") == "do Peso da Régua"
    assert grammar.in_town("Braga") == "em Braga"
    assert grammar.in_town("Porto", "en") == "in Porto"


def test_gender_numbers_lists_and_articles():
    assert grammar.gendered("[o único aluno|a única aluna] da turma", "f") == "a única aluna da turma"
    assert re.fullmatch(r"\d\d filmes", grammar.numbered("{10-40} filmes", Chance(1, "n")))
    assert int(grammar.numbered("{300-4000}", Chance(1, "n"))) % 100 == 0
    assert grammar.listed(["a", "b", "c"], "pt") == "a, b e c"
    assert grammar.listed(["a"], "en") == "a"
    assert grammar.bare("uma série") == "série"
    assert grammar.capital("série") == "Série"


def test_names_of_trades_agree_with_the_person(world):
    names = {trade.occupation: trade for trade in trades().values()}
    for person in world.people:
        trade = names[person.occupation]
        if person.lang != "pt" or trade.masculine == trade.feminine:
            continue
        wrong = trade.feminine if person.gender == "m" else trade.masculine
        if person.headline.lower().startswith(wrong) and not person.headline.lower().startswith(
            trade.name("pt", person.gender)
        ):
            pytest.fail(person.headline)
