"""Libraries of others, in other languages, acting against ours."""
