"""otlp.py TRACES: reads OTLP/JSON with the messages of the library opentelemetry-proto and prints the spans.

Protocol buffers would read bytes as base64, OTLP/JSON writes identifiers in hexadecimal: they are taken back here.
"""

import base64
import sys

from google.protobuf import json_format
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status, TracesData


def digits(field, count):
    text = base64.b64encode(field).decode()
    if len(text) != count or text != text.lower() or not int(text, 16):
        sys.exit(f"not an identifier of {count} hexadecimal digits: {text}")
    return text


def main(path):
    traces = TracesData()
    with open(path, encoding="utf-8") as file:
        try:
            json_format.Parse(file.read(), traces)
        except json_format.ParseError as error:
            sys.exit(f"refused: {error}")
    seen = set()
    for resource in traces.resource_spans:
        facts = {fact.key: fact.value.string_value for fact in resource.resource.attributes}
        print("resource", facts["service.name"], facts["darkroom.variant"], facts["darkroom.region"])
        for scope in resource.scope_spans:
            parents = {}
            for span in scope.spans:
                trace, identity = digits(span.trace_id, 32), digits(span.span_id, 16)
                if identity in seen:
                    sys.exit(f"span {identity} is there twice")
                seen.add(identity)
                length = span.end_time_unix_nano - span.start_time_unix_nano
                if length < 0:
                    sys.exit(f"{span.name} ends before it begins")
                if not span.parent_span_id:
                    parents[identity] = [trace, span, span.start_time_unix_nano]
                else:
                    parent = parents.get(digits(span.parent_span_id, 16))
                    if parent is None or parent[0] != trace:
                        sys.exit(f"{span.name} has no parent in its trace")
                    if span.start_time_unix_nano != parent[2]:
                        sys.exit(f"{span.name} does not begin where the part before it ends")
                    parent[2] = span.end_time_unix_nano
                kind, status = Span.SpanKind.Name(span.kind), Status.StatusCode.Name(span.status.code)
                print(kind, status, span.name, span.start_time_unix_nano, length)
            for trace, span, end in parents.values():
                if end != span.end_time_unix_nano:
                    sys.exit(f"the parts of {span.name} do not fill it")


main(*sys.argv[1:])
