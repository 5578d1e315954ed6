"""Drawings by ReportLab."""
