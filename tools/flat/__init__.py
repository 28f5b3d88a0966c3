"""A story as one array of integers, and the walk through it that numba compiles."""
