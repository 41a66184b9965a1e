"""What deserves a look although a notice was made: every code in one table.

A code is stable, so that users can filter on it; its message is a sentence for people.

>>> COLUMN_UNMAPPED.at("table 0, column 4", header="联系电话").message
'no field takes the column 联系电话; its text is kept in extra'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["info", "warning", "error"]


class Diagnostic(NamedTuple):
    """One remark on a notice: a stable `code`, a sentence, and the place it speaks of."""

    code: str
    severity: Severity
    message: str
    where: str


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of remark; `at` makes one of it."""

    name: str
    severity: Severity
    message: str

    def at(self, where: str, **facts: object) -> Diagnostic:
        """Make the remark for one place; `facts` fill the blanks of the message."""
        return Diagnostic(self.name, self.severity, self.message.format(**facts), where)


COLUMN_UNMAPPED = Code("column-unmapped", "info", "no field takes the column {header}; its text is kept in extra")
CELL_INFERRED = Code(
    "cell-inferred",
    "info",
    "the empty cell is taken as a continuation of the cell above: {text}",
)
CELL_AMBIGUOUS = Code(
    "cell-ambiguous",
    "warning",
    "the empty cell may continue the cell above or be empty in its own right; taken as {taken}",
)
HEADER_MISSING = Code("header-missing", "warning", "the table has no header row that names known columns")
HEADER_INHERITED = Code("header-inherited", "warning", "rows without a header above them were read by {source}")
HEADER_REPEATED = Code("header-repeated", "info", "the header stands again and was dropped")
ROW_JOINED = Code("row-joined", "info", "the row was cut by a page break and joined again")
TOTAL_ROW = Code("total-row", "info", "the row is a total and is no item: {text}")
TOTAL_MISMATCH = Code("total-mismatch", "warning", "the total of {header} is {stated}, but its rows add up to {found}")
PART_EXCEEDS_WHOLE = Code(
    "part-exceeds-whole", "warning", "the parts of {whole} add up to {total}, more than the whole"
)
SHARE_OVER_HUNDRED = Code("share-over-hundred", "warning", "{indicator} is stated as {raw}; a share ends at 100 %")
PROJECT_DIFFERS = Code("project-differs", "warning", "the project's name states {named}, its task {stated}")
MILESTONES_DIFFER = Code(
    "milestones-differ", "warning", "the milestones of {whole} come to {total}, which is {how} the goal of the year"
)
HEADER_LAID = Code(
    "header-laid", "info", "the header has {texts} texts over {columns} columns; they were laid as the rows suit them"
)
HEADER_SHORT = Code(
    "header-short",
    "warning",
    "the header has {texts} texts over {columns} columns, and which of them spans several cannot be told",
)
ROW_LAID = Code(
    "row-laid", "info", "the row has {texts} texts for {columns} columns; each was laid where it suits its column"
)
ROW_SHORT = Code(
    "row-short", "warning", "the row has {texts} texts for {columns} columns, and which are lacking cannot be told"
)
BORDERS_REBUILT = Code(
    "borders-rebuilt", "info", "the table has a cell a line; it was rebuilt from its header and its numbers"
)
BORDERS_LOST = Code("borders-lost", "warning", "the cells of row {row} cannot be told apart without guessing: {text}")
TABLE_TURNED = Code("table-turned", "info", "the labels stand in the first column; the table was read turned")
NUMERAL_UNRESOLVED = Code("numeral-unresolved", "warning", "no rule gave the numeral {raw} a role")
REGION_AMBIGUOUS = Code("region-ambiguous", "info", "{region} may be any of {codes}; region_code is left empty")
YEAR_MISSING = Code("year-missing", "warning", "neither the title nor the document number states a year")
TEXT_HIDDEN = Code("text-hidden", "info", "hidden text was left out: {text}")
TEXT_DAMAGED = Code("text-damaged", "warning", "the text holds characters that no encoding explains")
PAGE_WITHOUT_TEXT = Code(
    "page-without-text", "warning", "the page is a picture; run OCR on the file to have its text too"
)
SCHEMA_VIOLATION = Code("schema-violation", "error", "{fault}")
