// Runs a benchmark module under node's own WASI, as wasmload --bench does: prints `bench: N ns`, the time between
// bench.start and bench.end, to stderr. Usage: node run_wasi.mjs MODULE FOLDER, the folder preopened as `.`.
import { readFileSync, writeSync } from 'node:fs';
import { WASI } from 'node:wasi';

const [modulePath, folder] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: ['benchmark.wasm'], env: { LANG: 'C' }, preopens: { '.': folder }, returnOnExit: true });

let begin;
const bench = {
  start() { begin = process.hrtime.bigint(); },
  end() { writeSync(2, `bench: ${process.hrtime.bigint() - begin} ns\n`); },
};

// Whether functions are compiled here or when they are first called is up to node's flags.
const module = new WebAssembly.Module(readFileSync(modulePath));
const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport, bench });
process.exitCode = wasi.start(instance);
