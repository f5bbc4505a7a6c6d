#!/bin/sh
# Compiles what stands in for NVIDIA's driver and CUDA's libraries where there is no GPU, under the names that the loader
# looks for, and an nvidia-smi that tells of one GPU. Needs gcc and g++ on Linux.
#   standin.sh OUT STEP_CU      OUT: an existing folder; STEP_CU: the folder of step.cu
set -e
here=$(cd "$(dirname "$0")" && pwd)
# Functions of cuDNN that compute: on a GPU they do so later.
names=
for name in ConvolutionForward ConvolutionBiasActivationForward ConvolutionBackwardData ConvolutionBackwardFilter \
  ConvolutionBackwardBias PoolingForward PoolingBackward BatchNormalizationForwardTraining \
  BatchNormalizationForwardInference BatchNormalizationBackward; do
  names="$names -Dcudnn$name=real_cudnn$name"
done
gcc -std=c11 -O3 -fPIC -c $names -o "$1/cudnn.o" "$here/../../cudnn/standin.c"
g++ -std=c++17 -O2 -Wall -Wextra -Werror -Wno-unused-function -ffp-contract=off -shared -fPIC -I "$2" \
  -o "$1/libcuda.so.1" "$here/standin.cpp" "$1/cudnn.o"
rm "$1/cudnn.o"
# One library for all, so that what is queued by one is done by the other.
for name in libnvrtc.so.12 libcublas.so.12 libcublasLt.so.12 libcudnn.so.9 libcudnn_graph.so.9 libcudnn_ops.so.9 \
  libcudnn_cnn.so.9 libcudnn_engines_precompiled.so.9 libcudnn_engines_runtime_compiled.so.9 libcudnn_heuristic.so.9; do
  ln -s libcuda.so.1 "$1/$name"
done
printf '#!/bin/sh\necho "0, GPU-0, Stand-in, 535.1, 8.6, 16384, 16000"\n' > "$1/nvidia-smi"
chmod +x "$1/nvidia-smi"
