"""JATS XML (ANSI/NISO Z39.96): articles of journals, with their authors and references."""
