"""Takes training steps of the harness's networks in PyTorch, one whenever it is asked to.

Speaks JSON, a line each: reads an order (bench.PeerOrder) and answers with what it is
(bench.PeerReady); then reads the number of an arm, takes a step and answers how long it took
(bench.PeerStep), until its input ends. Times are milliseconds; processor time is of all threads.
"""
import json
import sys
import time

# Whatever a library prints must not get among the answers.
answers, sys.stdout = sys.stdout, sys.stderr


def answer(**what):
    answers.write(json.dumps(what) + "\n")
    answers.flush()


order = json.loads(sys.stdin.readline())
try:
    import torch
    import torch.nn as nn
    import torch.nn.functional as F
except ImportError as e:
    answer(missing=str(e))
    sys.exit(0)

torch.set_num_threads(order["threads"])
torch.manual_seed(1)
SIZE = order["imageSize"]
PLACES = set(order["places"])


def scaled(published):
    """As network.Assembly does it: a multiple of 16 channels or units."""
    return max(16, int(published * order["width"] / 16 + 0.5) * 16)


class DropBlock(nn.Module):
    """As torchvision's DropBlock2d, and for blocks of an even side too."""

    def __init__(self, active):
        super().__init__()
        self.active = active

    def forward(self, x):
        if not self.active:
            return x
        n, c, h, w = x.shape
        side = min(h, w)
        s = min(order["blockSize"] or (7 if side >= 14 else 5 if side >= 10 else 3), side)
        starts = (h - s + 1) * (w - s + 1)
        gamma = min(1, (1 - order["keepProbability"]) * h * w / (s * s * starts))
        noise = torch.empty((n, c, h - s + 1, w - s + 1)).bernoulli_(gamma)
        if s % 2:
            noise = F.max_pool2d(F.pad(noise, [s // 2] * 4), s, 1, s // 2)
        else:
            noise = F.max_pool2d(F.pad(noise, [s - 1] * 4), s, 1)
        noise = 1 - noise
        return x * noise * (noise.numel() / (1e-6 + noise.sum()))


class AlexNet(nn.Module):
    def __init__(self, blocks):
        super().__init__()
        stride = 4 if SIZE >= 128 else 2 if SIZE >= 64 else 1
        c = [3] + [scaled(n) for n in (96, 256, 384, 384, 256)]
        windows = ((11, stride, 2), (5, 1, 2), (3, 1, 1), (3, 1, 1), (3, 1, 1))
        self.convolutions = nn.ModuleList(
            nn.Conv2d(c[i], c[i + 1], *window) for i, window in enumerate(windows)
        )
        self.dropping = nn.ModuleList(blocks("conv%d" % (i + 1)) for i in range(5))
        # PyTorch divides alpha by the number of channels summed over.
        self.norm = nn.LocalResponseNorm(5, 5 * 1e-4, 0.75, 2.0)
        self.features = c[5]

    def forward(self, x):
        for i, (convolution, drop) in enumerate(zip(self.convolutions, self.dropping)):
            x = drop(F.relu(convolution(x), inplace=True))
            if i < 2:
                x = F.max_pool2d(self.norm(x), 3, 2)
        return F.max_pool2d(x, 3, 2)


class Residual(nn.Module):
    def __init__(self, i, o, stride, drop):
        super().__init__()
        self.conv1 = nn.Conv2d(i, o, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(o)
        self.conv2 = nn.Conv2d(o, o, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(o)
        self.shortcut = None
        if stride > 1:
            self.shortcut = nn.Sequential(
                nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o)
            )
        self.drop = drop

    def forward(self, x):
        y = F.relu(self.norm1(self.conv1(x)), inplace=True)
        y = self.norm2(self.conv2(y))
        y += x if self.shortcut is None else self.shortcut(x)
        return self.drop(F.relu(y, inplace=True))


class ResNet34(nn.Module):
    def __init__(self, blocks):
        super().__init__()
        o = scaled(64)
        self.conv = nn.Conv2d(3, o, 7, 2 if SIZE >= 64 else 1, 3, bias=False)
        self.norm = nn.BatchNorm2d(o)
        stages = []
        for stage, count in enumerate((3, 4, 6, 3)):
            for k in range(count):
                i, o = o, scaled(64 << stage)
                stride = 2 if stage and not k else 1
                stages.append(Residual(i, o, stride, blocks("stage%d" % (stage + 1))))
        self.stages = nn.Sequential(*stages)
        self.features = o

    def forward(self, x):
        x = F.relu(self.norm(self.conv(x)), inplace=True)
        return self.stages(F.max_pool2d(x, 3, 2, 1))


class Vgg16(nn.Module):
    def __init__(self, blocks):
        super().__init__()
        self.blocks = nn.ModuleList()
        self.dropping = nn.ModuleList()
        i = 3
        for b, (count, filters) in enumerate(zip((2, 2, 3, 3, 3), (64, 128, 256, 512, 512))):
            convolutions = nn.ModuleList()
            for _ in range(count):
                convolutions.append(nn.Conv2d(i, scaled(filters), 3, 1, 1))
                i = scaled(filters)
            if b < 5 - order["trainedBlocks"]:
                for p in convolutions.parameters():
                    p.requires_grad_(False)
            self.blocks.append(convolutions)
            self.dropping.append(blocks("block%d" % (b + 1)))
        self.features = i

    def forward(self, x):
        for convolutions, drop in zip(self.blocks, self.dropping):
            for convolution in convolutions:
                x = F.relu(convolution(x), inplace=True)
            x = F.max_pool2d(drop(x), 2)
        return x


class Network(nn.Module):
    def __init__(self, arm):
        super().__init__()
        trunk = {"alexnet": AlexNet, "resnet-34": ResNet34, "vgg-16": Vgg16}[order["network"]]
        self.trunk = trunk(lambda place: DropBlock(arm["dropsBlocks"] and place in PLACES))
        self.fc = nn.Linear(self.trunk.features, scaled(4096))
        self.dropout = nn.Dropout(order["dropoutRate"] if arm["dropsUnits"] else 0.0)
        self.dropping = arm["dropsUnits"]
        self.output = nn.Linear(scaled(4096), 1)

    def forward(self, x):
        x = F.relu(self.fc(self.trunk(x).mean((2, 3))))
        return self.output(self.dropout(x) if self.dropping else x)


def optimizer(parameters):
    rate = order["learningRate"]
    name = order["optimizer"]
    if name == "ADADELTA":
        return torch.optim.Adadelta(parameters, rate, 0.95, 1e-7)
    if name == "ADAMAX":
        return torch.optim.Adamax(parameters, rate, (0.9, 0.999), 1e-7)
    if name == "RMSPROP":
        return torch.optim.RMSprop(parameters, rate, 0.9, 1e-7)
    return torch.optim.Adam(parameters, rate, (0.9, 0.999), 1e-8)


PIXELS = [torch.randn(order["batchSize"], 3, SIZE, SIZE) for _ in range(4)]
LABELS = [torch.randint(0, 2, (order["batchSize"], 1)).float() for _ in range(4)]
FORMATS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}


class Arm:
    def __init__(self, arm, layout):
        self.layout = layout
        format = FORMATS[layout]
        self.network = Network(arm).train().to(memory_format=format)
        self.pixels = [x.contiguous(memory_format=format) for x in PIXELS]
        self.learnt = [p for p in self.network.parameters() if p.requires_grad]
        self.optimizer = optimizer(self.learnt)
        self.loss = nn.BCEWithLogitsLoss()
        self.steps = 0

    def step(self):
        i = self.steps % len(PIXELS)
        self.steps += 1
        self.optimizer.zero_grad()
        scores = self.network(self.pixels[i])
        loss = self.loss(scores, LABELS[i])
        loss.backward()
        self.optimizer.step()
        return loss.item(), ((scores > 0) == (LABELS[i] > 0.5)).sum().item()

    def time(self):
        wall, cpu = time.perf_counter(), time.process_time()
        self.step()
        return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


def faster(arm):
    """The memory layout whose least processor time of three steps, after two, is less."""
    arms = [Arm(arm, layout) for layout in FORMATS]
    for _ in range(2):
        for one in arms:
            one.step()
    least = [1e9] * len(arms)
    for _ in range(3):
        for i, one in enumerate(arms):
            least[i] = min(least[i], one.time()[1])
    return arms[least.index(min(least))]


arms = [faster(arm) for arm in order["arms"]]
answer(
    version=torch.__version__,
    parameters=sum(p.numel() for p in arms[0].learnt),
    layouts=[arm.layout for arm in arms],
)
for line in sys.stdin:
    wall, cpu = arms[int(line)].time()
    answer(milliseconds=wall, cpuMilliseconds=cpu)
