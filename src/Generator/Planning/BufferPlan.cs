namespace LstmGen.Generator.Planning;

/// <summary>A buffer of the workspace.</summary>
/// <param name="Name">Property name.</param>
/// <param name="Length">C# expression over the workspace's members for the number of floats.</param>
/// <param name="Shape">Shape as a reader would write it, for example <c>[T + 1, B, 104]</c>.</param>
/// <param name="Summary">What it holds.</param>
/// <param name="TrainingOnly">Whether inference does without it.</param>
internal sealed record BufferPlan(string Name, string Length, string Shape, string Summary, bool TrainingOnly)
{
    /// <summary>
    /// <see cref="Length"/> on a device, where whole-sequence products fill every step: no buffer keeps one step only.
    /// </summary>
    public string DeviceLength { get; init; } = Length;

    /// <summary>C# expression by which a workspace makes it, if its length is one of the usual ones; else null.</summary>
    public string? Create { get; init; }

    /// <summary>The object of the workspace that has it and sizes it; null for the workspace itself.</summary>
    public string? Owner { get; init; }

    /// <summary><see cref="Shape"/> on a device.</summary>
    public string DeviceShape { get; init; } = Shape;
}
