#!/usr/bin/env bash
# On the GPU machine, where no JDK, Maven, compiler or network is needed. What is called in which order: README.md.
#   host.sh assemble PARTS     joins and unpacks the parts into $KIT, puts CUDA's libraries together, says what it found
#   host.sh doctor             dropblock:doctor
#   host.sh equality           what -Pgpu compares: the GPU's numbers against the CPU's, which are made here (NETS=…, ARMS=…)
#   host.sh bench SIZE BATCH NETWORKS REGULARIZERS BACKEND
#   host.sh versus SIZE BATCH fp32|tf32|bf16
#                              ours, then PyTorch's own step, network by network (NETS=…, MODES="eager graph compile", BENCH_SECONDS=…)
#   host.sh sanitize NETWORK   ten steps of a cell of `equality` under compute-sanitizer
#   host.sh pair ZIP BACKEND   two cells at once, and the GPU's memory meanwhile (NETS=…)
#   host.sh resume ZIP BACKEND a cell killed after its first epoch and gone on with, beside one that was left alone (NETS=…)
#   host.sh profile ZIP BACKEND where a step's time goes, kernel by kernel, by ncu (NETS=…)
#   host.sh photos ZIP BACKEND real photos (NETS=…, ARMS=…, EPOCHS=…, SEEDS=…)
#   host.sh mvn ARGUMENTS…     Maven as a user calls it, offline: host.sh mvn dropblock:reproduce -Ddropblock.backend=cuda
# STEP=dl4j (default), dl4j-quiet or compiled: what computes training steps; JVM=…: arguments of the cells' JVMs; NAME=…: a suffix of the run;
# EXTRA=…: further parameters, such as -Ddropblock.width=0.25 to rehearse with.
# KIT is where it lies (default ~/kit). $OUT, which comes back, gets an archive of logs and results, anew every 20 seconds: a call that is
# cut off loses no more than that.
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
command -v compute-sanitizer > /dev/null || PATH=$PATH:/usr/local/cuda/bin:/usr/local/cuda/compute-sanitizer
V=$(cd "$KIT/home/.m2/repository/io/github/dropblock/dropblock-maven-plugin" 2>/dev/null && ls -d */ | tail -1 | tr -d /)
G=io.github.dropblock:dropblock-maven-plugin:$V
LIB=cuda/nd4j-cuda-11.2-1.0.0-M1.1-linux-x86_64-cudnn/sm_90/ptxas-11.8.89/org/nd4j/nativeblas/linux-x86_64-cudnn/libnd4jcuda.so
m() { mvn -o -B -Duser.home="$KIT/home" ${JVM:+"-Ddropblock.jvmArguments=$JVM"} -Ddropblock.cache="$KIT/home/.cache/dropblock" -Ddropblock.cudaLibraries=installed ${EXTRA:-} "$@"; }
goal() { local g=$1; shift; m "$G:$g" "$@"; }
photos() {
  local run=$1 zip=$2 backend=$3; shift 3
  goal reproduce -Ddropblock.run="$run" -Ddropblock.backend="$backend" -Ddropblock.step="$STEP" -Ddropblock.profile=photos -Ddropblock.data="$zip" "$@"
}
archive() { tar -C "$OUT" --exclude='*.zip' --exclude=cache --exclude='*.pixels' --exclude=numbers -czf "$1.new" . 2>/dev/null; mv "$1.new" "$1"; }
smoke="-Ddropblock.profile=smoke -Ddropblock.networks=${NETS:-alexnet,resnet-34,vgg-16} -Ddropblock.regularizers=${ARMS:-none,dropblock} -Ddropblock.epochs=1"

if [ -n "$RET" ] && [ "${1:-}" != assemble ]; then
  kept=$RET/${1:-none}-$STEP${NAME:-}-$(date +%s).tgz
  ( while sleep 20; do archive "$kept"; done ) & keeper=$!
fi

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
    [ -f "$first/numbers" ] || python3 "$KIT/write_numbers.py" "$first" || tail -20 "$first/numbers.log"
    python3 "$KIT/write_numbers.py" "$cell" "$first/numbers" || tail -20 "$cell/numbers.log"; done
  java -cp "$(find "$KIT/home/.m2" -name "dropblock-harness-$V.jar")" io.github.dropblock.harness.run.NumbersComparison "$runs" cpu "$STEP" ;;
bench)
  run=bench-$6-$STEP-$2-$3${NAME:-}; mkdir -p "$OUT/bench" && cd "$OUT/bench"
  goal bench -Ddropblock.run="$run" -Ddropblock.backend="$6" -Ddropblock.step="$STEP" -Ddropblock.profile=photos -Ddropblock.imageSize="$2" -Ddropblock.batchSize="$3" \
    -Ddropblock.networks="$4" -Ddropblock.regularizers="$5" -Ddropblock.benchSizes=none -Ddropblock.benchSeconds="${BENCH_SECONDS:-4}" && cat "target/dropblock/$run/bench.md" ;;
