"""Gongkai (公开): the generator of public rectification-notice sites. Start with README.md here."""

__version__ = "0.1.0"
