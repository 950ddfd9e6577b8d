"""PyTorch as a peer of bench/Peers: the networks of bench/cases.json, timed on request.

Reads requests from standard input and answers each with a line of JSON, as bench/Peers/Work/Worker.cs does:
    open ID MODE THREADS SECONDS    build the network, warm it up
    sample SECONDS                  time it
    close                           free it, tell its memory
Modes: infer (no gradients, the whole batch), train (zero gradients, forward, loss, backward, clip to norm 1, Adam),
stream (one step of one sequence, state kept).
"""
import ctypes
import gc
import json
import os
import resource
import sys
import time

import torch
from torch import nn

STEPS = 16              # steps of a stream between two looks at the clock
SAMPLE_SECONDS = 2e-3
HERE = os.path.dirname(os.path.abspath(__file__))


def libraries():
    with open('/proc/self/maps') as f:
        return {line.split()[-1] for line in f if '/' in line}


def blas_name():
    found = [p for p in libraries() if 'sgemm_onednn' in p] or [p for p in libraries() if 'openblas' in p or 'blis' in p or 'mkl_rt' in p]
    if not found:
        return 'mkl' if torch.backends.mkl.is_available() else 'reference-blas'
    return 'onednn-sgemm' if 'sgemm_onednn' in found[0] else os.path.basename(os.path.dirname(found[0]))


def set_threads(n):
    torch.set_num_threads(n)
    for path in libraries():
        if 'libopenblas' in path:   # its pool of threads is its own
            try:
                ctypes.CDLL(path).openblas_set_num_threads(n)
            except (OSError, AttributeError):
                pass


class Network(nn.Module):
    def __init__(self, case):
        super().__init__()
        self.case = case
        kind = {'lstm': nn.LSTM, 'gru': nn.GRU, 'rnn': nn.RNN}[case['cell']]
        widths, both = case['hidden'], case['bidirectional']
        out = widths[-1] * (2 if both else 1)
        self.embedding = nn.Embedding(case['vocab'], case['input']) if case['vocab'] else None
        if len(set(widths)) == 1:   # equal layers are one fused module
            drop = case['dropout'] if len(widths) > 1 else 0.0
            self.stack = nn.ModuleList([kind(case['input'], widths[0], len(widths), batch_first=True, dropout=drop, bidirectional=both)])
            self.between = None
        else:
            inputs = [case['input']] + [w * (2 if both else 1) for w in widths[:-1]]
            self.stack = nn.ModuleList([kind(i, w, batch_first=True, bidirectional=both) for i, w in zip(inputs, widths)])
            self.between = nn.Dropout(case['dropout'])
        self.head = nn.Linear(out, case['out']) if case['head'] != 'none' else None

    def forward(self, x, states=None):
        if self.embedding is not None:
            x = self.embedding(x)
        kept = []
        for index, layer in enumerate(self.stack):
            x, state = layer(x, states[index] if states else None)
            kept.append(state)
            if self.between is not None:
                x = self.between(x)
        if self.case['head'] == 'token':
            return self.head(x), kept
        if self.case['head'] == 'last':
            if self.case['bidirectional']:
                final = kept[-1][0] if isinstance(kept[-1], tuple) else kept[-1]
                x = torch.cat((final[-2], final[-1]), 1)
            else:
                x = x[:, -1]
            return self.head(x), kept
        return x, kept


def batch(case, rows, steps):
    x = torch.randint(0, case['vocab'], (rows, steps)) if case['vocab'] else torch.randn(rows, steps, case['input'])
    lead = (rows,) if case['head'] == 'last' else (rows, steps)
    if case['loss'] == 'ce':
        return x, torch.randint(0, case['out'], lead)
    width = case['out'] or case['hidden'][-1] * (2 if case['bidirectional'] else 1)
    y = torch.randint(0, 2, lead + (width,)).float() if case['loss'] == 'bce' else torch.randn(lead + (width,))
    return x, y


def loss_of(case, outputs, targets):
    if case['loss'] == 'ce':
        return nn.functional.cross_entropy(outputs.reshape(-1, case['out']), targets.reshape(-1))
    if case['loss'] == 'bce':
        return nn.functional.binary_cross_entropy_with_logits(outputs, targets)
    return nn.functional.mse_loss(outputs, targets)


def prepare(case, mode):
    """Returns (function, units of work that a call of it does, parameters)."""
    torch.manual_seed(0)
    network = Network(case)
    count = sum(p.numel() for p in network.parameters())
    if mode == 'train':
        network.train()
        x, y = batch(case, case['B'], case['T'])
        parameters = list(network.parameters())
        adam = torch.optim.Adam(parameters, lr=1e-3)

        def train():
            adam.zero_grad(set_to_none=True)
            loss_of(case, network(x)[0], y).backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            adam.step()
        return train, 1, count
    network.eval()
    if mode == 'infer':
        x, _ = batch(case, case['B'], case['T'])

        def infer():
            with torch.inference_mode():
                network(x)
        return infer, 1, count
    x, _ = batch(case, 1, 1)
    kept = [None]

    def stream():
        with torch.inference_mode():
            for _ in range(STEPS):
                _, kept[0] = network(x, kept[0])
    return stream, STEPS, count


def megabytes(key):
    with open('/proc/self/status') as f:
        return next(round(int(line.split()[1]) / 1024, 1) for line in f if line.startswith(key))


def reset_peak():
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
        with open('/proc/self/clear_refs', 'w') as f:
            f.write('5')
    except (OSError, AttributeError):
        pass


def switches():
    return resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw


def warm_up(work, seconds):
    start, runs = time.perf_counter(), 0
    while True:
        begin = time.perf_counter()
        work()
        once = time.perf_counter() - begin
        runs += 1
        if time.perf_counter() - start >= seconds and (runs >= 2 or once >= 1):
            return once


def sample(work, units, inner, seconds):
    times, clean, start = [], [], time.perf_counter()
    while True:
        before, begin = switches(), time.perf_counter()
        for _ in range(inner):
            work()
        times.append((time.perf_counter() - begin) / inner / units * 1e3)
        clean.append(switches() == before)
        if time.perf_counter() - start >= seconds:
            return dict(t=times, clean=clean)


def answer(**fields):
    print(json.dumps(fields), flush=True)


def main():
    with open(os.path.join(HERE, '..', 'cases.json')) as f:
        cases = {case['id']: case for case in json.load(f)}
    torch.mm(torch.ones(64, 64), torch.ones(64, 64))
    answer(peer='torch', version=torch.__version__, label=blas_name(), modes=['infer', 'train', 'stream'], cases='all')
    for line in sys.stdin:
        words = line.split()
        if words[0] == 'open':
            reset_peak()
            base = megabytes('VmRSS')
            set_threads(int(words[3]))
            work, units, count = prepare(cases[words[1]], words[2])
            once = warm_up(work, float(words[4]))
            inner = max(1, int(SAMPLE_SECONDS / once))
            answer(once_ms=once * 1e3)
        elif words[0] == 'sample':
            answer(**sample(work, units, inner, float(words[1])))
        else:
            answer(rss_base_mb=base, rss_peak_mb=megabytes('VmHWM'), params=count)
            del work


if __name__ == '__main__':
    main()
