"""The bare web server: the same uvicorn answering recorded bodies, `python -m bench.bare PORT FILE`."""

import json
import sys
from base64 import b64decode
from pathlib import Path

import uvicorn
from starlette.types import Receive, Scope, Send


def main() -> None:
    """Serve the bodies of the file: a JSON object from path to base64."""
    bodies = {path: b64decode(body) for path, body in json.loads(Path(sys.argv[2]).read_text()).items()}

    async def app(scope: Scope, _: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = bodies.get(scope["path"], b"")
        headers = [
            (b"content-type", b"application/vnd.mapbox-vector-tile"),
            (b"content-length", b"%d" % len(body)),
        ]
        await send({"type": "http.response.start", "status": 200 if body else 204, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    uvicorn.run(
        app, port=int(sys.argv[1]), access_log=False, log_level="warning", lifespan="off", server_header=False
    )


if __name__ == "__main__":
    main()
