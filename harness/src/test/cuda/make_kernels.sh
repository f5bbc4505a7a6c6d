#!/usr/bin/env bash
# Makes the library that the tests of the package fatbin read; was run with nvcc 13.0.88 and gcc 12.2. Packs as CUDA 11 did.
set -euo pipefail
cd "$(dirname "$0")"
out=../resources/io/github/dropblock/harness/fatbin/kernels.so
nvcc -Xfatbin --compress-mode=speed -Xfatbin -compress-all \
     -gencode arch=compute_80,code=sm_80 -gencode arch=compute_86,code=sm_86 -gencode arch=compute_86,code=compute_86 \
     -shared -Xcompiler -fPIC -cudart none -o "$out" scale.cu shift.cu
strip "$out"
