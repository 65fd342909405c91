"""Writes small PDFs by hand, so that a test can say exactly how a word is drawn."""

import zlib
from io import BytesIO

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
FIRST_EXTRA = 4  # the number of the first object given in `objects`


def pdf(
    *pages: bytes,
    resources: bytes = b"",
    page: bytes = b"",
    catalog: bytes = b"",
    objects: tuple[bytes, ...] = (),
    trailer: bytes = b"",
) -> bytes:
    """One page for each content stream, A4, with Helvetica as /F1."""
    parts = [b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>", b"", HELVETICA, *objects]
    kids = []
    for content in pages:
        parts.append(stream(content))
        fonts = b"/Resources<</Font<</F1 3 0 R>>" + resources + b">>"
        parts.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R" % len(parts) + page + fonts + b">>"
        )
        kids.append(b"%d 0 R" % len(parts))
    parts[1] = b"<</Type/Pages/Kids[" + b" ".join(kids) + b"]/Count %d>>" % len(kids)
    return _bound(parts, trailer)


def stream(content: bytes, about: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(content, 9)
    return b"<<" + about + b"/Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream"


def _bound(parts: list[bytes], trailer: bytes) -> bytes:
    out, offsets = BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, part in enumerate(parts, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n" % number + part + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer<</Size %d/Root 1 0 R" % (len(parts) + 1) + trailer + b">>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def words(text: str, x: float = 50, y: float = 700, size: float = 12, before: bytes = b"") -> bytes:
    """One line of text; `before` goes inside the text object, right before the words."""
    said = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %g Tf %g %g Td " % (size, x, y) + before + b" (" + said + b") Tj ET\n"


def column(x: float, y: float, lines: list[str], *, leading: float = 14, size: float = 10) -> bytes:
    """Lines below each other; an empty string leaves a gap."""
    return b"".join(words(line, x, y - i * leading, size) for i, line in enumerate(lines) if line)


def locked(content: bytes) -> bytes:
    """A PDF that asks for a password before it shows anything."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(BytesIO(content)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
