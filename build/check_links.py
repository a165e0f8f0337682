"""Every link of a site must lead somewhere, and no page may load anything from elsewhere: python3 check_links.py FOLDER"""

import html.parser
import pathlib
import sys
import urllib.parse

LOADS = {"img", "script", "link", "iframe", "source"}


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.anchors |= {values.get("id"), values.get("name")}
        self.links += [(tag, values[name]) for name in ("href", "src") if values.get(name)]


def faults(folder):
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    for path, page in pages.items():
        for tag, link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme in ("http", "https") or parts.netloc:
                if tag in LOADS:
                    yield path, link, "is loaded from the network"
                continue
            if parts.scheme:
                continue
            target = (path.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else path.resolve()
            target = target / "index.html" if target.is_dir() else target
            if not target.exists():
                yield path, link, "leads nowhere"
            elif parts.fragment and target.suffix == ".html":
                goal = pages.get(folder / target.relative_to(folder.resolve()))
                if goal and urllib.parse.unquote(parts.fragment) not in goal.anchors:
                    yield path, link, "names no place of that page"


def main(folder):
    found = list(faults(pathlib.Path(folder)))
    for path, link, fault in found:
        print(f"{path}: {link} {fault}", file=sys.stderr)
    return 1 if found else 0


sys.exit(main(sys.argv[1]))
