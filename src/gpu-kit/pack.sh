#!/usr/bin/env bash
# Packs this checkout for a GPU host that has no JDK, Maven, compiler or network: see README.md.
#   pack.sh PREPARED OUT      in the project's root, after `mvn -q install -DskipTests`
# PREPARED holds what takes long to make and changes never: packed/ (Maven, a JRE, an offline repository; CUDA 11.8's libraries and ND4J's
# kernels for sm_90, thinned), boot/ (zstd and what it needs), thin.py, fatbin.py, nvidia-smi.py, classes/, standin/. Beside it or in it, if
# `versus` is wanted: peer.py, the same networks in PyTorch.
# MAVEN_REPO: the local repository (default ~/.m2/repository). Needs gcc, g++, zstd, and the network where a class path has grown.
# Leaves OUT/parts/part.00 … (58 MiB each, or CHUNK) and OUT/kit (scripts).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd)
kit=$(cd "$1" && pwd); mkdir -p "$2"; out=$(cd "$2" && pwd); mine=${MAVEN_REPO:-$HOME/.m2/repository}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir "$work"/{base,run,lib,bin,cuda,thin,steps}
zstd -q -dc --long=27 "$kit/packed/base.tar.zst" | tar -C "$work/base" -xf -
repo=$work/base/home/.m2/repository
# A local repository may hold other versions, and sources; the host takes what it finds.
version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$root/parent/pom.xml")
rm -rf "$repo/io/github/dropblock"
(cd "$mine" && find io/github/dropblock \( -name "*-$version.jar" -o -name "*-$version.pom" \) -exec cp --parents {} "$repo" \;)
# The CPU's natives: -Pgpu's comparison and compiled steps need them.
(cd "$mine" && find org/nd4j/nd4j-native org/bytedeco \( -name '*-linux-x86_64.jar' -o -name '*-linux-x86_64-avx2.jar' \) \
  ! -path '*bytedeco/cuda/*' ! -name 'nd4j-native-*-linux-x86_64.jar' -exec cp --parents {} "$repo" \;)
goal=io.github.dropblock:dropblock-maven-plugin:$version:reproduce
cell="-Ddropblock.profile=smoke -Ddropblock.networks=alexnet -Ddropblock.regularizers=dropblock -Ddropblock.epochs=1 -Ddropblock.cache=$work/run/cache"
reproduce() { (cd "$work/run" && "$work/base/maven/bin/mvn" -B -Duser.home="$work/base/home" -Dmaven.repo.local="$repo" "$goal" $cell "$@"); }
failed() { tail -30 "$work/$1.log"; tail -30 "$work"/run/target/dropblock/"$1"/cells/*/log.txt 2>/dev/null; echo "$2"; exit 1; }

reproduce -Ddropblock.run=cpu > "$work/cpu.log" 2>&1 || failed cpu "the run on the CPU failed"

# Compiled steps, on stand-ins that compute.
sh "$root/harness/src/test/resources/io/github/dropblock/harness/compiled/cuda/standin.sh" "$work/steps" \
  "$root/harness/src/main/resources/io/github/dropblock/harness/compiled/cuda"
PATH=$work/steps:$PATH LD_LIBRARY_PATH=$work/steps reproduce -Ddropblock.run=compiled -Ddropblock.backend=cuda -Ddropblock.step=compiled \
  -Ddropblock.cudaLibraries=installed > "$work/compiled.log" 2>&1 || failed compiled "the run with compiled steps failed"

# ND4J's CUDA backend, on a stand-in for the driver that has no device: it must get as far as to say so.
gcc -shared -fPIC -o "$work/lib/libcuda.so.1" "$kit/standin/cuda.c"; cp "$kit/standin/nvidia-smi" "$work/bin/"
for f in "$kit"/packed/lib*.tar.zst; do zstd -q -dc --long=27 "$f" | tar -C "$work/thin" -xf -; done
(cd "$kit" && LD_LIBRARY_PATH=$kit/boot/lz4 python3 thin.py grow "$work/thin" "$work/cuda" > /dev/null)
lib=$work/run/cache/cuda/nd4j-cuda-11.2-1.0.0-M1.1-linux-x86_64-cudnn/sm_90/ptxas-11.8.89/org/nd4j/nativeblas/linux-x86_64-cudnn
mkdir -p "$lib"; mv "$work/cuda/libnd4jcuda.so" "$lib/"
PATH=$work/bin:$PATH LD_LIBRARY_PATH=$work/cuda:$work/lib reproduce -Ddropblock.run=cuda -Ddropblock.backend=cuda -Ddropblock.cudaLibraries=installed \
  > "$work/cuda.log" 2>&1 && { echo "a GPU here?"; exit 1; }
grep -qiE 'no (cuda )?device|device' "$work"/run/target/dropblock/cuda/cells/*/log.txt 2>/dev/null || failed cuda "the run on ND4J's CUDA backend ended too early"

find "$repo" \( -name '_remote.repositories' -o -name '*.lastUpdated' \) -delete
rm -rf "$out/parts" "$out/kit"; mkdir -p "$out/parts" "$out/kit"
tar -C "$work/base" -cf - . | zstd -q -T0 -12 --long=27 -c > "$work/base.tar.zst"
(cd "$kit/packed" && tar -cf - -C "$work" base.tar.zst -C "$kit/packed" $(cd "$kit/packed" && ls lib*.tar.zst)) | split -b "${CHUNK:-58M}" -d - "$out/parts/part."
cp -r "$kit"/{boot,classes,thin.py,fatbin.py,nvidia-smi.py} "$here"/{host.sh,write_numbers.py} "$out/kit/"
for peer in "$kit/peer.py" "$kit/../peer.py"; do [ -f "$peer" ] && cp "$peer" "$out/kit/"; done
ls -la "$out"/parts
