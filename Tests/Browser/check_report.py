"""Opens reports in Chromium and checks what only a browser can tell.

usage: check_report.py PAGE_OR_DIRECTORY... (a directory holds the files of `darkroom report --report-dir`)

Every page is opened light, dark, narrow, without scripts and for paper. It must load nothing but its own files, break
no rule of its policy, print nothing to the console, have no finding of axe, never be wider than the window, keep its
content without scripts, and react to its controls.
"""

import contextlib
import functools
import http.server
import pathlib
import sys
import threading

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
VIEWS = [
    ("light", dict(color_scheme="light", viewport=dict(width=1400, height=900))),
    ("dark", dict(color_scheme="dark", viewport=dict(width=1400, height=900))),
    ("narrow", dict(color_scheme="light", viewport=dict(width=400, height=800))),
    ("narrow dark", dict(color_scheme="dark", viewport=dict(width=400, height=800))),
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def served(path):
    """The address of a page: a file as it is, a directory through a server, as such reports are meant to be used."""
    if path.is_file():
        yield path.resolve().as_uri()
        return
    handler = functools.partial(Quiet, directory=str(path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/report.html"
    finally:
        server.shutdown()


def opened(browser, address, problems, **options):
    """A page in a fresh context; whatever it complains about or loads from elsewhere becomes a problem."""
    # The page's policy stays in force, so tools that a check brings along enter past it.
    page = browser.new_context(**options).new_page()
    own = address.rsplit("/", 1)[0] + "/"

    def requested(request):
        if request.url != address and not request.url.startswith("data:"):
            if not (own.startswith("http") and request.url.startswith(own)):
                problems.append(f"loads {request.url}")

    page.on("request", requested)
    page.on("console", lambda message: problems.append(f"console {message.type}: {message.text}"))
    page.on("pageerror", lambda error: problems.append(f"error: {error}"))
    page.goto(address)
    page.wait_for_load_state("load")
    page.wait_for_timeout(200)
    return page


def width_problems(page):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"the page is {wide} pixels wider than the window"] if wide > 0 else []


def axe_problems(page):
    found = Axe().run(page).response["violations"]
    return [
        f"axe {rule['impact']} {rule['id']}: {len(rule['nodes'])} times, first {rule['nodes'][0]['html'][:160]}"
        for rule in found
    ]


def control_problems(page):
    """Boxes, sliders and menus change what the page says."""
    problems = []
    if "was not installed when this program was built" in page.locator("footer").inner_text():
        return problems
    for host in ["#curves-explorer", "#timeline-explorer"]:
        if page.locator(host).count() == 0:
            continue
        if page.locator(host).is_hidden():
            problems.append(f"{host} stays hidden")
            continue
        slider = page.locator(f"{host} input[type=range]")
        before = slider.get_attribute("aria-valuetext")
        slider.focus()
        page.keyboard.press("ArrowLeft" if slider.input_value() != "0" else "ArrowRight")
        if slider.get_attribute("aria-valuetext") == before:
            problems.append(f"{host}: the slider says the same everywhere")
        count = page.locator(f"{host} .readout li").count()
        page.locator(f"{host} input[type=checkbox]:not(:checked)").first.check()
        if page.locator(f"{host} .readout li").count() <= count:
            problems.append(f"{host}: a box adds no series")
    choice = page.locator("#variant-choice")
    if choice.count() > 0:
        choice.select_option(index=1)
        if page.locator("[data-variant]:not([hidden])").count() == page.locator("[data-variant]").count():
            problems.append("the choice of a variant hides nothing")
    return problems


def words(page):
    return page.locator("main").inner_text()


def checked(browser, address):
    problems = []

    def note(view, found):
        problems.extend(f"{view}: {problem}" for problem in found)

    sections = 0
    for view, options in VIEWS:
        complaints = []
        page = opened(browser, address, complaints, **options)
        note(view, width_problems(page) + control_problems(page))
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        note(f"{view}, opened", width_problems(page) + axe_problems(page) + complaints)
        sections = page.locator("main > section").count()
        page.context.close()

    complaints = []
    page = opened(browser, address, complaints, java_script_enabled=False, viewport=dict(width=400, height=800))
    complaints += width_problems(page)
    if sections == 0 or page.locator("main > section").count() != sections:
        complaints.append("a section is missing")
    if page.locator("main table").first.is_hidden() or not words(page).strip():
        complaints.append("the tables are hidden")
    if page.locator(".static.plots").count() and page.locator(".static.plots svg").first.is_hidden():
        complaints.append("the static charts are hidden")
    if page.locator(".explore:visible").count():
        complaints.append("controls are visible that cannot work")
    note("without scripts", complaints)
    page.context.close()

    complaints = []
    page = opened(browser, address, complaints, viewport=dict(width=800, height=900))
    page.emulate_media(media="print")
    if page.locator(".explore:visible, nav:visible").count():
        complaints.append("controls are printed")
    if page.locator(".static.plots").count() and page.locator(".static.plots svg").first.is_hidden():
        complaints.append("the static charts are not printed")
    note("paper", complaints)
    page.context.close()
    return problems


def main(paths):
    if not paths:
        sys.exit(__doc__)
    failed = False
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for path in map(pathlib.Path, paths):
            with served(path) as address:
                problems = checked(browser, address)
            failed = failed or bool(problems)
            print(f"{path}: {'ok' if not problems else ''}")
            for problem in problems:
                print(f"  {problem}")
        browser.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
