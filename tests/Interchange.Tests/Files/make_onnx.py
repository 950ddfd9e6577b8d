# Small ONNX files as PyTorch's exporter writes them, with their outputs. Debian's python3-torch suffices: python3 make_onnx.py
import json

import torch
from torch import nn


class Stack(nn.Module):
    """Two bidirectional layers; the final states of both directions."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True)
        self.fc = nn.Linear(8, 2)

    def forward(self, x):
        _, (h, _) = self.lstm(x)
        return self.fc(torch.cat((h[-2], h[-1]), 1))


class Last(Stack):
    """The last step of both directions, where the reverse one has read one step."""

    def forward(self, x):
        return self.fc(self.lstm(x)[0][:, -1])


class Words(nn.Module):
    """Token ids, time first, a distribution at every step."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(11, 5)
        self.gru = nn.GRU(5, 6)
        self.out = nn.Linear(6, 3)

    def forward(self, x):
        y, _ = self.gru(self.embedding(x))
        return torch.softmax(self.out(y), -1)


class Steps(nn.Module):
    """A convolution, an RNN with relu, layers at every step and the last one of them."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(3, 5, 3, padding=1)
        self.rnn = nn.RNN(5, 4, nonlinearity="relu", batch_first=True, bias=False)
        self.dense = nn.Linear(4, 6)
        self.head = nn.Linear(6, 2)

    def forward(self, x):
        y, _ = self.rnn(torch.relu(self.conv(x.transpose(1, 2))).transpose(1, 2))
        return self.head(torch.tanh(self.dense(y))[:, -1])


class Branches(nn.Module):
    """Two layers that read the same input: no chain."""

    def __init__(self):
        super().__init__()
        self.a = nn.LSTM(3, 2, batch_first=True)
        self.b = nn.GRU(3, 2, batch_first=True)

    def forward(self, x):
        return self.a(x)[0] + self.b(x)[0]


def write(name, module, x, axes, **options):
    module.eval()
    torch.onnx.export(module, x, name + ".onnx", input_names=["x"], output_names=["y"], dynamic_axes={"x": axes}, opset_version=13, **options)
    if not options:
        with torch.no_grad():
            json.dump({"x": x.flatten().tolist(), "y": module(x).flatten().tolist()}, open(name + ".expected", "w"))


if __name__ == "__main__":
    torch.manual_seed(5)
    stack = Stack()
    values = torch.randn(2, 7, 3)
    write("onnx-stack", stack, values, {0: "batch", 1: "steps"})
    write("onnx-stack-unfolded", stack, values, {0: "batch", 1: "steps"}, do_constant_folding=False)
    write("onnx-words", Words(), torch.randint(0, 11, (6, 2)), {0: "steps", 1: "batch"})
    write("onnx-steps", Steps(), values, {0: "batch", 1: "steps"})
    write("onnx-branches", Branches(), values, {0: "batch", 1: "steps"})
    torch.manual_seed(6)
    write("onnx-last", Last(), values, {0: "batch", 1: "steps"})
