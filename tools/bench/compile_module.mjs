// Compiles a module under node and does nothing else: with the flags that make V8 optimise all functions at once.
// Usage: node compile_module.mjs MODULE
import { readFileSync } from 'node:fs';

new WebAssembly.Module(readFileSync(process.argv[2]));
