"""PDF with a text layer: its lines joined again."""
