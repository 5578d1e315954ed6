"""Finished pages to files for a screen, an office printer or a press."""
