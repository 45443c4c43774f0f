"""Scores card payments for fraud."""
