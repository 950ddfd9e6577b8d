"""The grid of bench/Gpu in PyTorch on CUDA: a record a case, mode and setting of TF32, as bench/Peers writes them.

python3 torch_grid.py OUT.jsonl [SECONDS]     one second a case by default
"""
import itertools
import json
import statistics
import sys
import time

import torch

CELLS = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
UNITS, BATCHES, STEPS = (32, 64, 128, 256, 512, 1024), (1, 16, 64, 256), 100


def measure(run, seconds):
    """Median milliseconds of a run that ends when the device is done, after a warm-up of half the time."""
    times = []
    for limit, keep in ((seconds / 2, False), (seconds, True)):
        start = time.perf_counter()
        while time.perf_counter() - start < limit or (keep and not times):
            begin = time.perf_counter()
            run()
            torch.cuda.synchronize()
            if keep:
                times.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times), len(times)


def cases(cell, units, batch):
    """Inference and training from the caller's array to the caller's array."""
    device = torch.device("cuda")
    network = CELLS[cell](units, units, batch_first=True).to(device)
    adam = torch.optim.Adam(network.parameters(), 1e-3)
    x, y = torch.randn(batch, STEPS, units), torch.randn(batch, STEPS, units)

    def infer():
        with torch.no_grad():
            network(x.to(device))[0].cpu()

    def train():
        adam.zero_grad()
        loss = torch.nn.functional.mse_loss(network(x.to(device))[0], y.to(device))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        adam.step()
        loss.item()

    return {"infer": infer, "train": train}


def main():
    out, seconds = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    with open(out, "a", encoding="utf-8") as file:
        for tf32 in (False, True):
            torch.backends.cudnn.allow_tf32 = tf32
            torch.backends.cuda.matmul.allow_tf32 = tf32
            for cell, units, batch in itertools.product(CELLS, UNITS, BATCHES):
                for mode, run in cases(cell, units, batch).items():
                    median, count = measure(run, seconds)
                    record = {
                        "peer": "torch", "version": torch.__version__,
                        "label": f"cuDNN, TF32 {'on' if tf32 else 'off'}: {torch.cuda.get_device_name()}",
                        "id": f"raw_{cell}_h{units}_b{batch}", "mode": mode, "threads": 1, "median_ms": median, "n": count,
                    }
                    file.write(json.dumps(record) + "\n")
                    print(f"{record['id']:20} {mode:6} TF32 {'on ' if tf32 else 'off'} {median:.4g} ms", flush=True)


if __name__ == "__main__":
    main()
