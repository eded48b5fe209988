"""How an article or a claim of the archive is cited: as data for reference managers, and in three styles as text."""
