"""Starts what coorum consists of: PostgreSQL, the web, the worker, live events, a mailbox, a demo shop."""
