"""Files we do not read: told apart by content, each with a code and a way out."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from backend.profiles.problems import CvEmpty, CvExcessive, CvTooLarge, CvUndecodable, CvUnknownType
from backend.profiles.reading.cv import read_cv


def zipped(**files: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


RUSSIAN = "Графический дизайнер с опытом работы в издательстве и на выставках".encode("koi8-r")
JAPANESE = "グラフィックデザイナーとして出版社で五年間働きました".encode("shift-jis")

FILES = {
    "nothing": (b"", "profiles.cv-empty", "send-another-file"),
    "blanks": (b" \r\n\t" * 50, "profiles.cv-empty", "send-another-file"),
    "only signs": (b"---\n***\n", "profiles.cv-empty", "send-another-file"),
    "html": (b"\n<!DOCTYPE html><html><body>CV</body></html>", "profiles.cv-unknown-type", "save-as-pdf"),
    "html as utf-16": ("<html><body>CV</body></html>".encode("utf-16"), "profiles.cv-unknown-type", "save-as-pdf"),
    "word": (zipped(word__document="x"), "profiles.cv-unknown-type", "save-as-pdf"),
    "open document": (
        zipped(mimetype="application/vnd.oasis.opendocument.text"),
        "profiles.cv-unknown-type",
        "save-as-pdf",
    ),
    "an archive": (zipped(cv="x"), "profiles.cv-unknown-type", "save-as-pdf"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "profiles.cv-unknown-type", "save-as-pdf"),
    "rich text": (b"{\\rtf1 CV}", "profiles.cv-unknown-type", "save-as-pdf"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(90), "profiles.cv-unknown-type", "save-as-pdf"),
    "cyrillic in an old encoding": (RUSSIAN, "profiles.cv-undecodable", "save-as-utf-8"),
    "japanese in an old encoding": (JAPANESE, "profiles.cv-undecodable", "save-as-utf-8"),
    "utf-8 with a broken letter": (b"\xef\xbb\xbfol\xe1 designer", "profiles.cv-undecodable", "save-as-utf-8"),
    "utf-16 with half a letter": (b"\xff\xfeo\x00l\x00\xe1", "profiles.cv-undecodable", "save-as-utf-8"),
    "bytes": (bytes(range(256)) * 20, "profiles.cv-undecodable", "save-as-utf-8"),
    "a novel": (b"word " * 60_000, "profiles.cv-excessive", "save-as-simple-pdf"),
    "fifty megabytes": (b"x" * (50 << 20), "profiles.cv-too-large", "save-smaller"),
}


@pytest.mark.parametrize(("content", "code", "way_out"), FILES.values(), ids=FILES.keys())
def test_each_refusal_names_its_way_out(content, code, way_out):
    with pytest.raises((CvEmpty, CvExcessive, CvTooLarge, CvUndecodable, CvUnknownType)) as refused:
        read_cv(content, "cv.pdf")

    assert (refused.value.code, refused.value.params["way_out"]) == (code, way_out)


def test_html_that_calls_itself_pdf_is_seen_through():
    with pytest.raises(CvUnknownType) as refused:
        read_cv(b"<html><head><title>CV</title></head></html>", "Curriculo.PDF")

    assert refused.value.params["found"] == "html"
    assert refused.value.params["named"] == ".pdf"


def test_the_limit_is_a_setting():
    with pytest.raises(CvTooLarge) as refused:
        read_cv(b"Ana Sampaio, designer", limit=10)

    assert refused.value.params["limit"] == 10
