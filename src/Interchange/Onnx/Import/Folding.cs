using System.Collections.Immutable;
using System.Runtime.InteropServices;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>Operators on constants: exporters cut weights apart and put them together in another order.</summary>
internal static class Folding
{
    private const int MostDimensions = 8;

    /// <summary>Whole numbers of a constant.</summary>
    public static long[] Longs(OnnxTensor tensor) => tensor.Type switch
    {
        OnnxType.Int64 => MemoryMarshal.Cast<byte, long>(tensor.Data.Span).ToArray(),
        OnnxType.Int32 => Array.ConvertAll(MemoryMarshal.Cast<byte, int>(tensor.Data.Span).ToArray(), value => (long)value),
        OnnxType.Bool => Array.ConvertAll(tensor.Data.ToArray(), value => (long)value),
        _ =>
            throw new FormatException(
                $"tensor '{InterchangeException.Printable(tensor.Name)}' holds {tensor.Type}, and whole numbers are expected"),
    };

    public static bool AreZero(OnnxTensor tensor) => !tensor.Data.Span.ContainsAnyExcept((byte)0);

    /// <summary>An axis that may count from the end.</summary>
    public static int Axis(long axis, int rank) => axis + (axis < 0 ? rank : 0) is var at && at >= 0 && at < rank
        ? (int)at
        : throw new FormatException($"axis {axis} of {rank} dimensions does not exist");

    public static OnnxTensor Transpose(OnnxTensor tensor, IReadOnlyList<long> order)
    {
        int rank = tensor.Shape.Length;
        int[] axes = order.Count == 0 ? [.. Enumerable.Range(0, rank).Reverse()] : [.. order.Select(axis => Axis(axis, rank))];
        if (axes.Length != rank || axes.Distinct().Count() != rank)
            throw new FormatException($"perm [{string.Join(", ", order)}] is no order of {rank} dimensions");
        long[] strides = Strides(tensor.Shape);
        return Gather(tensor, [.. axes.Select(axis => tensor.Shape[axis])], 0, [.. axes.Select(axis => strides[axis])]);
    }

    public static OnnxTensor Slice(
        OnnxTensor tensor, IReadOnlyList<long> starts, IReadOnlyList<long> ends, IReadOnlyList<long> axes, IReadOnlyList<long> steps)
    {
        if (ends.Count != starts.Count || axes.Count != starts.Count || steps.Count != starts.Count)
            throw new FormatException("a Slice has starts, ends, axes and steps of different numbers");
        long[] strides = Strides(tensor.Shape), shape = [.. tensor.Shape], moves = [.. strides];
        long first = 0;
        for (int i = 0; i < starts.Count; i++)
        {
            int axis = Axis(axes[i], shape.Length);
            (long start, long count) = Range(tensor.Shape[axis], starts[i], ends[i], steps[i]);
            first += start * strides[axis];
            shape[axis] = count;
            moves[axis] = strides[axis] * steps[i];
        }

        return Gather(tensor, [.. shape], first, moves);
    }

    /// <summary>The first index of a slice and the number of them.</summary>
    public static (long Start, long Count) Range(long size, long start, long end, long step)
    {
        if (step is 0 or < -int.MaxValue or > int.MaxValue)
            throw new FormatException($"a Slice has the step {step}");
        long Clamp(long value, long low, long high) => Math.Clamp(value < 0 ? value < -size ? -1 : value + size : value, low, high);
        if (step > 0)
        {
            (start, end) = (Math.Max(Clamp(start, -1, size), 0), Math.Max(Clamp(end, -1, size), 0));
            return (start, start >= end ? 0 : (end - start + step - 1) / step);
        }

        (start, end) = (Clamp(start, -1, size - 1), end < -size ? -1 : Clamp(end, -1, size - 1));
        return (Math.Max(start, 0), start <= end ? 0 : (start - end - step - 1) / -step);
    }

    public static OnnxTensor Concat(IReadOnlyList<OnnxTensor> parts, long axis)
    {
        int rank = parts[0].Shape.Length, at = Axis(axis, rank);
        foreach (OnnxTensor part in parts)
        {
            if (part.Type != parts[0].Type || part.Shape.Length != rank
                || Enumerable.Range(0, rank).Any(i => i != at && part.Shape[i] != parts[0].Shape[i]))
                throw new FormatException("a Concat joins tensors that do not fit together");
        }

        int size = OnnxTensor.Size(parts[0].Type);
        long outer = 1;
        for (int i = 0; i < at; i++)
            outer *= parts[0].Shape[i];
        var bytes = new byte[parts.Sum(part => (long)part.Data.Length)];
        int to = 0;
        for (long block = 0; block < outer && to < bytes.Length; block++)
        {
            foreach (OnnxTensor part in parts)
            {
                int length = (int)(part.Data.Length / outer);
                part.Data.Span.Slice((int)block * length, length).CopyTo(bytes.AsSpan(to));
                to += length;
            }
        }

        return parts[0] with { Shape = parts[0].Shape.SetItem(at, parts.Sum(part => part.Shape[at])), Data = bytes };
    }

