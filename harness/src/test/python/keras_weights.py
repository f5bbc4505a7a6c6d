"""Writes narrow VGG-16 weights as Keras writes them, and what such a network makes of an image.

    python3 -m pip install h5py numpy
    python3 harness/src/test/python/keras_weights.py harness/src/test/resources/io/github/dropblock/harness/network

Nothing here shares code with the harness: the convolutions are plain sums over shifted images, in float64, in
Keras' layout (NHWC, kernels HWIO) and with Keras' preprocessing (BGR, ImageNet's means subtracted).
"""

import json
import pathlib
import sys

import h5py
import numpy as np

BLOCKS = [(2, 16), (2, 16), (3, 16), (3, 32), (3, 32)]
SIZE = 32
BGR_MEANS = [103.939, 116.779, 123.68]


def rounded(values):
    """To a grid that float32 holds exactly."""
    return (np.round(values * 512) / 512).astype("float32")


def layers():
    random = np.random.default_rng(16)
    channels = 3
    for block, (convolutions, filters) in enumerate(BLOCKS, 1):
        for number in range(1, convolutions + 1):
            kernel = random.normal(0, np.sqrt(2 / (9 * channels)), (3, 3, channels, filters))
            bias = random.uniform(-0.5, 0.5, filters)
            yield f"block{block}_conv{number}", rounded(kernel), rounded(bias)
            channels = filters


def write_keras_1(path, weights):
    """As the published vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5 (2016)."""
    with h5py.File(path, "w") as file:
        names = ["input_1"] + [name for name, _, _ in weights]
        file.attrs["layer_names"] = [name.encode() for name in names]
        file.create_group("input_1").attrs["weight_names"] = np.zeros(0)
        for name, kernel, bias in weights:
            group = file.create_group(name)
            group.attrs["weight_names"] = [f"{name}_W_1:0".encode(), f"{name}_b_1:0".encode()]
            group.create_dataset(f"{name}_W_1:0", data=kernel)
            group.create_dataset(f"{name}_b_1:0", data=bias)


def write_keras_2(path, weights):
    """As model.save() of Keras 2 writes a whole model, and compressed, as h5repack leaves it."""
    with h5py.File(path, "w") as file:
        for name, kernel, bias in weights:
            group = file.create_group(f"model_weights/{name}/{name}")
            how = {"compression": "gzip", "shuffle": True}
            group.create_dataset("kernel:0", data=kernel, **how)
            group.create_dataset("bias:0", data=bias, **how)


def image():
    """RGB, 0 to 255, [row, column, channel]; the test has the same formula."""
    row, column, channel = np.meshgrid(range(SIZE), range(SIZE), range(3), indexing="ij")
    return (37 * row + 59 * column + 83 * channel + row * column * (channel + 1)) % 256


def convolution(x, kernel, bias):
    height, width, _ = x.shape
    padded = np.pad(x, ((1, 1), (1, 1), (0, 0)))
    total = np.zeros((height, width, kernel.shape[3])) + bias
    for i in range(3):
        for j in range(3):
            total += padded[i : i + height, j : j + width] @ kernel[i, j].astype("float64")
    return np.maximum(total, 0)


def pooling(x):
    height, width, channels = x.shape
    return x.reshape(height // 2, 2, width // 2, 2, channels).max(axis=(1, 3))


def outputs(weights):
    x = image()[:, :, ::-1] - np.array(BGR_MEANS)
    found = {}
    block = "block1"
    for name, kernel, bias in weights:
        if not name.startswith(block):
            x = pooling(x)
            block = name[:6]
        x = convolution(x, kernel, bias)
        # A corner, where the padding counts, and the middle.
        found[name] = {"corner": x[0, 0].tolist(), "middle": x[len(x) // 2, len(x) // 2].tolist()}
    found["block5_pool"] = {"corner": pooling(x)[0, 0].tolist()}
    return found


folder = pathlib.Path(sys.argv[1])
vgg = list(layers())
write_keras_1(folder / "keras-1.h5", vgg)
write_keras_2(folder / "keras-2.h5", vgg)
(folder / "keras-outputs.json").write_text(json.dumps(outputs(vgg), indent=1) + "\n")
