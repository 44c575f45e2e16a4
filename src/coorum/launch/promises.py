"""`coorum promises`: run the proofs of our promises, and say of each what was found.

In development on the data of `coorum run`, whether that runs or not; with COORUM_DATABASE_URL on the deployment it names.
Exit code 1 where a promise is broken.
"""

from collections.abc import Sequence

from coorum.launch import manage


def main(arguments: Sequence[str]) -> None:
    manage.main(["promises", *arguments])
