"""Ledgers in Excel, and tables wherever they stand."""
