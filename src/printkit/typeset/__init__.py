"""HTML to pages."""
