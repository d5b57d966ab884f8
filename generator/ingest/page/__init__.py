"""From the text of one print page to a `Reading`: `reading` is the table of contents, `ledger` the proof."""
