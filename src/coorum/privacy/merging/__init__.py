"""Two accounts of one person become one: who may, what goes over, how it is taken back (docs/decisions/0014).

`rules.py` is pure; `preview.py` says beforehand what will happen, in the words and numbers of the page; `moves.py` is what goes
over on one site. The rows are in `models/merges.py`, the writes in `actions/merging/`.
"""
