"""Inquiries of authorities (obligations b-12, promise P9.2): words, rules and reads; the writes are in actions/authorities."""
