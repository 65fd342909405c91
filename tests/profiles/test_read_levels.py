"""Levels of skills as CVs state them, and only where they stand plainly beside the name."""

import pytest

from backend.profiles.reading.facts import Span
from backend.profiles.reading.grades import level_beside


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Figma (básico)", 1),
        ("Figma – avançado", 3),
        ("Figma: intermédio, Maya", 2),
        ("Figma avançado, Maya", 3),
        ("Figma | Expert", 4),
        ("Figma\tiniciante", 1),
        ("Figma (nível avançado)", 3),
        ("Figma (basic knowledge)", 1),
        ("Figma - proficient user", 3),
        ("Avançado: Maya, Figma", 3),
        ("Básico: Maya; Avançado: Figma", 3),
        ("Nível básico: Maya, Figma, Rhino", 1),
        ("Engines (expert): Unity, Figma", 4),
        ("Conhecimentos básicos de Figma", 1),
        ("Conhecimentos básicos de Maya, Rhino e Figma", 1),
        ("noções de Figma", 1),
        ("Advanced knowledge of Figma", 3),
        ("• Basic Figma", 1),
        ("Figma 4/5", 3),
        ("Figma (2/5)", 1),
        ("Figma: 9/10", 4),
        ("Figma 80%", 3),
        ("Figma – 35 %", 1),
        ("Figma ★★★★★", 4),
        ("Figma ★★★☆☆", 2),
        ("Figma ●●○○○", 1),
        # Nothing plain: no level.
        ("Figma", None),
        ("Figma, básico de vídeo", None),
        ("Figma (intermédio/avançado)", None),
        ("Maya (avançado), Figma", None),
        ("Curso de Figma avançado", None),
        ("Advanced Figma course", None),
        ("Workshop: Figma (básico)", None),
        ("Master Figma", None),
        ("Figma 4/2021", None),
        ("Figma 12/5", None),
        ("Figma 0%", None),
        ("Figma 300%", None),
        ("Figma ★", None),
        ("Aumentei as vendas com Figma 80% mais depressa", None),
        ("Basic research, Figma", None),
        ("Design de interfaces avançadas: Figma", None),
    ],
)
def test_a_level_stands_plainly_beside_its_name(line, level):
    start = line.index("Figma")

    assert level_beside(f"Maya (expert)\n{line}\nRhino (expert)", Span(14 + start, 19 + start)) == level
