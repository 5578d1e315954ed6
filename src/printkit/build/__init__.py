"""The recipe from a publication to its files."""
