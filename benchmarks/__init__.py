"""Measurements of printkit against its own engine, as ratios of one run."""
