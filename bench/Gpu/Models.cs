namespace LstmGen.Bench.Gpu;

/// <summary>One LSTM layer of each size, whose output is its states.</summary>
internal static class Models
{
    /// <summary>Sizes, each also the number of features.</summary>
    public static IReadOnlyList<int> Units { get; } = [32, 64, 128, 256, 512, 1024];

    public static IRecurrentModel Create(int units) => units switch
    {
        32 => new Lstm32(1),
        64 => new Lstm64(1),
        128 => new Lstm128(1),
        256 => new Lstm256(1),
        512 => new Lstm512(1),
        1024 => new Lstm1024(1),
        _ => throw new ArgumentException($"units is {units}; there are models of {string.Join(", ", Units)}.", nameof(units)),
    };
}

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(32)]
[Lstm(32)]
[SequenceOutput]
internal sealed partial class Lstm32;

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(64)]
[Lstm(64)]
[SequenceOutput]
internal sealed partial class Lstm64;

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(128)]
[Lstm(128)]
[SequenceOutput]
internal sealed partial class Lstm128;

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(256)]
[Lstm(256)]
[SequenceOutput]
internal sealed partial class Lstm256;

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(512)]
[Lstm(512)]
[SequenceOutput]
internal sealed partial class Lstm512;

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(1024)]
[Lstm(1024)]
[SequenceOutput]
internal sealed partial class Lstm1024;
