// perfetto.js TRACE FOLDER: loads a trace into Perfetto's own trace processor and prints the slices that it sees.
//
// FOLDER holds the engine of Perfetto's viewer (engine_bundle.js, trace_processor.wasm). It is a web worker that talks
// protocol buffers: the few fields that a query needs are written and read here by hand.
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const APPEND = 1;
const FINALIZE = 2;
const QUERY = 3;

function varint(number) {
  const bytes = [];
  for (let rest = BigInt(number); ; rest >>= 7n) {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    if (rest <= 127n) return Buffer.from(bytes);
  }
}

const scalar = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);
const bytes = (field, value) => Buffer.concat([varint((field << 3) | 2), varint(value.length), value]);

/** Fields of a message as [number, value]: a BigInt, or bytes. */
function* fields(message) {
  let place = 0;
  const next = () => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = message[place++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (place < message.length) {
    const tag = Number(next());
    const length = { 0: 0, 1: 8, 2: -1, 5: 4 }[tag & 7];
    if (length === 0) {
      yield [tag >> 3, next()];
    } else {
      const count = length < 0 ? Number(next()) : length;
      yield [tag >> 3, message.subarray(place, (place += count))];
    }
  }
}

function* packed(data) {
  for (let place = 0; place < data.length; ) {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = data[place++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) break;
    }
    yield BigInt.asIntN(64, value);
  }
}

/** Rows of a QueryResult; throws what the processor complains about. */
function rows(result) {
  let columns = 0;
  const cells = [];
  for (const [field, value] of fields(result)) {
    if (field === 1) columns += 1;
    if (field === 2) throw new Error(value.toString());
    if (field !== 3) continue;
    const batch = { kinds: [], numbers: [], texts: [] };
    for (const [part, data] of fields(value)) {
      if (part === 1) batch.kinds.push(...packed(data));
      if (part === 2) batch.numbers.push(...packed(data));
      if (part === 5) batch.texts.push(...data.toString().split("\0"));
    }
    for (const kind of batch.kinds) {
      cells.push(kind === 2n ? batch.numbers.shift() : kind === 4n ? batch.texts.shift() : null);
    }
  }
  return cells.length === 0 ? [] : Array.from({ length: cells.length / columns }, (_, row) =>
    cells.slice(row * columns, (row + 1) * columns));
}

/** Starts the worker; gives a function from (method, argument bytes) to the reply. */
async function start(folder) {
  const self = { location: { href: "https://localhost/engine.js" } };
  class XMLHttpRequest {
    open(_, name) { this.name = path.basename(name); }
    send() { this.response = new Uint8Array(fs.readFileSync(path.join(folder, this.name))).buffer; }
  }
  const quiet = { log() {}, warn() {}, error() {} };
  // Compiled as a function, so that it finds a worker's world in its parameters, and no Node process.
  const names = ["self", "location", "XMLHttpRequest", "WorkerGlobalScope", "console", "process"];
  const engine = vm.compileFunction(fs.readFileSync(path.join(folder, "engine_bundle.js"), "utf8"), names);
  engine(self, self.location, XMLHttpRequest, class {}, quiet, undefined);
  let received = Buffer.alloc(0);
  const port = { postMessage: (data) => { received = Buffer.concat([received, Buffer.from(data)]); } };
  self.onmessage({ data: port });
  let sequence = 0;
  return async (method, argument) => {
    received = Buffer.alloc(0);
    const request = Buffer.concat([scalar(1, sequence++), scalar(2, method), argument]);
    port.onmessage({ data: new Uint8Array(bytes(1, request)) });
    return received;
  };
}

/** Results of one method: the fields of every reply with this number. */
function results(stream, number) {
  const found = [];
  for (const [, message] of fields(stream)) {
    for (const [field, value] of fields(message)) {
      if (field === 5) throw new Error(value.toString());
      if (field === number) found.push(value);
    }
  }
  return found;
}

async function main(trace, folder) {
  const call = await start(folder);
  await new Promise((resolve) => setTimeout(resolve, 0));
  const query = async (sql) =>
    results(await call(QUERY, bytes(103, bytes(1, Buffer.from(sql)))), 203).flatMap(rows);
  for (const answer of results(await call(APPEND, bytes(101, fs.readFileSync(trace))), 201)) {
    for (const [field, value] of fields(answer)) if (field === 2) throw new Error(value.toString());
  }
  for (const answer of results(await call(FINALIZE, Buffer.alloc(0)), 202)) {
    for (const [field, value] of fields(answer)) if (field === 1) throw new Error(value.toString());
  }
  const complaints = await query("SELECT name, value FROM stats WHERE severity IN ('error', 'data_loss') AND value > 0");
  if (complaints.length > 0) throw new Error(complaints.map((row) => row.join(" ")).join("; "));
  const slices = await query(`
    SELECT process.name, thread.name, slice.depth, slice.name, slice.ts, slice.dur
    FROM slice JOIN thread_track ON slice.track_id = thread_track.id JOIN thread USING (utid) JOIN process USING (upid)
    ORDER BY thread.tid, slice.ts, slice.depth`);
  for (const row of slices) console.log(row.join(" | "));
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(`refused: ${error.message}`);
  process.exit(1);
});
