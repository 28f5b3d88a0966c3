"""Which lines of a story a set of playthroughs shows, and the fewest that show them all."""
