"""Mail as it comes in: what a stranger's bytes may say, read within bounds. Nothing here knows the database."""
