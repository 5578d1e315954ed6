"""Files to the model: settings, Markdown, people, images."""
