"""Reads the tables of an arithmetic from the page, as a distrustful reader would with a pencil."""

from decimal import Decimal

from playwright.sync_api import Locator, expect


def number(text: str) -> Decimal:
    """A number the way English or Portuguese readers see it: "−3.2", "+1,5"."""
    return Decimal(text.strip().replace("−", "-").replace("+", "").replace("\N{NO-BREAK SPACE}", "").replace(",", "."))


def check_sums(tables: Locator) -> list[Decimal]:
    """Every table's start and lines make its last line, to the last digit shown. Returns the sums."""
    sums = []
    for table in tables.all():
        expect(table).not_to_contain_text("…")  # the names of skills come a moment later, and do come
        shown = [number(cell) for cell in table.locator("tbody td").all_inner_texts()]
        total = number(table.locator("tfoot td").inner_text())
        assert len(shown) > 1
        assert sum(shown) == total, f"{table.locator('caption').inner_text()}: {shown} is not {total}"
        sums.append(total)
    return sums
