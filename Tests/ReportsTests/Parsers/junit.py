"""junit.py REPORT: reads a JUnit file with the library junitparser and prints its cases."""

import sys

import junitparser
from lxml import etree


def main(path):
    try:
        report = junitparser.JUnitXml.fromfile(path)
    except (etree.XMLSyntaxError, junitparser.JUnitXmlError) as error:
        sys.exit(f"refused: {error}")
    suites = list(report)
    if not suites:
        sys.exit("no test suite")
    for suite in suites:
        found = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
        for case in suite:
            place = f"{case._elem.get('file', '-')}:{case._elem.get('line', '-')}"
            kinds = [type(result).__name__.lower() for result in case.result] or ["passed"]
            print(f"{case.classname} | {case.name} | {','.join(kinds)} | {place}")
            found["tests"] += 1
            for kind in kinds:
                counter = {"failure": "failures", "error": "errors"}.get(kind, kind)
                if counter in found:
                    found[counter] += 1
        stated = {"tests": suite.tests, "failures": suite.failures, "errors": suite.errors, "skipped": suite.skipped}
        if stated != found:
            sys.exit(f"the suite states {stated} and holds {found}")


main(*sys.argv[1:])
