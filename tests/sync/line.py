"""A line to the server that can be slow, and that breaks."""
import contextlib
import socket
import threading
import time


class Line:
    """Every connection through it breaks after as many bytes as CUT () says, up or down; None: it does not; 0 up: there is none. SENT and GOT count what went through. RATE: bytes a second each way; 0: as fast as it goes."""

    def __init__(self, url, cut=lambda: (None, None), rate=0):
        self.address = ("127.0.0.1", int(url.rstrip("/").rsplit(":", 1)[1]))
        self.cut = cut
        self.rate = rate
        self.sent = self.got = self.broken = 0
        self.stop_at = None

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(self.address)
            except OSError:
                near.close()
                continue
            up, down = self.cut()
            if up == 0:
                near.close()
                far.close()
                continue
            threading.Thread(target=self.carry, args=(near, far, up, "sent"), daemon=True).start()
            threading.Thread(target=self.carry, args=(far, near, down, "got"), daemon=True).start()

    def carry(self, source, target, limit, counter):
        done = 0
        with contextlib.suppress(OSError):
            while True:
                data = source.recv(16384)
                if not data:
                    break
                if limit is not None:
                    data = data[:max(0, limit - done)]
                if counter == "sent" and self.stop_at is not None and self.stop_at in data:
                    data = b""
                    limit = 0
                target.sendall(data)
                done += len(data)
                setattr(self, counter, getattr(self, counter) + len(data))
                if limit is not None and done >= limit:
                    self.broken += 1
                    break
                if self.rate:
                    time.sleep(len(data) / self.rate)
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
