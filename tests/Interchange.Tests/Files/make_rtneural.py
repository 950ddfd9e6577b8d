"""Writes networks in RTNeural's JSON form, computed by PyTorch from the same weights. Needs torch; run in this folder."""
import json

import torch

torch.manual_seed(11)


def write(name, rnn, reorder):
    head = torch.nn.Linear(5, 1)
    x = torch.randn(1, 7, 2)
    with torch.no_grad():
        y = head(rnn(x)[0])
    kernel, recurrent = (reorder(w.detach()).t() for w in (rnn.weight_ih_l0, rnn.weight_hh_l0))
    b_ih, b_hh = (reorder(b.detach()) for b in (rnn.bias_ih_l0, rnn.bias_hh_l0))
    bias = (b_ih + b_hh) if name == "lstm" else torch.stack([b_ih, b_hh])
    json.dump({
        "in_shape": [None, None, 2],
        "layers": [
            {"type": name, "activation": "", "shape": [None, None, 5], "weights": [kernel.tolist(), recurrent.tolist(), bias.tolist()]},
            {"type": "dense", "activation": "", "shape": [None, None, 1], "weights": [head.weight.detach().t().tolist(), head.bias.detach().tolist()]},
        ],
    }, open(f"rtneural-{name}.json", "w"))
    json.dump({"x": x.flatten().tolist(), "y": y.flatten().tolist()}, open(f"rtneural-{name}.expected", "w"))


write("lstm", torch.nn.LSTM(2, 5, batch_first=True), lambda w: w)
write("gru", torch.nn.GRU(2, 5, batch_first=True), lambda w: torch.cat([w[5:10], w[:5], w[10:]]))  # r z n to z r h
