"""What a person sees: dialogues, reports, hits and summaries as terminal text, Markdown and JSON."""
