"""A place where a photograph was, or its file: no word about what anybody can do, so no part of the text."""

import re

_WORDS = r"(?:foto(?:grafia)?|photo(?:graph)?|retrato|portrait|headshot|profile picture|imagem de perfil)"
_LINE = re.compile(
    rf"^\W*{_WORDS}\b[^\n]{{0,60}}\.(?:jpe?g|png|webp|heic)\W*$|^[\[(<]\W*{_WORDS}\b[^\n\])>]{{0,40}}[\])>]$",
    re.IGNORECASE | re.MULTILINE,
)


def without_pictures(text: str) -> str:
    """Lines that only hold a picture's place go: "[Photo]", "Foto: retrato.jpg"."""
    return re.sub(r"\n{3,}", "\n\n", _LINE.sub("", text)).strip("\n")
