"""summary.py SUMMARY SCHEMA: judges summary.json by the published schema with the library jsonschema."""

import json
import sys

import jsonschema


def main(summary, schema):
    with open(schema, encoding="utf-8") as file:
        rules = json.load(file)
    jsonschema.Draft7Validator.check_schema(rules)
    with open(summary, encoding="utf-8") as file:
        try:
            document = json.load(file)
        except ValueError as error:
            sys.exit(f"refused: {error}")
    problems = sorted(
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in jsonschema.Draft7Validator(rules).iter_errors(document)
    )
    if problems:
        sys.exit("\n".join(problems))
    print("valid")


main(*sys.argv[1:])
