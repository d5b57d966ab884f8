"""How articles come into `content/` and stay: records, seals, merges, what was printed; see `plan`."""
