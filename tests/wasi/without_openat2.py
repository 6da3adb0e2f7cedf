"""Lets a process think that its system has no openat2, by a filter of system calls that it can't shed."""
import ctypes
import errno
import os
import platform

OPENAT2 = 437  # on every architecture
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD_WORD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, FAIL_WITH = 0x7fff0000, 0x00050000

LIBC = ctypes.CDLL(None, use_errno=True)


class Instruction(ctypes.Structure):
    _fields_ = [("code", ctypes.c_uint16), ("if_true", ctypes.c_uint8), ("if_false", ctypes.c_uint8), ("value", ctypes.c_uint32)]


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(Instruction))]


def hide_openat2():
    """For the process that calls it, and all that it starts."""
    instructions = (Instruction * 4)((LOAD_WORD, 0, 0, 0), (JUMP_IF_EQUAL, 0, 1, OPENAT2),
                                     (RETURN, 0, 0, FAIL_WITH | errno.ENOSYS), (RETURN, 0, 0, ALLOW))
    program = Program(len(instructions), instructions)
    if LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_NO_NEW_PRIVS")
    if LIBC.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_SECCOMP")


def is_hidden():
    """Whether this process has no openat2."""
    result = LIBC.syscall(OPENAT2, -1, b"", None, ctypes.c_size_t(0))
    return result == -1 and ctypes.get_errno() == errno.ENOSYS


def hides():
    """Whether hide_openat2 works here: tried in a process of its own."""
    child = os.fork()
    if child == 0:
        hide_openat2()
        os._exit(0 if is_hidden() else 1)
    return platform.system() == "Linux" and os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
