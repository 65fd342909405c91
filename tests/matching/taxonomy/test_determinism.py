"""The same words give the same bytes in another process with other hashes."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
from matching.taxonomy.labels import Labels
from matching.taxonomy.linker import Linker
from tests.matching.taxonomy.words import LABELS
linker = Linker(Labels.build(LABELS))
text = "Programadora, ilustrator; sem experiência em Maya. Edição do vídeo, C++, React, palco e motion design"
print(linker.link("grafic desiner"), linker.suggest("pro", "en"), linker.suggest("fotosop"), linker.find(text, "pt"))
print(list(linker.rank(["grafic desiner", text, "editing of video", "C"], "pt", depth=30)))
"""


def test_hashes_do_not_matter():
    root = Path(__file__).resolve().parents[3]
    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(said) == 1
    assert len(said.pop()) > 500
