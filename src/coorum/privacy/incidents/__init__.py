"""Incidents: leaks, losses and the like, from suspicion to lessons (APPI 26, rules 7–10; obligations b-5, c-3).

Pure here but for `queries`, `drafts` and `letters`; the tables are in `models/incidents.py`, the writes in `actions/incidents/`.
"""
