"""Leaving and erasure (obligations c-5): from the wish to the signed proof of what was erased where, and what stays until when.

Pure here but for `queries`, `walk`, `remains`, `manifest` and `letters`; the tables are in `models/erasures.py`, the writes
in `actions/erasing/`.
"""
