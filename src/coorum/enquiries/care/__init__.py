"""What came unasked and calls for special care (APPI 20(2)): kept apart from its letter until somebody has decided."""
