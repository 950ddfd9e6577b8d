"""Writes a language model of PyTorch and a cell built of nn.Linear, as people save them. Needs torch; run in this folder."""
import json

import torch

torch.manual_seed(5)


class Writer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(7, 4)
        self.lstm = torch.nn.LSTM(4, 6, num_layers=2, batch_first=True)
        self.fc = torch.nn.Linear(6, 5)
        self.output = torch.nn.Linear(5, 7)

    def forward(self, x):
        return torch.softmax(self.output(self.fc(self.lstm(self.embedding(x))[0])), -1)


writer = Writer()
x = torch.tensor([[3, 1, 4, 1, 5]])
with torch.no_grad():
    y = writer(x)
torch.save(writer.state_dict(), "writer.pt")
json.dump({"x": x.flatten().tolist(), "y": y.flatten().tolist()}, open("writer.expected", "w"))

torch.save(torch.nn.ModuleDict({name: torch.nn.Linear(3, 3) for name in ("w_f", "u_f", "w_i", "u_i")}).state_dict(), "own-cell.pt")
