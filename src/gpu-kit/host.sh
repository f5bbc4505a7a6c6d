#!/usr/bin/env bash
# On the GPU machine, where no JDK, Maven, compiler or network is needed. What is called in which order: README.md.
#   host.sh assemble PARTS     joins and unpacks the parts into $KIT, puts CUDA's libraries together, says what it found
#   host.sh doctor             dropblock:doctor
#   host.sh equality           what -Pgpu compares: the GPU's numbers against the CPU's, which are made here (NETS=…, ARMS=…)
#   host.sh bench SIZE BATCH NETWORKS REGULARIZERS BACKEND
#   host.sh photos ZIP BACKEND a few epochs of real photos (NETS=…, ARMS=…, EPOCHS=…, SEEDS=…)
#   host.sh mvn ARGUMENTS…     Maven as a user calls it, offline: host.sh mvn dropblock:reproduce -Ddropblock.backend=cuda
# STEP=dl4j (default), dl4j-quiet or compiled: what computes training steps; JVM=…: arguments of the cells' JVMs; NAME=…: a suffix of the run.
# KIT is where it lies (default ~/kit). $OUT, which comes back, gets one archive of logs and results a call.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd); export KIT=${KIT:-$HOME/kit}; RET=${OUT:-}; OUT=$KIT/out; mkdir -p "$KIT" "$OUT"
STEP=${STEP:-dl4j}
export JAVA_HOME=$KIT/jre PATH=$KIT/bin:$KIT/maven/bin:$KIT/jre/bin:$PATH
export CUDA_MODULE_LOADING=${CUDA_MODULE_LOADING:-LAZY}
# CUDA 12 or 13 and cuDNN 9, which PyTorch brings: for compiled steps. Those of CUDA 11 have other names.
of_pytorch() {
  python3 - <<'P' 2>/dev/null
import glob, os, sys
names = ['libnvrtc.so.1?', 'libcublas.so.1?', 'libcudnn.so.9', 'libcudnn_graph.so.9']
roots = [entry + '/nvidia' for entry in sys.path if entry] + ['/usr/local/cuda/lib64', '/usr/lib/x86_64-linux-gnu']
print(':'.join(sorted({os.path.dirname(file) for root in roots for name in names for file in glob.glob(f'{root}/**/{name}', recursive=True)})))
P
}
libraries=$KIT/cuda
[ "$STEP" = compiled ] && libraries=${STEP_LIBRARIES:-$(of_pytorch)}
export LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
V=$(cd "$KIT/home/.m2/repository/io/github/dropblock/dropblock-maven-plugin" 2>/dev/null && ls -d */ | tail -1 | tr -d /)
G=io.github.dropblock:dropblock-maven-plugin:$V
LIB=cuda/nd4j-cuda-11.2-1.0.0-M1.1-linux-x86_64-cudnn/sm_90/ptxas-11.8.89/org/nd4j/nativeblas/linux-x86_64-cudnn/libnd4jcuda.so
m() { mvn -o -B -Duser.home="$KIT/home" ${JVM:+"-Ddropblock.jvmArguments=$JVM"} -Ddropblock.cache="$KIT/home/.cache/dropblock" -Ddropblock.cudaLibraries=installed "$@"; }
goal() { local g=$1; shift; m "$G:$g" "$@"; }
smoke="-Ddropblock.profile=smoke -Ddropblock.networks=${NETS:-alexnet,resnet-34,vgg-16} -Ddropblock.regularizers=${ARMS:-none,dropblock} -Ddropblock.epochs=1"

