"""A wheel carries its message catalogues compiled: where it is installed, nobody may write."""

import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface):
    def initialize(self, version, build_data):  # noqa: ARG002 - hatchling's signature
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        from coorum.launch.catalogues import compile_stale

        compile_stale(source / "coorum")
