"""Draws the cast as linocuts: face records to polygons, to plates of ink, to PNG pictures."""
