"""The HTML of our letters: one sheet of 600 px, inline styles, no picture, nothing fetched from anywhere.

Mail programs know tables and inline styles; those that go dark invert plain colours on their own, and those that ask
the sheet how (`prefers-color-scheme`) are told. Layout tables say that they are none (`role="presentation"`).
"""

from html import escape

PAPER, CARD, INK, SOFT, LINE, BLUE = "#faf7f0", "#fffdf8", "#1c1a17", "#5f584c", "#e4dccb", "#1d4ed0"
FACE = "font-family:'Instrument Sans',system-ui,-apple-system,'Segoe UI',sans-serif"
DARK = (
    "@media (prefers-color-scheme:dark){.paper{background:#14161a!important}.card{background:#1b1e24!important;"
    "border-color:#32353c!important}.ink{color:#ece7db!important}.soft{color:#aaa394!important}"
    ".blue{color:#8fb0ff!important}}"
)


def sheet(lang: str, title: str, *blocks: str) -> str:
    """A whole document of these blocks, which are HTML."""
    return (
        f'<!doctype html><html lang="{escape(lang)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{escape(title)}</title><style>{DARK}</style></head>"
        f'<body class="paper" style="margin:0;padding:0;background:{PAPER}">'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="paper" '
        f'style="background:{PAPER}"><tr><td align="center" style="padding:24px 12px">'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" '
        f'style="max-width:600px;background:{CARD};border:1px solid {LINE};border-radius:4px">'
        f'<tr><td style="padding:24px;{FACE};font-size:16px;line-height:1.5;color:{INK};text-align:left" class="ink">'
        f"{''.join(blocks)}</td></tr></table></td></tr></table></body></html>"
    )


def headline(text: str) -> str:
    """What the letter is about."""
    return f'<h1 class="ink" style="margin:0 0 12px;font-size:24px;line-height:1.25;color:{INK}">{escape(text)}</h1>'


def heading(text: str) -> str:
    """What a part of it is about."""
    return f'<h2 class="ink" style="margin:28px 0 8px;font-size:18px;line-height:1.3;color:{INK}">{escape(text)}</h2>'


def paragraph(text: str, *, is_soft: bool = False) -> str:
    """Plain words."""
    name, colour, size = ("soft", SOFT, 14) if is_soft else ("ink", INK, 16)
    return f'<p class="{name}" style="margin:0 0 8px;font-size:{size}px;color:{colour}">{escape(text)}</p>'


def link(text: str, address: str) -> str:
    """A way, on a line of its own, tall enough for a thumb."""
    return (
        f'<p style="margin:0"><a class="blue" href="{escape(address)}" style="display:inline-block;padding:8px 0;'
        f'font-size:15px;color:{BLUE};text-decoration:underline">{escape(text)}</a></p>'
    )


def entry(title: str, address: str, facts: str, reasons: list[str], *, lang: str) -> str:
    """One thing: its name leads there, in the language it is written in; below who and where, then why it is in."""
    why = "".join(paragraph(reason, is_soft=True) for reason in reasons)
    return (
        f'<div class="card" style="padding:12px 0;border-top:1px solid {LINE}">'
        f'<p style="margin:0 0 4px;font-size:17px;font-weight:600"><a class="blue" href="{escape(address)}" '
        f'lang="{escape(lang)}" style="color:{BLUE};text-decoration:underline">{escape(title)}</a></p>'
        f"{paragraph(facts) if facts else ''}{why}</div>"
    )
