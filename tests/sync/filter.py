"""A way to the server that can be spoilt: what a rule says is answered in the server's place."""
import http.client
import http.server
import json
import threading


KEPT = ("content-type", "content-range", "etag", "date", "retry-after", "location", "tus-resumable", "upload-offset",
        "upload-length")


def problem(status, code, **headers):
    """An answer as the API gives it."""
    body = {"type": f"urn:jiangce:problem:{code}", "status": status, "title": code}
    return status, {"Content-Type": "application/problem+json", **headers}, json.dumps(body).encode()


def page(status, **headers):
    """An answer as a proxy gives it."""
    return status, {"Content-Type": "text/html", **headers}, b"<html>Bad day</html>"


class Filter:
    """RULES: (method, part of the path) → an answer, or what makes one of the request. SEEN: the requests' first words, in order."""

    def __init__(self, url):
        self.port = int(url.rstrip("/").rsplit(":", 1)[1])
        self.rules = {}
        self.seen = []

    def __enter__(self):
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.seen.append(f"{self.command} {self.path}")
                for (method, part), answer in outer.rules.items():
                    if method == self.command and part in self.path:
                        if callable(answer):
                            answer = answer(self.command, self.path, self.headers, body)
                        return self.give(*answer)
                return self.give(*outer.forward(self.command, self.path, self.headers, body))

            def give(self, status, headers, body):
                self.send_response_only(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_GET = do_HEAD = do_PUT = do_POST = do_PATCH = do_DELETE = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        return self

    def forward(self, method, path, headers, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body or None, {k: v for k, v in headers.items() if k.lower() != "host"})
            answer = connection.getresponse()
            kept = {k: v for k, v in answer.getheaders() if k.lower() in KEPT}
            return answer.status, kept, answer.read()
        finally:
            connection.close()

    def count(self, method, part):
        return sum(1 for line in self.seen if line.startswith(method + " ") and part in line)

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
