"""markdown.py SUMMARY: renders Markdown with GitHub's own renderer (cmark-gfm) and prints what a reader sees of it."""

import sys

import cmarkgfm
from cmarkgfm.cmark import Options
from lxml import html


def words(element):
    return " ".join(element.text_content().split())


def main(path):
    with open(path, "rb") as file:
        data = file.read()
    if len(data) >= 1 << 20:
        sys.exit(f"{len(data)} bytes: GitHub refuses a step's summary above 1 MiB")
    page = html.fromstring(
        "<div>" + cmarkgfm.github_flavored_markdown_to_html(data.decode("utf-8"), Options.CMARK_OPT_UNSAFE) + "</div>"
    )
    allowed = set("div h2 p a table thead tbody tr th td details summary ul li pre code".split())
    strange = sorted({element.tag for element in page.iter()} - allowed)
    if strange:
        sys.exit(f"markup that the report does not make: {strange}")
    print("heading:", " / ".join(words(element) for element in page.iter("h2")))
    for link in page.iter("a"):
        print(f"link: {link.get('href')} ({words(link)})")
    for table in page.iter("table"):
        rows = [[words(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
        if len({len(row) for row in rows}) != 1:
            sys.exit("rows of different length")
        place = "folded" if any(element.tag == "details" for element in table.iterancestors()) else "in sight"
        print(f"table {place}:", len(rows) - 1, "rows;", " | ".join(rows[0]))
        if place == "in sight":
            for row in rows[1:]:
                print("row:", " | ".join(row))
    for element in page.iter("details"):
        print("details:", words(element.find("summary")))


main(*sys.argv[1:])
