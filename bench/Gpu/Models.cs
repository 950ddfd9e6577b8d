namespace LstmGen.Bench.Gpu;

/// <summary>One layer of each kind and size, whose output is its states.</summary>
internal static class Models
{
    /// <summary>Sizes, each also the number of features.</summary>
    public static IReadOnlyList<int> Units { get; } = [32, 64, 128, 256, 512, 1024];

    /// <summary>Kinds of cells.</summary>
    public static IReadOnlyList<string> Cells { get; } = ["lstm", "gru"];

    /// <summary>The model of a kind and size.</summary>
    public static IRecurrentModel Create(string cell, int units) => (cell, units) switch
    {
        ("lstm", 32) => new Lstm32(1),
        ("lstm", 64) => new Lstm64(1),
        ("lstm", 128) => new Lstm128(1),
        ("lstm", 256) => new Lstm256(1),
        ("lstm", 512) => new Lstm512(1),
        ("lstm", 1024) => new Lstm1024(1),
        ("gru", 32) => new Gru32(1),
        ("gru", 64) => new Gru64(1),
        ("gru", 128) => new Gru128(1),
        ("gru", 256) => new Gru256(1),
        ("gru", 512) => new Gru512(1),
        ("gru", 1024) => new Gru1024(1),
        _ =>
            throw new ArgumentException(
                $"There is no {cell} of {units} units; there are {string.Join(" and ", Cells)} of {string.Join(", ", Units)}.",
                nameof(units)),
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
