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

# read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn mremap madvise getpid
# exit getrusage gettid futex exit_group clock_gettime getrandom sigaltstack gettimeofday sched_yield
_X86_64 = (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 25, 28, 39, 60, 98, 186, 202, 231, 228, 318, 131, 96, 24)
_ARM64 = (
    63,
    64,
    57,
    80,
    62,
    222,
    226,
    215,
    214,
    134,
    135,
    139,
    216,
    233,
    172,
    93,
    165,
    178,
    98,
    94,
    113,
    278,
    132,
    169,
    124,
)
_CALLS = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _ARM64)}

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000


def limit(seconds: int) -> None:
    """Bound CPU seconds, memory, the answer's size and open files; leave no core file with a member's picture."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        ceiling = resource.getrlimit(what)[1]
        bound = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(what, (bound, bound))


def seal() -> bool:
    """Close the filter behind us, for good; say whether it is closed. Everything must have been imported before."""
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    program = _program(*_CALLS[platform.machine()])
    buffer = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None)
    done = libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    return done and libc.prctl(_SET_SECCOMP, _FILTER_MODE, head, 0, 0) == 0


def _program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """The filter: another architecture dies, a known call passes, every other is refused."""
    steps = [(_LOAD, 0, 0, 4), (_JUMP_IF_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    for place, call in enumerate(calls):
        steps.append((_JUMP_IF_EQUAL, len(calls) - place, 0, call))
    steps += [(_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
