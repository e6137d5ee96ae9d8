"""`python -m dragoman.web docs/desk.md`: renew the table of who may what in that file; without one, print it."""

import re
import sys
from pathlib import Path

from dragoman.web.routes import table

_TABLE = re.compile(r"^\| path \|.*\n(?:\|.*\n)+", re.MULTILINE)

if sys.argv[1:]:
    page = Path(sys.argv[1])
    text = page.read_text("utf-8")
    page.write_text(_TABLE.sub(lambda _: table(), text), "utf-8")
else:
    sys.stdout.write(table())
