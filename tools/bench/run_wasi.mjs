// Runs a program of WASI under node's own WASI, as wasmload --bench does: prints `bench: N ns`, the time between bench.start
// and bench.end, to stderr, and the thread's CPU time where node tells it. Usage: node run_wasi.mjs MODULE FOLDER, the folder
// preopened as `.`.
import { readFileSync, writeSync } from 'node:fs';
import { WASI } from 'node:wasi';

const [modulePath, folder] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: ['benchmark.wasm'], env: { LANG: 'C' }, preopens: { '.': folder }, returnOnExit: true });

// The system brings a thread's time up to date when it sleeps.
const sleeper = new Int32Array(new SharedArrayBuffer(4));
function cpuTime() {
  Atomics.wait(sleeper, 0, 0, 0.01);
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

let begin, beginCpu;
const hasCpuTime = 'threadCpuUsage' in process;
const bench = {
  start() {
    if (hasCpuTime) beginCpu = cpuTime();
    begin = process.hrtime.bigint();
  },
  end() {
    const elapsed = process.hrtime.bigint() - begin;
    const cpu = hasCpuTime && cpuTime() - beginCpu;
    writeSync(2, `bench: ${elapsed} ns\n`);
    if (hasCpuTime) writeSync(2, `bench: ${1000 * cpu} ns of CPU time\n`);
  },
};

// Whether functions are compiled here or when they are first called is up to node's flags.
const module = new WebAssembly.Module(readFileSync(modulePath));
const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport, bench });
process.exitCode = wasi.start(instance);
