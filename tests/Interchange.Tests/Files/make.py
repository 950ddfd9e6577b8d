"""Writes the PyTorch files of this folder, with inputs and outputs as JSON. Needs torch 1.6 or newer; run in this folder."""
import collections
import json
import os
import pickle

import torch

torch.manual_seed(7)


class Tagger(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = torch.nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True)
        self.fc = torch.nn.Linear(8, 2)

    def forward(self, x):
        return self.fc(self.rnn(x)[0])


model = Tagger()
weights = model.state_dict()
x = torch.randn(1, 6, 3)
with torch.no_grad():
    y = model(x)
json.dump({"x": x.flatten().tolist(), "y": y.flatten().tolist()}, open("tagger.expected", "w"))

torch.save(weights, "tagger.pt")
torch.save(weights, "tagger-legacy.pt", _use_new_zipfile_serialization=False)
torch.save({"module." + name: value for name, value in weights.items()}, "tagger-module.pt")

# A checkpoint of a training loop: weights beside the optimizer's state, numbers and texts.
optimizer = torch.optim.Adam(model.parameters())
model(x).sum().backward()
before = {name: value.clone() for name, value in weights.items()}
optimizer.step()
model.load_state_dict(before)
torch.save({"epoch": 3, "model_state_dict": model.state_dict(), "optimizer_state_dict": optimizer.state_dict(), "loss": 0.25,
            "args": {"lr": 1e-3, "name": "tagger", "sizes": [3, 4], "betas": (0.9, 0.999)}, "losses": torch.zeros(2)}, "tagger-checkpoint.pt")
torch.save({"model": before, "ema": {name: value * 0.5 for name, value in before.items()}}, "tagger-two.pt")

# Weights that view one storage, as a CUDA model's flattened weights do; a transposed view; one storage under two names.
flat = torch.cat([value.flatten() for value in before.values()])
views, at = collections.OrderedDict(), 0
for name, value in before.items():
    views[name] = flat[at:at + value.numel()].view(value.shape)
    at += value.numel()
views["fc.weight"] = before["fc.weight"].t().contiguous().t()
torch.save(views, "tagger-views.pt")
torch.save({**before, "tied": before["fc.weight"]}, "tagger-tied.pt")

torch.save({name: value.half() for name, value in before.items()}, "tagger-half.pt")
torch.save({name: value.bfloat16() for name, value in before.items()}, "tagger-bfloat16.pt")
torch.save({name: value.double() for name, value in before.items()}, "tagger-double.pt")
torch.save({name: torch.nn.Parameter(value) for name, value in before.items()}, "tagger-parameters.pt")
torch.save({**before, "bn.num_batches_tracked": torch.tensor(5)}, "tagger-extra.pt")
torch.save({**before, "fc.bias": torch.zeros(2, dtype=torch.int64)}, "tagger-integers.pt")

# Refused: the whole model (Python's classes), a program, a pickle that runs a command, a view larger than its storage.
torch.save(torch.nn.Linear(2, 1), "whole-model.pt")
torch.jit.save(torch.jit.script(torch.nn.Linear(2, 1)), "torchscript.pt")


class Command:
    def __reduce__(self):
        return (os.system, ("echo this must never be printed",))


torch.save({"fc.weight": torch.zeros(1), "evil": Command()}, "command.pt")
torch.save({"fc.weight": torch.zeros(1), "evil": Command()}, "command-legacy.pt", _use_new_zipfile_serialization=False)
torch.save({"fc.weight": torch.zeros(1).expand(1000, 1000)}, "expanded.pt")
pickle.dump({"fc.weight": [1.0]}, open("plain.pickle", "wb"))