case ${1:-} in
assemble)
  t=$(date +%s); cp -r "$here/boot" "$KIT/"; cp "$here"/*.py "$KIT/"; cp -r "$here/classes" "$KIT/"; chmod +x "$KIT"/boot/*
  unpack() { "$KIT/boot/ld.so" --library-path "$KIT/boot" "$KIT/boot/zstd" -q -dc --long=27 "$1" | tar -C "$2" -xf - && rm "$1"; }
  mkdir -p "$KIT/packed" "$KIT/thin"; cat "$2"/part.* | tar -C "$KIT/packed" -xf - || exit 1
  unpack "$KIT/packed/base.tar.zst" "$KIT" &
  for f in "$KIT"/packed/lib*.tar.zst; do unpack "$f" "$KIT/thin" & done; wait
  mkdir -p "$KIT/bin" "$KIT/cuda"
  (cd "$KIT" && LD_LIBRARY_PATH=$KIT/boot/lz4 python3 thin.py grow thin cuda) || exit 1
  mkdir -p "$(dirname "$KIT/home/.cache/dropblock/$LIB")"; mv "$KIT/cuda/libnd4jcuda.so" "$KIT/home/.cache/dropblock/$LIB"
  command -v nvidia-smi > /dev/null || { cp "$here/nvidia-smi.py" "$KIT/bin/nvidia-smi"; chmod +x "$KIT/bin/nvidia-smi"; }
  nvidia-smi --query-gpu=index,uuid,name,driver_version,compute_cap,memory.total,memory.free --format=csv,noheader,nounits
  echo "CUDA 12 or 13 and cuDNN 9: $(of_pytorch)"
  echo "assembled in $(( $(date +%s) - t )) s"; df -h "$KIT" | tail -1; nproc ;;
mvn) shift; m "${@/#dropblock:/$G:}" ;;
doctor) cd "$OUT" && goal doctor -Ddropblock.backend=cuda -Ddropblock.step="$STEP" ;;
equality)
  mkdir -p "$OUT/equality" && cd "$OUT/equality" && runs=target/dropblock
  goal reproduce -Ddropblock.run=cpu -Ddropblock.backend=cpu $smoke
  goal reproduce -Ddropblock.run="$STEP" -Ddropblock.backend=cuda -Ddropblock.step="$STEP" $smoke
  for cell in "$runs/$STEP"/cells/*; do first=$runs/cpu/cells/$(basename "$cell")
    [ -f "$first/numbers" ] || python3 "$KIT/numbers.py" "$first" || tail -20 "$first/numbers.log"
    python3 "$KIT/numbers.py" "$cell" "$first/numbers" || tail -20 "$cell/numbers.log"; done
  java -cp "$(find "$KIT/home/.m2" -name 'dropblock-harness*.jar')" io.github.dropblock.harness.run.NumbersComparison "$runs" cpu "$STEP" ;;
bench)
  run=bench-$6-$STEP-$2-$3${NAME:-}; mkdir -p "$OUT/bench" && cd "$OUT/bench"
  goal bench -Ddropblock.run="$run" -Ddropblock.backend="$6" -Ddropblock.step="$STEP" -Ddropblock.profile=photos -Ddropblock.imageSize="$2" -Ddropblock.batchSize="$3" \
    -Ddropblock.networks="$4" -Ddropblock.regularizers="$5" -Ddropblock.benchSizes="$2" -Ddropblock.benchSeconds="${BENCH_SECONDS:-4}" && cat "target/dropblock/$run/bench.md" ;;
photos)
  mkdir -p "$OUT/real" && cd "$OUT/real"
  goal reproduce -Ddropblock.run="photos-$3-$STEP" -Ddropblock.backend="$3" -Ddropblock.step="$STEP" -Ddropblock.profile=photos -Ddropblock.data="$2" \
    -Ddropblock.epochs="${EPOCHS:-2}" -Ddropblock.networks="${NETS:-resnet-34}" -Ddropblock.regularizers="${ARMS:-none,dropblock}" -Ddropblock.seeds="${SEEDS:-1}" ;;
*) sed -n 2,12p "$0"; exit 2 ;;
esac
status=$?
if [ -n "$RET" ] && [ "$1" != assemble ]; then
  tar -C "$OUT" --exclude='*.zip' --exclude=cache --exclude='*.pixels' --exclude=photos --exclude=numbers -czf "$RET/$1-$STEP${NAME:-}-$(date +%s).tgz" . 2>/dev/null; ls -la "$RET"
fi
exit $status
