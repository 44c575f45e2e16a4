"""coorum: a customer community whose privacy policy is executable."""

__version__ = "0.1.0"
