"""Pictures that people upload: examined, made anew without a byte of the original, in sizes that pages need.

`studio` is what rooms call; it hands the bytes to `worker`, a child process without files, network or rights,
so that a hostile picture hurts nobody else. `view` is what pages and posts show. This file imports nothing,
so that the child starts in a few hundredths of a second.
"""
