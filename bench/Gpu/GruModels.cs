namespace LstmGen.Bench.Gpu;

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(32)]
[Gru(32)]
[SequenceOutput]
internal sealed partial class Gru32;

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(64)]
[Gru(64)]
[SequenceOutput]
internal sealed partial class Gru64;

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(128)]
[Gru(128)]
[SequenceOutput]
internal sealed partial class Gru128;

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(256)]
[Gru(256)]
[SequenceOutput]
internal sealed partial class Gru256;

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(512)]
[Gru(512)]
[SequenceOutput]
internal sealed partial class Gru512;

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(1024)]
[Gru(1024)]
[SequenceOutput]
internal sealed partial class Gru1024;
