"""The child's walls: limits on what it may use, and a filter through which it can reach nothing but its three pipes.

A decoder is code in C that reads a stranger's bytes. If it is ever made to run them, they find no file, no socket, no
other process: the kernel answers EPERM to every call that is not on the list (seccomp, Linux on x86-64 and arm64).
Elsewhere the limits stand alone, and the child says that it is not sealed.
"""

import ctypes
import errno
import platform
import resource
import struct
import sys

MEMORY = 576 * 1024 * 1024
"""Bytes of address space; some 50 MB of it are the program itself."""

ANSWER = 48 * 1024 * 1024
"""Most bytes a child may write."""

# The calls that decoding and answering need, by their numbers on x86-64 and arm64.
_CALLS = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "getpid": (39, 172),
    "exit": (60, 93),
    "gettimeofday": (96, 169),
    "getrusage": (98, 165),
    "sigaltstack": (131, 132),
    "gettid": (186, 178),
    "futex": (202, 98),
    "clock_gettime": (228, 113),
    "exit_group": (231, 94),
    "getrandom": (318, 278),
}
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000


def limit(seconds: int) -> None:
    """Bound CPU seconds, memory, the answer's size and open files; leave no core file with a member's picture."""
    bounds = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: ANSWER,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform == "linux":  # macOS refuses a bound on address space
        bounds[resource.RLIMIT_AS] = MEMORY
    for what, most in bounds.items():
        ceiling = resource.getrlimit(what)[1]
        bound = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(what, (bound, bound))


def seal() -> bool:
    """Close the filter behind us, for good; say whether it is closed. Everything must have been imported before."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    architecture, column = _MACHINES[platform.machine()]
    program = _program(architecture, [numbers[column] for numbers in _CALLS.values()])
    buffer = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None)
    done = libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    return done and libc.prctl(_SET_SECCOMP, _FILTER_MODE, head, 0, 0) == 0


def _program(architecture: int, calls: list[int]) -> bytes:
    """The filter: another architecture dies, a known call passes, every other is refused."""
    steps = [(_LOAD, 0, 0, 4), (_JUMP_IF_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    for place, call in enumerate(calls):
        steps.append((_JUMP_IF_EQUAL, len(calls) - place, 0, call))
    steps += [(_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
