"""Tables of people: CSV, Excel and OpenDocument to the people of a publication."""
