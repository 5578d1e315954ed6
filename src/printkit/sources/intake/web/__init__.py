"""HTML, and what can be told as HTML, read without fetching anything."""
