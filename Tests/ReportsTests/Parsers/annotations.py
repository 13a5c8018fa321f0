"""annotations.py COMMANDS: reads workflow commands the way GitHub's runner does and prints what it would show.

There is no library for this. The steps are those of the runner's ActionCommand.TryParseV2: command up to the second
double colon, properties cut at commas, percent signs taken back last.
"""

import sys


def plain(text, is_property):
    pairs = [("%0D", "\r"), ("%0A", "\n")] + ([("%3A", ":"), ("%2C", ",")] if is_property else []) + [("%25", "%")]
    for escaped, character in pairs:
        text = text.replace(escaped, character)
    return text


def main(path):
    with open(path, encoding="utf-8", newline="") as file:
        lines = file.read().splitlines()
    for line in lines:
        if not line.startswith("::") or "::" not in line[2:]:
            sys.exit(f"not a command: {line}")
        head, message = line[2:].split("::", 1)
        name, _, rest = head.partition(" ")
        if name not in ("error", "warning", "notice"):
            sys.exit(f"not a command that annotates: {name}")
        properties = {}
        for part in rest.split(","):
            key, separator, value = part.partition("=")
            if not separator or key not in ("file", "line", "endLine", "col", "endColumn", "title"):
                sys.exit(f"not a property: {part}")
            properties[key] = plain(value, True)
        for key in ("line", "col"):
            if key in properties and not properties[key].isdigit():
                sys.exit(f"{key} is not a number: {properties[key]}")
        place = ":".join(properties.get(key, "-") for key in ("file", "line", "col"))
        print(f"{name} | {place!r} | {properties['title']!r} | {plain(message, False)!r}")


main(*sys.argv[1:])
