;; A module that Emscripten built to run with JavaScript: what it lacks is named, and what to do.
;; RUN:
;; EXIT: 1
;; STDERR: ^  "env" "invoke_vi": function \[i32 i32\] -> \[\]$
;; STDERR: Build it with -sSTANDALONE_WASM
(module
  (import "env" "invoke_vi" (func (param i32 i32)))
  (func (export "_start")))
