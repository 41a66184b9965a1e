"""Text as people wrote it: cleaning, numerals, clauses, dates, offices."""
