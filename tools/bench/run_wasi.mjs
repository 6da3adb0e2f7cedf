// Runs a program of WASI under node's own WASI, as wasmload --bench does: prints `bench: N ns`, the time between bench.start
// and bench.end, to stderr, and the thread's CPU time where node tells it. Usage: node run_wasi.mjs MODULE FOLDER, the folder
// preopened as `.`.
import { existsSync, readFileSync, writeSync } from 'node:fs';
import { WASI } from 'node:wasi';

const [modulePath, folder] = process.argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: ['benchmark.wasm'], env: { LANG: 'C' }, preopens: { '.': folder }, returnOnExit: true });

// The system counts a thread's nanoseconds on the CPU, and brings them up to date when the thread sleeps; what node tells itself
// is counted in ticks of some milliseconds. Reading it takes time, too, so it may seem to be more than elapsed.
const sleeper = new Int32Array(new SharedArrayBuffer(4));
const counter = '/proc/thread-self/schedstat';
function cpuTime() {
  Atomics.wait(sleeper, 0, 0, 0.01);
  return BigInt(readFileSync(counter, 'ascii').split(' ')[0]);
}

let begin, beginCpu;
const hasCpuTime = existsSync(counter);
const bench = {
  start() {
    if (hasCpuTime) beginCpu = cpuTime();
    begin = process.hrtime.bigint();
  },
  end() {
    const elapsed = process.hrtime.bigint() - begin;
    const cpu = hasCpuTime && cpuTime() - beginCpu;
    const taken = cpu < elapsed ? cpu : elapsed;
    writeSync(2, `bench: ${elapsed} ns\n`);
    if (hasCpuTime) writeSync(2, `bench: ${taken} ns of CPU time\n`);
  },
};

// Whether functions are compiled here or when they are first called is up to node's flags.
const module = new WebAssembly.Module(readFileSync(modulePath));
const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport, bench });
process.exitCode = wasi.start(instance);
