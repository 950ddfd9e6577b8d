"""Writes the cases of this folder with PyTorch (made with 1.13): inputs, parameters, outputs and gradients of small modules with attention.

    python3 make.py

Values are drawn in float32 and computed in float64. The modules are written out by hand, except nn.MultiheadAttention and the recurrent layers.
Parameters have the names of the declaration that a case is for; `case` in the header's metadata describes it.
"""
import json
import struct

import numpy as np
import torch
from torch import nn

torch.manual_seed(11)


def draw(*shape, scale=1.0):
    return (torch.randn(*shape) * scale).to(torch.float32).to(torch.float64)


def lengths_mask(lengths, steps):
    return torch.arange(steps)[None, :] < torch.tensor(lengths)[:, None]


def save(name, case, tensors):
    header, data, at = {"__metadata__": {"case": json.dumps(case)}}, b"", 0
    for key, value in tensors.items():
        value = value.detach()
        kind = {torch.int64: "I64", torch.float64: "F64"}[value.dtype]
        if key.startswith(("param.", "input.")) and kind == "F64":
            value, kind = value.to(torch.float32), "F32"
        raw = np.ascontiguousarray(value.numpy()).tobytes()
        header[key] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [at, at + len(raw)]}
        data += raw
        at += len(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(f"{name}.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def finish(name, case, params, x, lengths, output, source=None, source_lengths=None, alignment=None):
    weight = draw(*output.shape)
    weight = weight * lengths_mask(lengths, output.shape[1])[:, :, None]
    loss = (output * weight).sum()
    loss.backward()
    tensors = {f"param.{key}": value for key, value in params.items()}
    tensors |= {"input.x": x, "input.lengths": torch.tensor(lengths), "input.w_output": weight, "expect.output": output, "expect.loss": loss.reshape(1)}
    tensors |= {f"grad.{key}": value.grad for key, value in params.items()} | {"grad.input.x": x.grad}
    if source is not None:
        tensors |= {"input.source": source, "input.source_lengths": torch.tensor(source_lengths), "grad.source": source.grad}
    if alignment is not None:
        tensors["expect.alignment"] = alignment
    save(name, case, tensors)


def parameter(*shape):
    return draw(*shape, scale=1 / shape[-1] ** 0.5).requires_grad_()


def multihead(name, width, heads, causal, bias, lengths, steps):
    module = nn.MultiheadAttention(width, heads, bias=bias, batch_first=True).double()
    params = {}
    for key, value in module.named_parameters():
        value.data = draw(*value.shape, scale=1 / value.shape[-1] ** 0.5)
        params["self_attention." + key] = value
    x = draw(len(lengths), steps, width).requires_grad_()
    mask = lengths_mask(lengths, steps)
    ahead = torch.triu(torch.ones(steps, steps, dtype=torch.bool), 1) if causal else None
    output, _ = module(x, x, x, key_padding_mask=~mask, attn_mask=ahead)
    finish(name, {"kind": "self", "heads": heads, "causal": causal, "bias": bias}, params, x, lengths, output * mask[:, :, None])


def scores(kind, scaled, params, query, source):
    """query [B, Q], source [B, S, X] -> [B, S]"""
    if kind == "Additive":
        sum_ = (query @ params["attention.query.weight"].T)[:, None] + source @ params["attention.key.weight"].T
        return (torch.tanh(sum_) @ params["attention.score.weight"].T)[..., 0]
    key = source @ params["attention.key.weight"].T if kind == "General" else source
    return (query[:, None] * key).sum(-1) / (query.shape[-1] ** 0.5 if scaled else 1)


def attend(kind, scaled, params, query, source, source_lengths):
    score = scores(kind, scaled, params, query, source).masked_fill(~lengths_mask(source_lengths, source.shape[1]), float("-inf"))
    weights = torch.softmax(score, -1)
    return weights, (weights[:, :, None] * source).sum(1)


def score_parameters(kind, query, width, size):
    if kind == "Dot":
        return {}
    if kind == "General":
        return {"attention.key.weight": parameter(query, width)}
    return {"attention.query.weight": parameter(size, query), "attention.key.weight": parameter(size, width), "attention.score.weight": parameter(1, size)}


def cell(kind, inputs, hidden):
    module = {"gru": nn.GRUCell, "lstm": nn.LSTMCell}[kind](inputs, hidden).double()
    params = {}
    for key, value in module.named_parameters():
        value.data = draw(*value.shape, scale=0.5)
        params[f"{kind}.{key}_l0"] = value
    return module, params


def decoder(name, kind, recurrent, before, scaled=False, size=0, score_size=0):
    batch, steps, source_steps, width, hidden, inputs = 4, 5, 6, 7 if kind != "Dot" else 6, 6, 3
    lengths, source_lengths = [5, 2, 4, 1], [3, 6, 1, 5]
    x, source = draw(batch, steps, inputs).requires_grad_(), draw(batch, source_steps, width).requires_grad_()
    module, params = cell(recurrent, inputs + (width if before else 0), hidden)
    params |= score_parameters(kind, hidden, width, score_size or hidden)
    if size:
        params["attention.output.weight"] = parameter(size, width + hidden)
    h, c = torch.zeros(batch, hidden).double(), torch.zeros(batch, hidden).double()
    outputs, alignment = [], []
    for t in range(steps):
        read = x[:, t]
        if before:
            weights, context = attend(kind, scaled, params, h, source, source_lengths)
            read = torch.cat([read, context], -1)
        if recurrent == "lstm":
            h, c = module(read, (h, c))
        else:
            h = module(read, h)
        output = h
        if not before:
            weights, context = attend(kind, scaled, params, h, source, source_lengths)
            output = torch.cat([context, h], -1)
            if size:
                output = torch.tanh(output @ params["attention.output.weight"].T)
        outputs.append(output)
        alignment.append(weights)
    mask = lengths_mask(lengths, steps)[:, :, None]
    case = {"kind": "source", "score": kind, "cell": recurrent, "before": before, "scaled": scaled, "size": size, "score_size": score_size}
    finish(name, case, params, x, lengths, torch.stack(outputs, 1) * mask, source, source_lengths, torch.stack(alignment, 1) * mask)


multihead("mha_4_heads", 12, 4, False, True, [5, 2, 4], 5)
multihead("mha_causal", 10, 2, True, True, [6, 3], 6)
multihead("mha_1_head_without_bias", 5, 1, False, False, [4, 4, 1], 4)
decoder("luong_dot", "Dot", "gru", before=False)
decoder("luong_general", "General", "gru", before=False, size=5)
decoder("luong_scaled", "General", "lstm", before=False, scaled=True, size=9)
decoder("luong_additive", "Additive", "lstm", before=False, score_size=4)
decoder("bahdanau_gru", "Additive", "gru", before=True)
decoder("bahdanau_lstm", "Additive", "lstm", before=True, score_size=5)
decoder("bahdanau_general", "General", "lstm", before=True, scaled=True)
