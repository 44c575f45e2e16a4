"""Cells of tables that people open in a spreadsheet."""


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (CWE-1236)."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell
