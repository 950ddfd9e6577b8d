using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Model;

/// <summary>An attribute of a node: one of its values is set.</summary>
internal sealed record OnnxAttribute(string Name)
{
    public long? Int { get; init; }

    public float? Float { get; init; }

    public string? Text { get; init; }

    public OnnxTensor? Tensor { get; init; }

    public OnnxGraph? Graph { get; init; }

    public ImmutableArray<long> Ints { get; init; } = [];

    public ImmutableArray<float> Floats { get; init; } = [];

    public ImmutableArray<string> Texts { get; init; } = [];

    public static OnnxAttribute Of(string name, long value) => new(name) { Int = value };

    public static OnnxAttribute Of(string name, float value) => new(name) { Float = value };

    public static OnnxAttribute Of(string name, string value) => new(name) { Text = value };

    public static OnnxAttribute Of(string name, OnnxGraph value) => new(name) { Graph = value };

    public static OnnxAttribute Of(string name, params long[] values) => new(name) { Ints = [.. values] };

    public static OnnxAttribute Of(string name, params string[] values) => new(name) { Texts = [.. values] };
}
