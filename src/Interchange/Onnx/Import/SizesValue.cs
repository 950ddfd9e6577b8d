using System.Collections.Immutable;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Whole numbers that say something of shapes.</summary>
/// <param name="Items">Each of them, null where it is not followed; default where their number is not known.</param>
internal sealed record SizesValue(ImmutableArray<Extent?> Items) : ImportValue
{
    /// <summary>So many numbers of which nothing is known.</summary>
    public static SizesValue Unknown(int? count) => new(count is { } known ? [.. new Extent?[known]] : default);
}
