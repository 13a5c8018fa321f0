"""trace.py TRACE: judges trace.json by a schema written from the Trace Event Format, and adds up its times exactly."""

import decimal
import json
import sys

import jsonschema

COUNT = {"type": "integer", "minimum": 0}
TEXT = {"type": "string", "minLength": 1}
COMPLETE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ph", "name", "cat", "pid", "tid", "ts", "dur", "args"],
    "properties": {
        "ph": {"const": "X"}, "name": TEXT, "cat": TEXT, "pid": COUNT, "tid": COUNT, "ts": {"type": "number"},
        "dur": {"type": "number", "minimum": 0}, "args": {"type": "object", "required": ["nanoseconds"]},
    },
}
METADATA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ph", "name", "pid", "args"],
    "properties": {
        "ph": {"const": "M"}, "pid": COUNT, "tid": COUNT, "args": {"type": "object"},
        "name": {"enum": ["process_name", "process_sort_index", "thread_name", "thread_sort_index"]},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["traceEvents"],
    "properties": {
        "displayTimeUnit": {"enum": ["ms", "ns"]},
        "otherData": {"type": "object", "required": ["note"]},
        "traceEvents": {"type": "array", "items": {"anyOf": [COMPLETE, METADATA]}},
    },
}


def nanoseconds(microseconds):
    value = decimal.Decimal(microseconds) * 1000
    if value != int(value):
        sys.exit(f"finer than a nanosecond: {microseconds}")
    return int(value)


def main(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        trace = json.loads(text, parse_float=decimal.Decimal)
    except ValueError as error:
        sys.exit(f"refused: {error}")
    problems = [error.message[:300] for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(json.loads(text))]
    if problems:
        sys.exit("\n".join(problems))
    names, open_requests = {}, {}
    for event in trace["traceEvents"]:
        place = (event["pid"], event.get("tid"))
        if event["ph"] == "M":
            names.setdefault(event["name"], {})[place] = event["args"].get("name")
            continue
        if (event["pid"], 0) not in names["process_name"] or place not in names["thread_name"]:
            sys.exit(f"{place} has no name")
        start, length = nanoseconds(event["ts"]), nanoseconds(event["dur"])
        if length != event["args"]["nanoseconds"]:
            sys.exit(f"dur of {event['name']} is {length} ns, its args say {event['args']['nanoseconds']}")
        if place not in open_requests:
            open_requests[place] = [start, start + length]
            print(f"{names['process_name'][(event['pid'], 0)]} / {names['thread_name'][place]}: {start} + {length}")
        else:
            if start != open_requests[place][0]:
                sys.exit(f"{event['name']} does not begin where the part before it ends")
            open_requests[place][0] = start + length
            print(f"  {event['args']['component']} {event['args']['kind']} {length}")
    if any(now != end for now, end in open_requests.values()):
        sys.exit("the parts of a request do not fill it")


main(*sys.argv[1:])
