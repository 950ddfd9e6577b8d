"""Writes the files that the docs' code reads, without LstmGen: PyTorch makes the weights, and this script the bytes (python3 make.py FOLDER)."""

import json
import struct
import sys

import torch

folder = sys.argv[1] if len(sys.argv) > 1 else "."
torch.manual_seed(1)


class Module(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = torch.nn.LSTM(1, 32, batch_first=True)
        self.head = torch.nn.Linear(32, 1)

    def forward(self, x):
        y, _ = self.rnn(x)
        return self.head(y[:, -1])


def save(state, path):
    """As safetensors.torch.save_file."""
    header, data = {}, b""
    for name, tensor in state.items():
        raw = struct.pack(f"<{tensor.numel()}f", *tensor.flatten().tolist())
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


module = Module().eval()
save(module.state_dict(), f"{folder}/module.safetensors")
with torch.no_grad():
    x = torch.tensor([[[0.1], [0.2], [0.3]]])
    print(f"module(0.1, 0.2, 0.3) = {module(x).item():.6f}")