    public static OnnxTensor Unsqueeze(OnnxTensor tensor, IReadOnlyList<long> axes)
    {
        int rank = tensor.Shape.Length + axes.Count;
        RequireRank(rank);
        ImmutableArray<long> shape = tensor.Shape;
        foreach (int axis in axes.Select(axis => Axis(axis, rank)).Order())
            shape = axis <= shape.Length
                ? shape.Insert(axis, 1)
                : throw new FormatException($"an Unsqueeze has the axes [{string.Join(", ", axes)}]");
        return tensor with { Shape = shape };
    }

    public static OnnxTensor Squeeze(OnnxTensor tensor, IReadOnlyList<long> axes)
    {
        int rank = tensor.Shape.Length;
        int[] gone = axes.Count == 0
            ? [.. Enumerable.Range(0, rank).Where(i => tensor.Shape[i] == 1)]
            : [.. axes.Select(axis => Axis(axis, rank))];
        return gone.All(axis => tensor.Shape[axis] == 1)
            ? tensor with { Shape = [.. tensor.Shape.Where((_, i) => !gone.Contains(i))] }
            : throw new FormatException("a Squeeze takes a dimension that is not 1");
    }

    public static OnnxTensor Reshape(OnnxTensor tensor, IReadOnlyList<long> wanted)
    {
        RequireRank(wanted.Count);
        long[] shape = [.. wanted.Select((size, i) => size == 0 && i < tensor.Shape.Length ? tensor.Shape[i] : size)];
        long known =
            shape.Where(size => size != -1)
                .Aggregate(1L, (product, size) => size is < 0 or > int.MaxValue ? -1 : Math.Min(product * size, int.MaxValue + 1L));
        int open = Array.IndexOf(shape, -1);
        if (open >= 0 && known > 0)
            shape[open] = tensor.Count / known;
        if (known < 0 || shape.Contains(-1) || shape.Aggregate(1L, (product, size) => product * size) != tensor.Count)
            throw new FormatException($"a Reshape of {tensor.Count} values to [{string.Join(", ", wanted)}] is not possible");
        return tensor with { Shape = [.. shape] };
    }

    public static OnnxTensor Gather(OnnxTensor table, OnnxTensor indices, long axis)
    {
        int at = Axis(axis, table.Shape.Length);
        long size = table.Shape[at];
        OnnxTensor[] parts = [.. Longs(indices).Select(index => Slice(
            table, [index], [index == -1 ? long.MaxValue : index + 1], [at], [1]))];
        if (parts.Length == 0 || parts.Any(part => part.Shape[at] != 1))
            throw new FormatException($"a Gather takes an index outside of the {size} that there are");
        OnnxTensor joined = Concat(parts, at);
        return joined with { Shape = [.. table.Shape[..at], .. indices.Shape, .. table.Shape[(at + 1)..]] };
    }

    private static long[] Strides(ImmutableArray<long> shape)
    {
        var strides = new long[shape.Length];
        long stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }

        return strides;
    }

    private static void RequireRank(int rank)
    {
        if (rank > MostDimensions)
            throw new FormatException($"a constant has {rank} dimensions; weights have {MostDimensions} at most");
    }

    // Elements at first + sum of index x stride, in the order of the new shape.
    private static OnnxTensor Gather(OnnxTensor tensor, ImmutableArray<long> shape, long first, long[] strides)
    {
        RequireRank(shape.Length);
        int size = OnnxTensor.Size(tensor.Type);
        long count = 1;
        foreach (long dimension in shape)
            count *= dimension;
        var bytes = new byte[count * size];
        ReadOnlySpan<byte> from = tensor.Data.Span;
        var index = new long[shape.Length];
        long at = first;
        for (long i = 0; i < count; i++)
        {
            from.Slice((int)(at * size), size).CopyTo(bytes.AsSpan((int)(i * size)));
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                at += strides[axis];
                if (++index[axis] < shape[axis])
                    break;
                at -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return tensor with { Shape = shape, Data = bytes };
    }
}
