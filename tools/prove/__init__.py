"""The exact linter: what holds over all states that a player can reach."""
