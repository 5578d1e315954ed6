"""printkit: from article sources and bios to print-ready publications."""

__version__ = "0.1.0"
