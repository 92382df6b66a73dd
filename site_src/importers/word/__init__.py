"""Word files: those of today by our own reader, older ones through LibreOffice."""
