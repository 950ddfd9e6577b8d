using System.Globalization;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>A size that a graph computes: a whole number times sizes that are known when it runs.</summary>
internal sealed class Extent
{
    private const int MostFactors = 16;

    public static readonly Extent One = Of(1);

    private readonly long _number;
    private readonly string[] _free;

    private Extent(long number, string[] free)
    {
        _number = number;
        _free = free;
    }

    /// <summary>The size where the file fixes it.</summary>
    public long? Number => _free.Length == 0 ? _number : null;

    public bool IsOne => Number == 1;

    public static Extent Of(long number) => new(number, []);

    /// <summary>A size that is known when the graph runs; equal names are equal sizes.</summary>
    public static Extent Free(string name) => new(1, [name]);

    public bool Is(Extent other) => _number == other._number && _free.AsSpan().SequenceEqual(other._free);

    /// <summary>The product; null where it grows beyond what a shape has.</summary>
    public Extent? Times(Extent other)
    {
        Int128 number = (Int128)_number * other._number;
        return number >= long.MinValue && number <= long.MaxValue && _free.Length + other._free.Length <= MostFactors
            ? new Extent((long)number, [.. _free.Concat(other._free).Order(StringComparer.Ordinal)])
            : null;
    }

    /// <summary>The quotient; null where it is not known to be whole.</summary>
    public Extent? Over(Extent other)
    {
        if (other._number <= 0 || _number % other._number != 0)
            return null;
        var rest = new List<string>(_free);
        return other._free.All(rest.Remove) ? new Extent(_number / other._number, [.. rest]) : null;
    }

    public override string ToString() => _free.Length == 0 ? _number.ToString(CultureInfo.InvariantCulture)
        : (_number == 1 ? "" : _number.ToString(CultureInfo.InvariantCulture) + " x ") + string.Join(" x ", _free);
}
