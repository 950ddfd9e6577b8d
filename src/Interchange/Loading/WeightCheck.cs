using System.Globalization;
using LstmGen.Serialization;
using LstmGen.Training;

namespace LstmGen.Interchange;

/// <summary>What no model loads: elements that are no floating-point numbers, and values that single precision does not hold.</summary>
internal static class WeightCheck
{
    private const int Piece = 4096;

    /// <exception cref="InterchangeException">A tensor cannot be weights; the message names it and its value.</exception>
    public static void Require(string source, IEnumerable<WeightTensor> tensors)
    {
        foreach (WeightTensor tensor in tensors)
        {
            RequireType(source, tensor);
            RequireFinite(source, tensor);
        }
    }

    /// <exception cref="InterchangeException">The elements are no floating-point numbers.</exception>
    public static void RequireType(string source, WeightTensor tensor)
    {
        if (Type(tensor) is { } problem)
            throw Error(source, tensor, $"{problem}. Save the model before it is quantized.");
    }

    /// <exception cref="InterchangeException">A value is not finite in single precision.</exception>
    public static void RequireFinite(string source, WeightTensor tensor)
    {
        if (Value(tensor) is { } problem)
            throw Error(source, tensor, $"{problem}. Load a file whose training did not diverge.");
    }

    /// <summary>Why no model loads a tensor: <c>holds NaN at index 3</c>; null where nothing is in the way.</summary>
    public static string? Problem(WeightTensor tensor) => Type(tensor) ?? Value(tensor);

    /// <summary>An element as the file has it, as a text.</summary>
    public static string Element(WeightTensor tensor, int index)
    {
        int size = tensor.Type.Size();
        Span<double> value = stackalloc double[1];
        TensorConversion.Convert(tensor.Type, tensor.Bytes.Slice(index * size, size), value);
        return value[0].ToString(CultureInfo.InvariantCulture);
    }

    private static string? Type(WeightTensor tensor) =>
        tensor.IsFloatingPoint ? null : $"holds {tensor.Type.Name()}, and weights are floating-point numbers";

    private static string? Value(WeightTensor tensor)
    {
        int at = FirstNonFinite(tensor);
        if (at < 0)
            return null;
        string value = Element(tensor, at);
        return string.Create(CultureInfo.InvariantCulture, $"holds {value} at index {at}")
            + (value is "NaN" or "Infinity" or "-Infinity" ? "" : ", which is not finite in single precision");
    }

    // Piece by piece, so that a large tensor is not there twice.
    private static int FirstNonFinite(WeightTensor tensor)
    {
        int size = tensor.Type.Size();
        Span<float> values = stackalloc float[Math.Min(Piece, tensor.Count)];
        for (int begin = 0; begin < tensor.Count; begin += Piece)
        {
            Span<float> piece = values[..Math.Min(Piece, tensor.Count - begin)];
            TensorConversion.Convert(tensor.Type, tensor.Bytes.Slice(begin * size, piece.Length * size), piece);
            if (NonFinite.FirstIndex(piece) is >= 0 and var at)
                return begin + at;
        }

        return -1;
    }

    private static InterchangeException Error(string source, WeightTensor tensor, string problem) =>
        InterchangeException.At(source, $"tensor '{InterchangeException.Printable(tensor.Name)}' {problem}");
}
