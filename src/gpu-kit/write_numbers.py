#!/usr/bin/env python3
"""write_numbers.py CELL [FIRST]: has the JVM of a trained cell, as it was started, write down the numbers of its network into CELL/numbers.

FIRST: another cell's numbers, whose first weights to start with. As the scenarios of -Pgpu do, where there is no source tree.
WRAP: a program, with its options, that runs the JVM. TF32: leave the precision as the cell has it."""
import json, os, subprocess, sys
cell, first = os.path.abspath(sys.argv[1]), [os.path.abspath(path) for path in sys.argv[2:]]
started = open(f'{cell}/java.args').read()
# Those of an earlier call would pass for what this one came to, should it fail.
if os.path.exists(f'{cell}/numbers'):
    os.remove(f'{cell}/numbers')
changed = started.replace('train.CellMain', 'train.NumbersMain')
if changed == started:
    sys.exit(f'{cell}/java.args starts no training')
with open(f'{cell}/numbers.args', 'w') as args:
    args.write(changed.rstrip('\n') + '\n' + ''.join(f'"{path}"\n' for path in [f'{cell}/numbers'] + first))
env = dict(os.environ, OMP_NUM_THREADS='1', DNNL_MAX_CPU_ISA='AVX2')
if 'TF32' not in env:
    env['NVIDIA_TF32_OVERRIDE'] = '0'
# What the training's JVM was told as well: see Step.environment.
cap = {'AVX2': 'AVX2', 'AVX512': 'AVX512_CORE'}.get(json.load(open(f'{cell}/settings.json'))['step']['instructions'])
env.update({'ONEDNN_MAX_CPU_ISA': cap} if cap else {})
with open(f'{cell}/numbers.log', 'w') as log:
    # A cell's JVM ends when its parent's pipe does.
    sys.exit(subprocess.Popen(os.environ.get('WRAP', '').split() + ['java', f'@{cell}/numbers.args'], cwd=cell, env=env, stdin=subprocess.PIPE, stdout=log,
                              stderr=subprocess.STDOUT).wait())
