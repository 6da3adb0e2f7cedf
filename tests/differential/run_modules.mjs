// Does under V8 what run_modules.cpp does with compiled code, and prints it in the same words.
//
//   node --experimental-wasm-type-reflection run_modules.mjs FILE...
import { readFileSync } from 'node:fs';

// The messages of V8, and of the specification where run_modules.cpp prints them.
const traps = [
  [/^unreachable/, 'unreachable'],
  [/memory access out of bounds|data segment \d+ is out of bounds/, 'memory'],
  [/table index is out of bounds|(table|element segment) \d*.*out of bounds/, 'table'],
  [/null function or function signature|function signature mismatch/, 'indirect'],
  [/divide by zero|remainder by zero/, 'integer divide by zero'],
  [/divide result unrepresentable/, 'number'],
  [/float unrepresentable/, 'number'],
  [/dereferencing a null pointer/, 'null reference'],
  [/operation does not support unaligned/, 'unaligned atomic'],
  [/Maximum call stack/, 'stack'],
];

const i32 = [0, 1, -1, 42, -0x80000000, 65535, 7, 0x7fffffff];
const i64 = [0n, 1n, -1n, 42n, -(1n << 63n), 65535n, 7n, (1n << 63n) - 1n];
const floats = [0, 1, -1.5, 42.25, -0, 65535, 1e10, -1e-10];

const isVector = (type) => type === 'v128';
// Types of references print as text; a non-null one begins with "(ref " and no "null", which V8 shows as an object.
const isNonNull = (type) => /^\(ref (?!null)/.test(String(type));

function argument(type, number) {
  switch (type) {
    case 'i32': return i32[number % 8];
    case 'i64': return i64[number % 8];
    case 'f32':
    case 'f64': return floats[number % 8];
    default: return null;
  }
}

const bits = new DataView(new ArrayBuffer(8));
const hex = (number, digits) => number.toString(16).padStart(digits, '0');

function show(type, value) {
  switch (type) {
    case 'i32': return hex(value >>> 0, 8);
    case 'i64': return hex(BigInt.asUintN(64, value), 16);
    case 'f32':
      if (Number.isNaN(value)) return 'nan';
      bits.setFloat32(0, value);
      return 'f' + hex(bits.getUint32(0), 8);
    case 'f64':
      if (Number.isNaN(value)) return 'nan';
      bits.setFloat64(0, value);
      return 'f' + hex(bits.getBigUint64(0), 16);
    default: return value === null ? 'null' : 'reference';
  }
}

function wordsFor(error) {
  for (const [pattern, words] of traps) if (pattern.test(error.message)) return words;
  return error.message;
}

function call(f, round) {
  const type = f.type();
  if (type.parameters.some((t) => isVector(t) || isNonNull(t)) || type.results.some(isVector)) return ' skipped';
  let results;
  try {
    results = f(...type.parameters.map((t, i) => argument(t, round * 3 + i)));
  } catch (error) {
    return ' trap: ' + wordsFor(error);
  }
  if (type.results.length < 2) results = [results];
  return type.results.map((t, i) => ' ' + show(t, results[i])).join('');
}

function hash(bytes) {
  let value = 0x811c9dc5;
  for (let i = 0; i < bytes.length; ++i) value = Math.imul(value ^ bytes[i], 0x01000193);
  return value >>> 0;
}

function printState(values) {
  values.forEach((value, i) => {
    if (value instanceof WebAssembly.Memory) {
      const bytes = new Uint8Array(value.buffer);
      console.log(`memory ${i}: ${bytes.length} bytes ${hex(hash(bytes), 8)}`);
    } else if (value instanceof WebAssembly.Table) {
      console.log(`table ${i}: ${value.length}`);
    } else if (value instanceof WebAssembly.Global) {
      const type = value.type().value;
      if (!isVector(type)) console.log(`global ${i}: ${show(type, value.value)}`);
    }
  });
}

function run(file) {
  const module = new WebAssembly.Module(readFileSync(file));
  const names = WebAssembly.Module.exports(module).map((e) => e.name);
  names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  let instance;
  try {
    instance = new WebAssembly.Instance(module);
  } catch (error) {
    console.log('instantiate: trap: ' + wordsFor(error));
    return;
  }
  const values = names.map((name) => instance.exports[name]);
  for (let round = 0; round < 2; ++round) {
    values.forEach((value, i) => {
      if (typeof value === 'function') console.log(`call ${i}:${call(value, round)}`);
    });
  }
  printState(values);
}

for (const file of process.argv.slice(2)) {
  console.log('== ' + file);
  try {
    run(file);
  } catch (error) {
    console.log('error: ' + error.message);
  }
}
