"""benchmark.py RESULTS: judges the array that github-action-benchmark reads, by a schema of its type BenchmarkResult."""

import json
import sys

import jsonschema

TEXT = {"type": "string", "minLength": 1}
SCHEMA = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["name", "unit", "value"],
        "properties": {"name": TEXT, "unit": TEXT, "value": {"type": "number"}, "range": TEXT, "extra": TEXT},
    },
}


def main(path):
    with open(path, encoding="utf-8") as file:
        try:
            results = json.load(file)
        except ValueError as error:
            sys.exit(f"refused: {error}")
    problems = [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(results)]
    if problems:
        sys.exit("\n".join(problems))
    names = [result["name"] for result in results]
    if len(set(names)) != len(names):
        sys.exit("the action matches by name, and a name is there twice")
    for result in results:
        print(result["name"], result["value"], result["unit"], result.get("range", "-"))


main(*sys.argv[1:])
