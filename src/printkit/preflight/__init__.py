"""Checks of any PDF, read cold from the file."""
