"""series.py SERIES: reads series.csv with Python's strict CSV reader, and looks for cells that a spreadsheet would run."""

import csv
import sys

HEADER = ["variant", "metric", "unit", "start_seconds", "end_seconds", "value"]


def main(path):
    with open(path, "rb") as file:
        data = file.read()
    if not data.endswith(b"\r\n"):
        sys.exit("the last row does not end in CR LF")
    with open(path, encoding="utf-8", newline="") as file:
        try:
            rows = list(csv.reader(file, strict=True))
        except csv.Error as error:
            sys.exit(f"refused: {error}")
    if rows[0] != HEADER:
        sys.exit(f"columns are {rows[0]}")
    for row in rows[1:]:
        if len(row) != len(HEADER):
            sys.exit(f"{len(row)} cells in {row}")
        for cell in row[:3]:
            if cell[:1] in tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"):
                sys.exit(f"a spreadsheet would run {cell!r}")
        start, end = float(row[3]), float(row[4])
        if not start < end:
            sys.exit(f"an interval that ends before it begins: {row}")
        value = float(row[5]) if row[5] else None
        print(f"{row[0]!r} {row[1]!r} {row[2]!r} {start:g} {end:g} {value}")


main(*sys.argv[1:])
