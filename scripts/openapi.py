"""Prints the OpenAPI description of the program, without a database: `python -m scripts.openapi`."""

import json

from geoops.app import create_app
from geoops.kit.db import Database
from geoops.settings import Settings


def main() -> None:
    """Write the document to standard output."""
    app = create_app(Settings(), Database("postgresql://nobody@/nothing"))
    print(json.dumps(app.openapi(), ensure_ascii=False))


if __name__ == "__main__":
    main()