versus)
  mkdir -p "$OUT/versus" && cd "$OUT/versus"; seconds=${BENCH_SECONDS:-3}; lines=$OUT/versus/$2px-$4.txt
  backend=cuda-$4; [ "$4" = fp32 ] && backend=cuda
  nvidia-smi --query-gpu=name,driver_version,clocks.sm,power.draw --format=csv,noheader > "$lines"
  for net in $(echo "${NETS:-resnet-34,vgg-16,alexnet}" | tr , ' '); do
    run=$net-$backend-$2-$3
    goal bench -Ddropblock.run="$run" -Ddropblock.backend="$backend" -Ddropblock.step="$STEP" -Ddropblock.profile=photos -Ddropblock.imageSize="$2" \
      -Ddropblock.batchSize="$3" -Ddropblock.networks="$net" -Ddropblock.regularizers=none,dropblock -Ddropblock.benchSizes=none \
      -Ddropblock.benchSeconds="$seconds" > "$run.log" 2>&1 || tail -15 "$run.log"
    { echo "$net $2 px batch $3 $backend $STEP"; cat "target/dropblock/$run/bench.md"; } >> "$lines"
    for mode in ${MODES:-eager graph}; do for arm in none dd; do
      timeout 120 python3 "$KIT/peer.py" "$net" "$2" "$3" $arm "$seconds" "$4" "$mode" >> "$lines" 2> peer.log || { echo "$net $arm $mode failed" >> "$lines"; tail -3 peer.log; }
    done; done
  done; cat "$lines" ;;
sanitize)
  cell=$OUT/equality/target/dropblock/$STEP/cells/$2-dropblock-s1
  WRAP="compute-sanitizer --tool memcheck --error-exitcode 9" timeout 200 python3 "$KIT/write_numbers.py" "$cell"; state=$?
  cp "$cell/numbers.log" "$OUT/sanitize-$2.log"; tail -5 "$cell/numbers.log"; ( exit $state ) ;;
pair)
  mkdir -p "$OUT/real" && cd "$OUT/real"
  ( while nvidia-smi --query-gpu=memory.used,utilization.gpu --format=csv,noheader; do sleep 0.5; done > pair-memory.csv ) & watch=$!
  photos "pair-$3-$STEP" "$2" "$3" -Ddropblock.cellsPerGpu=2 -Ddropblock.networks="${NETS:-resnet-34}" -Ddropblock.regularizers=none,dropblock -Ddropblock.epochs=2
  state=$?; kill $watch; sort pair-memory.csv | tail -2; ( exit $state ) ;;
resume)
  mkdir -p "$OUT/real" && cd "$OUT/real"; net=${NETS:-resnet-34}; cell=$net-dropblock-s1; runs=target/dropblock
  arm="-Ddropblock.networks=$net -Ddropblock.regularizers=dropblock -Ddropblock.epochs=4"
  photos "whole-$3-$STEP" "$2" "$3" $arm || exit 1
  photos "killed-$3-$STEP" "$2" "$3" $arm > killed.log 2>&1 & maven=$!
  metrics=$runs/killed-$3-$STEP/cells/$cell/metrics.csv
  until [ "$(cat "$metrics" 2> /dev/null | wc -l)" -ge 2 ] || ! kill -0 $maven 2> /dev/null; do sleep 0.1; done
  # The cell's JVM ends with its parent.
  pkill -9 -P $maven; kill -9 $maven; wait $maven 2> /dev/null; sleep 2
  echo "killed after $(( $(wc -l < "$metrics") - 1 )) epochs"
  photos "killed-$3-$STEP" "$2" "$3" $arm || exit 1
  for run in whole killed; do cut -d, -f1-6 "$runs/$run-$3-$STEP/cells/$cell/metrics.csv" > $run.csv; done
  diff whole.csv killed.csv && cmp $runs/{whole,killed}-$3-$STEP/cells/$cell/predictions.csv && echo "the same bits" ;;
profile)
  mkdir -p "$OUT/real" && cd "$OUT/real"; net=${NETS:-resnet-34}; run=profile-$3-$STEP
  photos "$run" "$2" "$3" -Ddropblock.networks="$net" -Ddropblock.regularizers=dropblock -Ddropblock.epochs=1 > profile.log 2>&1 || tail -20 profile.log
  cell=$OUT/real/target/dropblock/$run/cells/$net-dropblock-s1
  # A step is some hundred kernels; those of the first, in which libraries are loaded, are passed over.
  WRAP="ncu --graph-profiling node --metrics gpu__time_duration.sum --print-summary per-kernel --launch-skip 1500 --launch-count 1500" TF32=1 \
    timeout 200 python3 "$KIT/write_numbers.py" "$cell"; cp "$cell/numbers.log" "$OUT/profile-$net-$3.log"; tail -5 "$cell/numbers.log" ;;
photos)
  mkdir -p "$OUT/real" && cd "$OUT/real"
  photos "photos-$3-$STEP" "$2" "$3" -Ddropblock.epochs="${EPOCHS:-2}" -Ddropblock.networks="${NETS:-resnet-34}" \
    -Ddropblock.regularizers="${ARMS:-none,dropblock}" -Ddropblock.seeds="${SEEDS:-1}" ;;
*) sed -n 2,21p "$0"; exit 2 ;;
esac
status=$?
if [ -n "${keeper:-}" ]; then
  kill $keeper; wait $keeper 2> /dev/null; archive "$kept"; rm -f "$kept.new"; ls -la "$RET"
fi
exit $status
