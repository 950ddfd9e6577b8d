"""
Writes files as Keras 2 and 3 lay them out, and what their models answer, computed with numpy. Needs h5py and numpy, not Keras; run in this folder.

Layouts: github.com/keras-team/keras, keras/src/legacy/saving/legacy_h5_format.py (.h5) and keras/src/saving/saving_lib.py (.keras).
"""
import io
import json
import re
import zipfile

import h5py
import numpy as np

random = np.random.default_rng(23)


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


ACTIVATIONS = {"linear": lambda a: a, "relu": lambda a: np.maximum(a, 0), "tanh": np.tanh, "sigmoid": sigmoid,
               "softmax": lambda a: np.exp(a) / np.exp(a).sum(-1, keepdims=True)}


def weights(*shape):
    return (random.standard_normal(shape) * 0.4).astype(np.float32)


class Layer:
    """A layer: its class, settings, weights in Keras' order, and what it computes from [steps, features]."""

    def __init__(self, kind, name, arrays, run, **settings):
        self.kind, self.name, self.arrays, self.run = kind, name, arrays, run
        self.settings = {"name": name, "trainable": True, **settings}


def recurrent(kind, name, inputs, units, sequences, bias=True, activation="tanh", **more):
    gates = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}[kind]
    reset_after = more.get("reset_after", True)
    arrays = [weights(inputs, gates * units), weights(units, gates * units)]
    if bias:
        arrays.append(weights(2, 3 * units) if kind == "GRU" and reset_after else weights(gates * units))

    def step(x, h, c):
        w, u = arrays[0], arrays[1]
        b = arrays[2] if bias else np.zeros(gates * units)
        if kind == "SimpleRNN":
            return ACTIVATIONS[activation](x @ w + h @ u + b), c
        if kind == "LSTM":
            i, f, g, o = np.split(x @ w + h @ u + b, 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            return sigmoid(o) * np.tanh(c), c
        b_in, b_rec = (b[0], b[1]) if b.ndim == 2 else (b, np.zeros(3 * units))
        xz, xr, xh = np.split(x @ w + b_in, 3)
        uz, ur, uh = np.split(u, 3, axis=1)
        bz, br, bh = np.split(b_rec, 3)
        z, r = sigmoid(xz + h @ uz + bz), sigmoid(xr + h @ ur + br)
        g = np.tanh(xh + (r * (h @ uh + bh) if reset_after else (r * h) @ uh))
        return z * h + (1 - z) * g, c

    def run(x):
        h, c, all_steps = np.zeros(units), np.zeros(units), []
        for row in x:
            h, c = step(row, h, c)
            all_steps.append(h)
        return np.array(all_steps) if sequences else h

    settings = {"return_sequences": sequences, "go_backwards": False, "units": units, "activation": activation, "use_bias": bias,
                "dropout": 0.0, "recurrent_dropout": 0.0}
    if kind != "SimpleRNN":
        settings["recurrent_activation"] = "sigmoid"
    if kind == "GRU":
        settings["reset_after"] = reset_after
    return Layer(kind, name, arrays, run, **{**settings, **more})


def bidirectional(name, kind, inputs, units, sequences, merge="concat", **more):
    forward = recurrent(kind, "forward_" + name, inputs, units, True, **more)
    backward = recurrent(kind, "backward_" + name, inputs, units, True, **more)

    def run(x):
        a, b = forward.run(x), backward.run(x[::-1])
        b = b[::-1] if sequences else b
        if not sequences:
            a, b = a[-1], b[-1]
        return {"concat": lambda: np.concatenate([a, b], -1), "sum": lambda: a + b, "ave": lambda: (a + b) / 2, "mul": lambda: a * b}[merge]()

    inner = {"class_name": kind, "config": {**forward.settings, "return_sequences": sequences}}
    layer = Layer("Bidirectional", name, forward.arrays + backward.arrays, run, layer=inner, merge_mode=merge)
    layer.parts = [("forward_layer", forward), ("backward_layer", backward)]
    return layer


def dense(name, inputs, units, activation="linear", bias=True):
    w, b = weights(inputs, units), weights(units)
    return Layer("Dense", name, [w, b] if bias else [w], lambda x: ACTIVATIONS[activation](x @ w + (b if bias else 0)),
                 units=units, activation=activation, use_bias=bias)


def time_distributed(name, inner):
    layer = Layer("TimeDistributed", name, inner.arrays, inner.run, layer={"class_name": inner.kind, "config": inner.settings})
    layer.parts = [("layer", inner)]
    return layer


def embedding(name, vocabulary, size, mask=False):
    table = weights(vocabulary, size)
    return Layer("Embedding", name, [table], lambda x: table[x], input_dim=vocabulary, output_dim=size, mask_zero=mask)


def conv(name, inputs, filters, kernel, padding, activation):
    w, b = weights(kernel, inputs, filters), weights(filters)

    def run(x):
        left = {"valid": 0, "causal": kernel - 1, "same": (kernel - 1) // 2}[padding]
        right = {"valid": 0, "causal": 0, "same": kernel - 1 - (kernel - 1) // 2}[padding]
        x = np.pad(x, ((left, right), (0, 0)))
        return ACTIVATIONS[activation](np.array([np.einsum("ki,kif->f", x[t:t + kernel], w) + b for t in range(len(x) - kernel + 1)]))

    return Layer("Conv1D", name, [w, b], run, filters=filters, kernel_size=[kernel], strides=[1], padding=padding, activation=activation,
                 dilation_rate=[1], groups=1, use_bias=True, data_format="channels_last")


def layer_norm(name, size):
    gamma, beta = 1 + weights(size), weights(size)

    def run(x):
        return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-3) * gamma + beta

    return Layer("LayerNormalization", name, [gamma, beta], run, axis=[-1], epsilon=0.001, center=True, scale=True)


def dropout(name, rate=0.2, kind="Dropout"):
    return Layer(kind, name, [], lambda x: x, rate=rate)


def pooling(name):
    return Layer("GlobalMaxPooling1D", name, [], lambda x: x.max(0))


def config(layers, keras3):
    def entry(layer):
        one = {"class_name": layer.kind, "config": layer.settings}
        return {"module": "keras.layers", **one, "registered_name": None} if keras3 else one
    first = [{"class_name": "InputLayer", "config": {"batch_shape": [None, None, None], "name": "input_layer"}}] if keras3 else []
    return {"class_name": "Sequential", "config": {"name": "sequential", "layers": first + [entry(layer) for layer in layers]}}


def weight_names(layer, keras3):
    names = {"Embedding": ["embeddings"], "LayerNormalization": ["gamma", "beta"], "BatchNormalization": ["gamma", "beta", "moving_mean", "moving_variance"]}
    def of(one, prefix):
        cell = f"{one.kind.lower()}_cell/" if one.kind in ("LSTM", "GRU", "SimpleRNN") else ""
        own = names.get(one.kind, ["kernel", "recurrent_kernel", "bias"] if cell else ["kernel", "bias"])
        return [f"{prefix}{cell}{name}" for name in own[:len(one.arrays)]]
    prefix = ("sequential/" if keras3 else "") + layer.name + "/"
    parts = getattr(layer, "parts", None)
    found = of(layer, prefix) if parts is None else [name for _, part in parts for name in of(part, prefix + part.name + "/")]
    return found if keras3 else [name + ":0" for name in found]


def write_h5(path, layers, keras3=False, whole=True, cut=False, **dataset):
    """The legacy form: a group per layer, with the attribute weight_names."""
    with h5py.File(path, "w", libver=dataset.pop("libver", "earliest")) as file:
        group = file
        if whole:
            file.attrs["keras_version"] = "3.4.1" if keras3 else "2.3.0-tf"
            file.attrs["backend"] = "tensorflow"
            file.attrs["model_config"] = json.dumps(config(layers, keras3))
            optimizer = file.create_group("optimizer_weights")
            optimizer["iteration"] = np.int64(7)
            group = file.create_group("model_weights")
        # Keras 3 passes lists of bytes or str to h5py, which makes texts of a fixed length of the first and of any length of the second.
        encode = (lambda text: text) if keras3 else (lambda text: text.encode())
        names = [encode(layer.name) for layer in layers]
        if cut:
            group.attrs["layer_names0"], group.attrs["layer_names1"] = names[:1], names[1:]
        else:
            group.attrs["layer_names"] = names
        for layer in sorted(layers, key=lambda one: one.name):
            own = group.create_group(layer.name)
            listed = weight_names(layer, keras3)
            own.attrs["weight_names"] = [encode(name) for name in listed]
            for name, array in zip(listed, layer.arrays):
                packed = {**dataset, "chunks": tuple(min(2 + 5 * i, size) for i, size in enumerate(array.shape))} if dataset and array.ndim == 2 else {}
                own.create_dataset(name, data=array, **packed)
        if keras3:
            group.create_group("top_level_model_weights").attrs["weight_names"] = []


def snake(name):
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def weights_h5(layers, named=False, root="layers"):
    """The form of Keras 3: layers/CLASS_NUMBER/.../vars/0."""
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        file.create_group("vars")
        counts = {}

        def put(path, layer):
            own = file.create_group(path + "/vars")
            if named:
                own.attrs["name"] = layer.name
            parts = getattr(layer, "parts", None)
            if parts is not None:
                for name, part in parts:
                    put(f"{path}/{name}", part)
                return
            target = file.create_group(path + "/cell/vars") if layer.kind in ("LSTM", "GRU", "SimpleRNN") else own
            for i, array in enumerate(layer.arrays):
                target[str(i)] = array

        for layer in layers:
            name = snake(layer.kind)
            count = counts[name] = counts.get(name, -1) + 1
            put(f"{root}/{name}" + (f"_{count}" if count else ""), layer)
    return memory.getvalue()


def write_keras(path, layers, named=False, root="layers", compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": "3.4.1", "date_saved": "2024-07-23@17:34:40"}))
        archive.writestr("config.json", json.dumps(config(layers, True)))
        archive.writestr("model.weights.h5", weights_h5(layers, named, root))


def expect(name, layers, x):
    y = x
    for layer in layers:
        y = layer.run(y)
    json.dump({"x": np.asarray(x).ravel().tolist(), "y": np.asarray(y).ravel().tolist()}, open(name + ".expected", "w"))


x = random.standard_normal((6, 3))
tokens = np.array([3, 1, 4, 1, 5, 9])

stack = [recurrent("LSTM", "lstm", 3, 5, True), dropout("dropout"), recurrent("LSTM", "lstm_1", 5, 4, False), dense("dense", 4, 2, "softmax")]
expect("keras-stack", stack, x)
write_h5("keras2-stack.h5", stack)
write_h5("keras3-stack.h5", stack, keras3=True)
write_h5("keras2-stack-weights.h5", stack, whole=False)
write_h5("keras2-stack-cut.h5", stack, cut=True)
write_h5("keras2-stack-packed.h5", stack, compression="gzip", shuffle=True, fletcher32=True)
write_h5("keras2-stack-latest.h5", stack, libver="latest")
write_keras("keras3-stack.keras", stack)
write_keras("keras3-stack-named.keras", stack, named=True)
write_keras("keras3-stack-deflated.keras", stack, compression=zipfile.ZIP_DEFLATED)
write_keras("keras213-stack.keras", stack, root="_layer_checkpoint_dependencies")
open("keras3-stack.weights.h5", "wb").write(weights_h5(stack))

write_h5("keras2-small.h5", [dense("dense", 2, 3)], compression="gzip")

words = [embedding("words", 11, 3), bidirectional("both", "GRU", 3, 4, False), dense("answer", 8, 1, "sigmoid")]
expect("keras-words", words, tokens)
write_h5("keras2-words.h5", words)
write_h5("keras3-words.h5", words, keras3=True)
write_keras("keras3-words.keras", words)
write_h5("keras2-words-weights.h5", words, whole=False)

tags = [conv("conv1d", 3, 4, 3, "same", "relu"), layer_norm("norm", 4), bidirectional("bidirectional", "LSTM", 4, 3, True, "sum"),
        recurrent("SimpleRNN", "simple_rnn", 3, 4, True, activation="relu"), time_distributed("tags", dense("inner", 4, 2))]
expect("keras-tags", tags, x)
write_h5("keras2-tags.h5", tags)
write_h5("keras3-tags.h5", tags, keras3=True)
write_keras("keras3-tags.keras", tags, named=True)

old = [recurrent("GRU", "gru", 3, 4, True, reset_after=False), recurrent("GRU", "gru_1", 4, 3, True, bias=False), pooling("pool"), dense("dense", 3, 2, bias=False)]
expect("keras-old", old, x)
write_h5("keras2-old.h5", old)
write_keras("keras3-old.keras", old)

# Refused where their weights are asked for, and a layer that the vocabulary does not have.
write_h5("keras2-hard-sigmoid.h5", [recurrent("LSTM", "lstm", 3, 5, False, recurrent_activation="hard_sigmoid"), dense("dense", 5, 1)])
write_keras("keras3-backwards.keras", [recurrent("GRU", "gru", 3, 5, False, go_backwards=True), dense("dense", 5, 1)])
write_keras("keras3-relu.keras", [recurrent("LSTM", "lstm", 3, 5, False, activation="relu"), dense("dense", 5, 1)])
norm = Layer("BatchNormalization", "batch_normalization", [weights(5) for _ in range(4)], None, epsilon=0.001)
write_h5("keras2-batch-norm.h5", [recurrent("LSTM", "lstm", 3, 5, False), norm, dense("dense", 5, 1)])

# Types: half as numpy has it, bfloat16 as Keras 3 stores it (two bytes without a meaning, and an attribute).
with h5py.File("keras-types.h5", "w") as file:
    values = np.array([[0.5, -1.25, 3.0]], np.float32)
    for name, kind in (("half", np.float16), ("single", np.float32), ("double", np.float64), ("whole", np.int32)):
        file[f"layers/embedding_{name}/vars/0"] = values.astype(kind)
    bits = (values.view(np.uint32) >> 16).astype(np.uint16).view("V2")
    file["layers/embedding_brain/vars/0"] = bits
    file["layers/embedding_brain/vars/0"].attrs["dtype"] = "bfloat16"

# cuDNN's layout of Keras 2: the same numbers as keras-cudnn.expected, placed as CuDNNLSTM and CuDNNGRU have them.
lstm, gru = recurrent("LSTM", "cu_dnnlstm", 3, 5, True), recurrent("GRU", "cu_dnngru", 5, 4, False)
head = dense("dense", 4, 2)


def cudnn(layer, gates):
    kernels = np.hstack([k.T.reshape(k.shape) for k in np.hsplit(layer.arrays[0], gates)])
    recurrents = np.hstack([k.T for k in np.hsplit(layer.arrays[1], gates)])
    bias = layer.arrays[2]
    both = bias.ravel() if bias.ndim == 2 else np.tile(0.5 * bias, 2)
    return Layer("CuDNN" + layer.kind, layer.name, [kernels, recurrents, both], None, units=layer.settings["units"], return_sequences=layer.settings["return_sequences"])


expect("keras-cudnn", [lstm, gru, head], x)


def plain_names(layer, keras3, original=weight_names):
    return [f"{layer.name}/{name}:0" for name in ("kernel", "recurrent_kernel", "bias")] if layer.kind.startswith("CuDNN") else original(layer, keras3)


weight_names = plain_names
write_h5("keras2-cudnn.h5", [cudnn(lstm, 4), cudnn(gru, 3), head])

# Damaged on purpose: a group that holds itself, a tensor that claims a terabyte, a name that leads elsewhere, a tree that is its own child.
with h5py.File("loop.h5", "w") as file:
    group = file.create_group("layers/lstm")
    group["again"] = file["layers"]
with h5py.File("huge.h5", "w") as file:
    file.create_dataset("layers/dense/vars/0", shape=(1 << 20, 1 << 20), dtype="f4", chunks=(1, 64), compression="gzip")
with h5py.File("link.h5", "w") as file:
    file.create_group("layers/dense/vars")["0"] = h5py.SoftLink("/elsewhere")
with h5py.File("external.h5", "w") as file:
    file.create_group("layers/dense/vars")["0"] = h5py.ExternalLink("/etc/passwd", "/")
with h5py.File("dense-storage.h5", "w", libver="latest") as file:
    for i in range(20):
        file[f"layers/dense/vars/{i}"] = np.zeros(1, np.float32)
bomb = io.BytesIO()
with h5py.File(bomb, "w") as file:
    file["layers/dense/vars/0"] = np.zeros((1 << 20,), np.float32)
with zipfile.ZipFile("bomb.keras", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("config.json", json.dumps(config([], True)) + " " * (1 << 22))
    archive.writestr("model.weights.h5", bomb.getvalue())
