"""Saved web pages: the article among what a portal puts around it."""
