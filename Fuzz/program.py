"""Runs the program on one input and says how it ended."""

import os
import resource
import select
import signal
import subprocess
import time

# A hang: so much processor time of all threads, or so much time without an end, since others use the machine too.
SECONDS = 30
LONGEST_SECONDS = 300
MEMORY_MB = 1024
# Swift traps end in SIGILL, SIGTRAP, SIGABRT, SIGSEGV or SIGBUS; a shell shows these as 132, 133, 134, 139 and 135.
TRAPS = {132, 133, 134, 135, 136, 139}
RAN = {0, 1, 2}
REFUSED = {64, 65, 73}


class Ending:
    """How a run ended: its exit code as a shell shows it, its class, its time and its peak memory."""

    def __init__(self, code, seconds, megabytes, hung, out, err):
        self.code, self.seconds, self.megabytes, self.out, self.err = code, seconds, megabytes, out, err
        if hung:
            self.kind = "hang"
        elif megabytes > MEMORY_MB:
            self.kind = "memory"
        elif code in TRAPS or code > 128 and code != 130:
            self.kind = "trap"
        elif code == 70:
            self.kind = "internal"
        elif code in RAN:
            self.kind = "ran"
        elif code in REFUSED:
            self.kind = "refused"
        else:
            self.kind = "unknown"

    @property
    def is_fault(self):
        return self.kind not in ("ran", "refused")


def limit():
    """Bounds what a run may take, so that a fault of it does not take the machine: twice the memory that counts as a
    fault (RLIMIT_DATA: Swift reserves more address space than it uses, so RLIMIT_AS says nothing), no core files."""
    resource.setrlimit(resource.RLIMIT_DATA, (2 * MEMORY_MB << 20, 2 * MEMORY_MB << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (256 << 20, 256 << 20))


def ended(handle, process, started):
    """Waits for the end of a process and says whether it came before a hang."""
    while not select.select([handle], [], [], 1)[0]:
        with open(f"/proc/{process}/stat", encoding="latin-1") as file:
            user, system = file.read().rpartition(")")[2].split()[11:13]
        spent = (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        if spent > SECONDS or time.monotonic() - started > LONGEST_SECONDS:
            return False
    return True


def run(program, arguments, folder, stdin=b""):
    """Runs the program in a folder. Call `limit` first in the process that calls this: children inherit it."""
    with open(os.path.join(folder, ".in"), "wb") as file:
        file.write(stdin)
    files = [open(os.path.join(folder, name), mode) for name, mode in ((".in", "rb"), (".out", "wb"), (".err", "wb"))]
    started = time.monotonic()
    environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8", "TMPDIR": folder, "SWIFT_BACKTRACE": "enable=no"}
    child = subprocess.Popen(
        [program, *arguments], stdin=files[0], stdout=files[1], stderr=files[2], cwd=folder, env=environment,
        start_new_session=True)
    for file in files:
        file.close()
    handle = os.pidfd_open(child.pid)
    hung = not ended(handle, child.pid, started)
    if hung:
        os.killpg(child.pid, signal.SIGKILL)
    _, status, usage = os.wait4(child.pid, 0)
    os.close(handle)
    code = os.waitstatus_to_exitcode(status)
    child.returncode = code
    out, err = (open(os.path.join(folder, name), "rb").read(4 << 20) for name in (".out", ".err"))
    return Ending(
        128 - code if code < 0 else code, time.monotonic() - started, usage.ru_maxrss / 1024, hung, out, err)
