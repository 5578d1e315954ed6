"""Frozen values shared by every stage. No input, no output."""
