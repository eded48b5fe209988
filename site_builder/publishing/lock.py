"""One build at a time in an output folder.

Comes in: the folder, which is made where it is missing. What is locked is the folder itself, so that no lock file
stands in the site or beside it; Windows cannot lock folders and has a file in the system's temporary folder.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import tempfile
import time
import weakref
from collections.abc import Callable
from contextlib import suppress

_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS, errno.EBADF}
"""What file systems without locks answer; EBADF: network ones want a descriptor that can be written to."""


class FolderLock:
    """Held between `acquire` and `release`; the system takes it from a process that is killed."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._made: list[str] = []
        self._descriptor: int | None = None
        if sys.platform != "win32":
            # A lock lives as long as a copy of its descriptor: workers that outlive a killed build would keep it.
            this = weakref.ref(self)
            os.register_at_fork(after_in_child=lambda: _close(this()))

    def acquire(self, wait: Callable[[], None]) -> None:
        """Make the folder and lock it; calls `wait` once if another build holds it; raises OSError."""
        waiting = False

        def wait_once() -> None:
            nonlocal waiting
            if not waiting:
                wait()
            waiting = True

        while self._descriptor is None:
            self._make_folder()
            self._descriptor = _open(self._folder)
            try:
                _lock(self._descriptor, wait_once)
                if self._is_still_there():  # a build that gave up removes the folder that it had made
                    return
            except BaseException:
                _close(self)
                raise
            _close(self)

    def release(self, *, remove_made: bool) -> None:
        """Give the folder free; with `remove_made` those that `acquire` made are removed first, if they are empty."""
        if remove_made:
            with suppress(OSError):
                for folder in reversed(self._made):
                    os.rmdir(folder)
        _close(self)

    def _make_folder(self) -> None:
        missing = [self._folder]
        while missing[-1] and not os.path.lexists(missing[-1]):
            missing.append(os.path.dirname(missing[-1]))
        self._made = missing[-2::-1]
        os.makedirs(self._folder, exist_ok=True)

    def _is_still_there(self) -> bool:
        assert self._descriptor is not None
        try:
            there = os.stat(self._folder)
        except FileNotFoundError:
            return False
        return sys.platform == "win32" or os.path.samestat(os.fstat(self._descriptor), there)


def _close(lock: FolderLock | None) -> None:
    """Close the descriptor of a lock, which frees it unless another process has a copy; None is a lock that is gone."""
    if lock is not None and lock._descriptor is not None:  # noqa: SLF001 - a method would keep its lock from going
        os.close(lock._descriptor)  # noqa: SLF001
        lock._descriptor = None  # noqa: SLF001


if sys.platform == "win32":
    import msvcrt

    def _open(folder: str) -> int:
        """Return a descriptor of the file that stands for the folder; raises OSError."""
        place = os.path.normcase(os.path.realpath(folder)).encode("utf-8", "surrogatepass")
        name = f"site-builder-{hashlib.sha256(place).hexdigest()[:32]}.lock"
        return os.open(os.path.join(tempfile.gettempdir(), name), os.O_RDWR | os.O_CREAT)

    def _lock(descriptor: int, wait: Callable[[], None]) -> None:
        """Lock, or call `wait` and wait for the lock; Windows' own waiting gives up after ten seconds."""
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except PermissionError:
                wait()
                time.sleep(0.05)
            else:
                return

else:
    import fcntl

    def _open(folder: str) -> int:
        """Return a descriptor of the folder; raises OSError."""
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def _lock(descriptor: int, wait: Callable[[], None]) -> None:
        """Lock, or call `wait` and wait for the lock; does neither where the file system knows no locks."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError as fault:
            if fault.errno not in _NO_LOCKS:
                raise
