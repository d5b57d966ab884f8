"""What an editor would add to a reading: places corrected and found, tags, people, a digest sentence; see `enrich`."""
