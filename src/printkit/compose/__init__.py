"""The model and a layout to HTML."""
