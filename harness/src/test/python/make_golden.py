"""Makes the golden files of the harness's tests with PyTorch, an implementation that shares nothing with DL4J.

    /usr/bin/python3 harness/src/test/python/make_golden.py

Made with PyTorch 1.13.1 (Debian's python3-torch) in double precision. Weights and images are not stored: both
sides draw them from SplitMix64, as java.util.SplittableRandom does. All arrays are in DL4J's layout and row-major.
"""

import json
import math
import pathlib

import numpy
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
RESOURCES = pathlib.Path(__file__).parent.parent / "resources/io/github/dropblock/harness"
SAMPLES = 12


def drawn(seed, *shape):
    """Uniform in [-1, 1): 2 * new SplittableRandom(seed).nextDouble() - 1, rounded to float."""
    with numpy.errstate(over="ignore"):
        z = numpy.uint64(seed) + numpy.arange(1, math.prod(shape) + 1, dtype=numpy.uint64) * numpy.uint64(
            0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z = z ^ (z >> numpy.uint64(31))
    values = (z >> numpy.uint64(11)).astype(numpy.float64) * 2.0 ** -53 * 2 - 1
    return torch.from_numpy(values.astype(numpy.float32).astype(numpy.float64)).reshape(shape)


def rounded(values):
    return [float("%.7g" % value) for value in torch.as_tensor(values).flatten().tolist()]


def digest(array):
    """What a test compares: the size of an array, and some of its numbers."""
    flat = array.detach().flatten()
    step = max(1, flat.numel() // SAMPLES)
    return {"norm": float("%.7g" % flat.norm()), "step": step, "values": rounded(flat[::step][:SAMPLES])}


class Parameters:
    """Named arrays in DL4J's layout, made as they are asked for: the n-th from seed n."""

    def __init__(self):
        self.arrays = {}

    def get(self, name, shape, fan_in=None, centre=0.0, spread=0.1):
        if name not in self.arrays:
            scale = math.sqrt(6 / fan_in) if fan_in else spread
            scale = float(numpy.float32(scale))
            array = centre + scale * drawn(len(self.arrays) + 1, *shape)
            # What Java holds is a float.
            array = array.float().double()
            self.arrays[name] = {"array": array.requires_grad_(), "centre": centre, "scale": scale}
        return self.arrays[name]["array"]

    def trained(self):
        return {n: p["array"] for n, p in self.arrays.items() if not n.endswith(("/mean", "/var"))}


class Net:
    """The narrow form: every published number of channels times 1/16, to the nearest multiple of 16."""

    def __init__(self):
        self.parameters = Parameters()
        self.training = True

    @staticmethod
    def narrow(published):
        return max(16, 16 * math.floor(published / 256 + 0.5))

    def convolution(self, name, x, filters, kernel, stride, padding, bias=True):
        filters, channels = self.narrow(filters), x.shape[1]
        w = self.parameters.get(name + "/W", (filters, channels, kernel, kernel), fan_in=channels * kernel ** 2)
        b = self.parameters.get(name + "/b", (filters,)) if bias else None
        return F.conv2d(x, w, b, stride, padding)

    def normalized(self, name, x, filters, kernel, stride):
        x = self.convolution(name, x, filters, kernel, stride, kernel // 2, bias=False)
        channels = (x.shape[1],)
        name += "-norm"
        # Half of what is usual at first: 16 sums of normalized maps would saturate the output.
        gamma = self.parameters.get(name + "/gamma", channels, centre=0.5)
        beta = self.parameters.get(name + "/beta", channels)
        mean = self.parameters.get(name + "/mean", channels)
        var = self.parameters.get(name + "/var", channels, centre=1.0)
        # Written out, for DL4J's running variance is to be compared with Ioffe and Szegedy's formula.
        if self.training:
            batch_mean = x.mean((0, 2, 3))
            batch_var = x.var((0, 2, 3), unbiased=False)
            with torch.no_grad():
                mean.mul_(0.9).add_(0.1 * batch_mean)
                var.mul_(0.9).add_(0.1 * batch_var)
            mean, var = batch_mean, batch_var
        return F.batch_norm(x, mean.detach(), var.detach(), gamma, beta, False, 0, 1e-5) if not self.training else (
            F.batch_norm(x, None, None, gamma, beta, True, 0, 1e-5))

    def head(self, x):
        x = x.mean((2, 3))
        units = self.narrow(4096)
        w = self.parameters.get("fc/W", (x.shape[1], units), fan_in=x.shape[1])
        x = F.relu(x @ w + self.parameters.get("fc/b", (units,)))
        w = self.parameters.get("output/W", (units, 1), fan_in=units)
        return (x @ w + self.parameters.get("output/b", (1,))).squeeze(1)


class AlexNet(Net):
    def forward(self, x):
        # PyTorch divides alpha by the number of channels it sums; Krizhevsky et al. (section 3.3) do not.
        normalize = torch.nn.LocalResponseNorm(5, alpha=5 * 1e-4, beta=0.75, k=2)
        x = normalize(F.relu(self.convolution("conv1", x, 96, 11, 1, 2)))
        x = F.max_pool2d(x, 3, 2)
        x = normalize(F.relu(self.convolution("conv2", x, 256, 5, 1, 2)))
        x = F.max_pool2d(x, 3, 2)
        for name, filters in ("conv3", 384), ("conv4", 384), ("conv5", 256):
            x = F.relu(self.convolution(name, x, filters, 3, 1, 1))
        return self.head(F.max_pool2d(x, 3, 2))


class ResNet34(Net):
    def forward(self, x):
        x = F.max_pool2d(F.relu(self.normalized("conv1", x, 64, 7, 1)), 3, 2, 1)
        for stage, blocks in enumerate((3, 4, 6, 3)):
            for block in range(blocks):
                name = f"stage{stage + 1}-block{block + 1}"
                halves = stage > 0 and block == 0
                y = F.relu(self.normalized(name + "-conv1", x, 64 << stage, 3, 2 if halves else 1))
                y = self.normalized(name + "-conv2", y, 64 << stage, 3, 1)
                x = F.relu(y + (self.normalized(name + "-shortcut", x, 64 << stage, 1, 2) if halves else x))
        return self.head(x)


class Vgg16(Net):
    def forward(self, x):
        for block, (convolutions, filters) in enumerate(((2, 64), (2, 128), (3, 256), (3, 512), (3, 512))):
            for i in range(convolutions):
                x = F.relu(self.convolution(f"block{block + 1}-conv{i + 1}", x, filters, 3, 1, 1))
            x = F.max_pool2d(x, 2)
        return self.head(x)


# The published formulas as Keras writes them (keras.optimizers 2.2), with its epsilon of 1e-7: the paper's rates are its defaults.

EPSILON = 1e-7


def ada_delta(w, g, state):
    """Zeiler 2012, algorithm 1; rho 0.95."""
    rho = 0.95
    g2 = rho * state.get("g2", 0) + (1 - rho) * g * g
    dx = -torch.sqrt(torch.as_tensor(state.get("dx2", 0.0)) + EPSILON) / torch.sqrt(g2 + EPSILON) * g
    state["g2"], state["dx2"] = g2, rho * state.get("dx2", 0) + (1 - rho) * dx * dx
    return w + dx


def ada_max(w, g, state):
    """Kingma and Ba 2015, algorithm 2; alpha 0.002, beta1 0.9, beta2 0.999."""
    state["t"] = state.get("t", 0) + 1
    state["m"] = 0.9 * state.get("m", 0) + 0.1 * g
    state["u"] = torch.maximum(0.999 * torch.as_tensor(state.get("u", 0.0)), g.abs())
    return w - 0.002 / (1 - 0.9 ** state["t"]) * state["m"] / (state["u"] + EPSILON)


def rms_prop(w, g, state):
    """Hinton 2012, lecture 6e; rate 1e-4, rho 0.9."""
    state["g2"] = 0.9 * state.get("g2", 0) + 0.1 * g * g
    return w - 1e-4 * g / (torch.sqrt(state["g2"]) + EPSILON)


OPTIMIZERS = {"ADADELTA": ada_delta, "ADAMAX": ada_max, "RMSPROP": rms_prop}
IMAGES = 4


def images():
    return 2 * drawn(1001, IMAGES, 3, 32, 32), torch.tensor([0.0, 1.0, 1.0, 0.0])


def loss(net):
    x, labels = images()
    return F.binary_cross_entropy_with_logits(net.forward(x), labels)


def network(kind):
    golden = {}
    net = kind()
    with torch.no_grad():
        net.forward(images()[0])  # makes the parameters
    golden["parameters"] = [
        {"name": name, "shape": list(p["array"].shape), "centre": p["centre"], "scale": p["scale"]}
        for name, p in net.parameters.arrays.items()]

    net = kind()
    net.training = False
    golden["output"] = rounded(torch.sigmoid(net.forward(images()[0])))

    net = kind()
    value = loss(net)
    golden["loss"] = float("%.7g" % value)
    trained = net.parameters.trained()
    gradients = torch.autograd.grad(value, list(trained.values()))
    golden["gradients"] = {name: digest(g) for name, g in zip(trained, gradients)}
    golden["running"] = {
        n: digest(p["array"]) for n, p in net.parameters.arrays.items() if n.endswith(("/mean", "/var"))}

    golden["steps"] = {}
    for name, optimizer in OPTIMIZERS.items():
        net, states, losses, before = kind(), {}, [], {}
        for _ in range(3):
            value = loss(net)
            trained = net.parameters.trained()
            before = before or {n: w.detach().clone() for n, w in trained.items()}
            losses.append(value)
            for (n, w), g in zip(trained.items(), torch.autograd.grad(value, list(trained.values()))):
                updated = optimizer(w.detach(), g, states.setdefault(n, {}))
                net.parameters.arrays[n]["array"] = updated.requires_grad_()
        after = net.parameters.trained()
        golden["steps"][name] = {
            "losses": rounded(torch.stack(losses)),
            "changes": {n: digest(after[n] - before[n]) for n in before}}
    return golden


def blocks():
    """torchvision.ops.drop_block2d on given seeds: max-pooling dilates them. It pads by half a block, which is only
    right for odd ones; a margin of s - 1 all around is the same for those, and right for even ones too."""
    golden = []
    for i, (shape, size, share) in enumerate([
        ((2, 3, 14, 14), 7, 0.0125), ((2, 2, 9, 13), 4, 0.03), ((2, 2, 13, 9), 3, 0.05), ((1, 4, 6, 6), 6, 0.5),
        ((2, 2, 5, 8), 1, 0.2)]):
        n, c, h, w = shape
        seeds = (drawn(50 + i, n, c, h - size + 1, w - size + 1) < 2 * share - 1).double()
        mask = 1 - F.max_pool2d(F.pad(seeds, [size - 1] * 4), size, stride=1)
        x = drawn(70 + i, *shape).requires_grad_()
        y = x * mask * mask.numel() / mask.sum()
        at_output = drawn(90 + i, *shape)
        y.backward(at_output)
        golden.append({
            "shape": shape, "blockSize": size, "corners": seeds.flatten().nonzero().flatten().tolist(),
            "kept": int(mask.sum()), "inputSeed": 70 + i, "output": rounded(y),
            "gradientSeed": 90 + i, "gradientAtInput": rounded(x.grad)})
    return golden


def write(path, golden):
    file = RESOURCES / path
    file.parent.mkdir(parents=True, exist_ok=True)
    # A line for each of the outermost entries, so that a change shows what it changes.
    if isinstance(golden, list):
        text = "[\n" + ",\n".join(json.dumps(g, separators=(",", ":")) for g in golden) + "\n]\n"
    else:
        text = "{\n" + ",\n".join(
            json.dumps(k) + ":" + json.dumps(g, separators=(",", ":")) for k, g in golden.items()) + "\n}\n"
    file.write_text(text)


write("regularize/golden-blocks.json", blocks())
write("network/golden-alexnet.json", network(AlexNet))
write("network/golden-resnet-34.json", network(ResNet34))
write("network/golden-vgg-16.json", network(Vgg16))
