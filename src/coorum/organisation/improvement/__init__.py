"""What was found wanting, and when it was mended (P12.2)."""
