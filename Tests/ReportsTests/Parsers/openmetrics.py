"""openmetrics.py PAGE: reads a page with the OpenMetrics parser of the Prometheus client and prints its samples."""

import sys

from prometheus_client.openmetrics import parser


def main(path):
    with open(path, encoding="utf-8", newline="") as file:
        page = file.read()
    try:
        families = list(parser.text_string_to_metric_families(page))
    except ValueError as error:
        sys.exit(f"refused: {error}")
    seen = set()
    for family in families:
        if not family.documentation:
            sys.exit(f"{family.name} has no HELP")
        print(f"family {family.name} {family.type} {family.unit or '-'} {len(family.samples)}")
        for sample in family.samples:
            identity = (sample.name, tuple(sorted(sample.labels.items())))
            if identity in seen:
                sys.exit(f"twice: {identity}")
            seen.add(identity)
            labels = ",".join(f"{key}={value}" for key, value in sample.labels.items() if key != "scenario")
            print(f"{sample.name} {labels} {sample.value:.15g}")


main(*sys.argv[1:])
