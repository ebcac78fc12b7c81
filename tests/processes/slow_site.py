"""A small WSGI site behind the portal's server: /slow takes a while, all else is quick."""

import sys
import time

from portal.server import serve

WORDS = b"answered in full " * 20_000


def site(environ, start_response):
    """Echo how much was sent."""
    if environ["PATH_INFO"] == "/slow":
        print("in hand", flush=True)
        time.sleep(1.5)
    sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"%d\n" % len(sent), WORDS]


if __name__ == "__main__":
    serve(site, host=sys.argv[1], port=int(sys.argv[2]), threads=4)
