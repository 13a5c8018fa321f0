"""hgrm.py DISTRIBUTION SAMPLES: records the samples (nanoseconds, one per line) with the library hdrhistogram and
compares every line of our percentile distribution (milliseconds) with what that library answers."""

import bisect
import re
import sys

from hdrh.histogram import HdrHistogram

LINE = re.compile(r"^ *(\d+\.\d+) +([01]\.\d+) +(\d+)(?: +(\d+\.\d+))?$")
FOOTER = re.compile(r"([A-Z][A-Za-z ]*?) *= *([\d.]+)")


def close(found, expected, what):
    """Within two buckets, or within the three decimals that the form prints."""
    if abs(found - expected) > max(2e-3 * abs(expected), 5.1e-4):
        sys.exit(f"{what}: {found}, the library says {expected}")


def main(distribution, samples):
    with open(samples, encoding="ascii") as file:
        values = sorted(int(line) for line in file)
    histogram = HdrHistogram(100, 3_600_000_000_000, 3)
    for value in values:
        if not histogram.record_value(value):
            sys.exit(f"the library refuses {value}")
    with open(distribution, encoding="utf-8") as file:
        lines = file.read().splitlines()
    if lines[0].split() != ["Value", "Percentile", "TotalCount", "1/(1-Percentile)"]:
        sys.exit(f"head: {lines[0]}")
    rows = [match.groups() for match in map(LINE.match, lines) if match]
    if len(rows) + sum(line.startswith("#") for line in lines) != len([line for line in lines[1:] if line.strip()]):
        sys.exit("a line that is neither a row nor a comment")
    previous = (-1.0, -1.0, 0)
    for shown, level, count, odds in rows:
        row = (float(shown), float(level), int(count))
        if any(now < before for now, before in zip(row, previous)):
            sys.exit(f"not rising at {row}")
        previous = row
        if not 0 < row[2] <= len(values):
            sys.exit(f"{row[2]} samples of {len(values)}")
        close(row[0], histogram.get_value_at_percentile(100 * (row[2] - 0.25) / len(values)) / 1e6, f"value at {level}")
        below = bisect.bisect_left(values, row[0] * 1e6 * 0.998 - 510)
        if not below - 1 <= row[1] * len(values) <= row[2] + 1:
            sys.exit(f"{level} is not the share of the samples up to {shown}: {below} to {row[2]} of {len(values)}")
        if odds:
            close(float(odds), 1 / (1 - row[1]), "1/(1-Percentile)")
    if previous[1:] != (1.0, len(values)):
        sys.exit(f"ends at {previous}")
    footer = dict(FOOTER.findall("\n".join(line for line in lines if line.startswith("#"))))
    if not {"Mean", "Max", "Total count"} <= footer.keys():
        sys.exit(f"the end holds only {sorted(footer)}")
    close(float(footer["Mean"]), histogram.get_mean_value() / 1e6, "mean")
    close(float(footer["Max"]), histogram.get_max_value() / 1e6, "maximum")
    if int(footer["Total count"]) != len(values):
        sys.exit(f"total count: {footer['Total count']}")
    print(len(values), "samples,", "ends agree")


main(*sys.argv[1:])
