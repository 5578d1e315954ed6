"""Word files (ECMA-376, Office Open XML), read part by part."""
