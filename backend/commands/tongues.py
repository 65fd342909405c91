"""Languages as people and publishers name them: pt, pt-PT, por, Portuguese."""

import re
from collections.abc import Mapping

from matching.errors import BadInput

# Those of ESCO, and Chinese: ISO 639-1, the name in English, ISO 639-2 and -3.
TONGUES: Mapping[str, tuple[str, ...]] = {
    "ar": ("arabic", "ara"), "bg": ("bulgarian", "bul"), "cs": ("czech", "ces", "cze"), "da": ("danish", "dan"),
    "de": ("german", "deu", "ger"), "el": ("greek", "ell", "gre"), "en": ("english", "eng"), "es": ("spanish", "spa"),
    "et": ("estonian", "est"), "fi": ("finnish", "fin"), "fr": ("french", "fra", "fre"), "ga": ("irish", "gle"),
    "hr": ("croatian", "hrv"), "hu": ("hungarian", "hun"), "is": ("icelandic", "isl", "ice"), "it": ("italian", "ita"),
    "lt": ("lithuanian", "lit"), "lv": ("latvian", "lav"), "mt": ("maltese", "mlt"), "nl": ("dutch", "nld", "dut"),
    "no": ("norwegian", "nor", "nb", "nn", "nob", "nno"), "pl": ("polish", "pol"), "pt": ("portuguese", "por"),
    "ro": ("romanian", "ron", "rum"), "sk": ("slovak", "slk", "slo"), "sl": ("slovenian", "slovene", "slv"),
    "sv": ("swedish", "swe"), "uk": ("ukrainian", "ukr"), "zh": ("chinese", "zho", "chi", "cmn"),
}  # fmt: skip
_SHORT = {name: short for short, names in TONGUES.items() for name in (short, *names)}
_CODE = re.compile(r"[a-z]{2,3}")


def named(lang: str | None) -> str | None:
    """A language as it was said on the command line. Raises BadInput (`evaluate.no-lang`) where it is none."""
    if lang is None:
        return None
    short = re.split(r"[-_]", lang.strip().casefold())[0]
    if short not in _SHORT and not _CODE.fullmatch(short):
        raise BadInput("evaluate.no-lang", found=lang)
    return _SHORT.get(short, short)


def tongue_of(folder: str) -> str | None:
    """The language that a folder is named after: `english`, `es`, `test_german`; of `en-es` the second, the corpus."""
    parts = [part for part in re.split(r"[^a-z]+", folder.casefold()) if part]
    whole = [_SHORT[part] for part in parts if part in _SHORT]
    if whole and len(whole) == len(parts):
        return whole[-1]
    long = [_SHORT[part] for part in parts if part in _SHORT and len(part) > LONGEST_CODE]
    return long[-1] if long else None


LONGEST_CODE = 3  # among other words a shorter one may be a word: no, it, est
