"""Links of the API pages: fsdocs gives pages at any depth the same root, and has no page for delegates: python3 mend_links.py SITE"""

import pathlib
import re
import sys

LINK = re.compile(r'<a href="\.\./reference/([^"#]+)"[^>]*>(.*?)</a>', re.DOTALL)


def main(folder):
    written = {path.name for path in folder.iterdir()}
    for path in folder.glob("*.html"):
        page = path.read_text(encoding="utf-8").replace('="./', '="../')
        page = LINK.sub(lambda link: link[0] if link[1] in written else link[2], page)
        path.write_text(page, encoding="utf-8")


main(pathlib.Path(sys.argv[1]) / "reference")
