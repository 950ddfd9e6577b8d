#!/usr/bin/env python3
"""Makes the files in Fixtures with numpy alone, by the definitions of torchaudio and librosa written out here once more.

Where torch is installed, the short-time transforms are also compared with torch.stft. Run it in this folder.
"""
import math
import os
import struct

import numpy as np

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Fixtures")


def signal(rate, count, seed):
    """Three gliding tones and noise, a pause in the middle."""
    random = np.random.RandomState(seed)
    t = np.arange(count) / rate
    x = 0.4 * np.sin(2 * np.pi * (200 + 300 * t) * t) + 0.2 * np.sin(2 * np.pi * 1310 * t) + 0.1 * np.sin(2 * np.pi * 2900 * t * (1 - t / 9))
    x += 0.01 * random.randn(count)
    x[count // 2: count // 2 + count // 8] = 0
    return np.clip(np.round(x * 32768), -32768, 32767).astype(np.int16)


def wav(name, tag, channels, rate, bits, data, extensible=False):
    size = channels * bits // 8
    fmt = struct.pack("<HHIIHH", 0xFFFE if extensible else tag, channels, rate, rate * size, size, bits)
    if extensible:
        fmt += struct.pack("<HHIH", 22, bits, 4, tag) + bytes.fromhex("000000001000800000AA00389B71")
    chunks = b"WAVE" + b"fmt " + struct.pack("<I", len(fmt)) + fmt
    chunks += b"LIST" + struct.pack("<I", 5) + b"notes" + b"\0"  # an odd chunk, padded
    chunks += b"data" + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(b"RIFF" + struct.pack("<I", len(chunks)) + chunks)


def table(name, rows):
    np.savetxt(os.path.join(OUT, name), np.atleast_2d(rows), fmt="%.7g", delimiter=",")


def hz_to_mel(f, scale):
    if scale == "htk":
        return 2595 * np.log10(1 + f / 700)
    return f * 3 / 200 if f < 1000 else 15 + np.log(f / 1000) * 27 / np.log(6.4)


def mel_to_hz(m, scale):
    if scale == "htk":
        return 700 * (10 ** (m / 2595) - 1)
    return np.where(m < 15, m * 200 / 3, 1000 * np.exp((m - 15) * np.log(6.4) / 27))


def filters(rate, n_fft, n_mels, low, high, scale, area):
    """torchaudio.functional.melscale_fbanks."""
    hz = np.arange(n_fft // 2 + 1) * rate / n_fft
    corners = mel_to_hz(np.linspace(hz_to_mel(low, scale), hz_to_mel(high, scale), n_mels + 2), scale)
    width = corners[1:] - corners[:-1]
    slopes = corners[None, :] - hz[:, None]
    bank = np.maximum(0, np.minimum(-slopes[:, :-2] / width[:-1], slopes[:, 2:] / width[1:]))
    return bank * (2 / (corners[2:] - corners[:-2])) if area else bank


def spectrum(x, n_fft, win, hop, padding):
    x = x.astype(np.float64)
    if padding != "none":
        x = np.pad(x, n_fft // 2, mode="reflect" if padding == "reflect" else "constant")
    window = np.zeros(n_fft)
    begin = (n_fft - win) // 2
    window[begin:begin + win] = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(win) / win)
    frames = 1 + (len(x) - n_fft) // hop
    result = np.array([np.fft.rfft(x[t * hop:t * hop + n_fft] * window) for t in range(frames)])
    try:
        import torch
        theirs = torch.stft(torch.from_numpy(x), n_fft, hop, win, torch.hann_window(win, dtype=torch.float64), center=False, return_complex=True)
        assert np.allclose(theirs.numpy().T, result, atol=1e-10), "torch.stft disagrees"
    except ImportError:
        print("torch is not installed: not compared with torch.stft")
    return np.abs(result)


def log_mel(x, rate, n_fft, win, hop, padding, n_mels, scale="htk", area=False, low=0, high=None, power=2):
    bank = filters(rate, n_fft, n_mels, low, high or rate / 2, scale, area)
    return np.log(spectrum(x, n_fft, win, hop, padding) ** power @ bank + 1e-6)


def dct(x, count):
    n = x.shape[1]
    basis = np.cos(np.pi / n * (np.arange(n)[:, None] + 0.5) * np.arange(count)[None, :]) * math.sqrt(2 / n)
    basis[:, 0] /= math.sqrt(2)
    return x @ basis


def deltas(x, reach):
    """torchaudio.functional.compute_deltas."""
    padded = np.pad(x, ((reach, reach), (0, 0)), mode="edge")
    total = sum(n * (padded[reach + n:len(padded) - reach + n] - padded[reach - n:len(padded) - reach - n]) for n in range(1, reach + 1))
    return total / (2 * sum(n * n for n in range(1, reach + 1)))


def resample(x, orig, new):
    """torchaudio.functional.resample, sinc_interp_hann, lowpass_filter_width=6, rolloff=0.99."""
    divisor = math.gcd(orig, new)
    orig, new = orig // divisor, new // divisor
    base = min(orig, new) * 0.99
    width = math.ceil(6 * orig / base)
    idx = np.arange(-width, width + orig) / orig
    t = np.clip((np.arange(0, -new, -1)[:, None] / new + idx) * base, -6, 6)
    window = np.cos(t * np.pi / 6 / 2) ** 2
    kernels = np.sinc(t) * window * base / orig
    padded = np.pad(x.astype(np.float64), (width, width + orig))
    rows = [kernels @ padded[at:at + 2 * width + orig] for at in range(0, len(padded) - 2 * width - orig + 1, orig)]
    return np.concatenate(rows)[:math.ceil(new * len(x) / orig)]


def main():
    os.makedirs(OUT, exist_ok=True)
    ints = signal(8000, 1777, 1)
    wav("signal.wav", 1, 1, 8000, 16, ints.tobytes())
    x = ints / 32768

    table("logmel-torchaudio.csv", log_mel(x, 8000, 256, 256, 80, "reflect", 20))
    table("logmel-librosa.csv", log_mel(x, 8000, 400, 320, 160, "zero", 24, "slaney", True, 60, 3800))
    table("logmel-magnitude.csv", log_mel(x, 8000, 255, 200, 100, "none", 16, power=1))
    mfcc = dct(log_mel(x, 8000, 256, 200, 80, "none", 20), 13)
    first = deltas(mfcc, 2)
    table("mfcc-deltas.csv", np.hstack([mfcc, first, deltas(first, 2)]))

    for orig, new in [(8000, 16000), (16000, 8000), (44100, 8000), (8000, 11025)]:
        table(f"resampled-{orig}-{new}.csv", resample(x[:600], orig, new)[:, None])

    values = [0, 1, -1, 100, -100, 2 ** 23 - 1, -2 ** 23, 12345, -54321, 7]
    wide = [v * 256 for v in values]
    wav("pcm8.wav", 1, 1, 8000, 8, bytes(128 + (v >> 16) for v in values))
    wav("pcm16-stereo.wav", 1, 2, 44100, 16, b"".join(struct.pack("<h", v >> 8) for v in values))
    wav("pcm24.wav", 1, 1, 8000, 24, b"".join(struct.pack("<i", v)[:3] for v in values))
    wav("pcm24-extensible-stereo.wav", 1, 2, 48000, 24, b"".join(struct.pack("<i", v)[:3] for v in values), extensible=True)
    wav("pcm32.wav", 1, 1, 8000, 32, b"".join(struct.pack("<i", v) for v in wide))
    wav("float32-extensible.wav", 3, 1, 8000, 32, b"".join(struct.pack("<f", v / 2 ** 23) for v in values), extensible=True)
    wav("float64.wav", 3, 1, 8000, 64, b"".join(struct.pack("<d", v / 2 ** 23) for v in values))
    table("values.csv", np.array(values)[:, None] / 2 ** 23)


main()
