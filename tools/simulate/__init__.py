"""Thousands of games played by themselves, and what they came to."""
