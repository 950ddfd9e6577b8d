using System.Globalization;

namespace LstmGen.Serialization;

/// <summary>The tensors must cover the data section exactly: in range, no overlap, no hole, nothing after the last.</summary>
internal static class LayoutCheck
{
    /// <summary>
    /// Sorts <paramref name="tensors"/> by offset and checks them.
    /// </summary>
    /// <param name="tensors">Entries, each already consistent in itself.</param>
    /// <param name="available">Bytes of the data section; -1 when not known (a stream without a length).</param>
    /// <param name="source">What the message calls the file.</param>
    /// <returns>Bytes that the tensors take together.</returns>
    public static long Check(List<TensorInfo> tensors, long available, string source)
    {
        tensors.Sort(static (a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin)
            : a.End != b.End ? a.End.CompareTo(b.End) : string.CompareOrdinal(a.Name, b.Name));

        long end = 0;
        var before = "";
        foreach (var tensor in tensors)
        {
            if (available >= 0 && tensor.End > available)
                throw SafetensorsException.At(source, tensor.Name, string.Create(
                    CultureInfo.InvariantCulture,
                    $"data ends at byte {tensor.End}, but the data section has {available}; the file is cut "
                        + $"short, fetch or save it again."));
            if (tensor.Begin < end)
                throw SafetensorsException.At(source, tensor.Name, string.Create(
                    CultureInfo.InvariantCulture,
                    $"data begins at byte {tensor.Begin}, inside tensor '{SafetensorsException.Printable(before)}', which ends at "
                        + $"{end}; save the file again."));
            if (tensor.Begin > end)
                throw SafetensorsException.At(source, tensor.Name, string.Create(
                    CultureInfo.InvariantCulture,
                    $"data begins at byte {tensor.Begin}, but the tensors before it end at {end}; the format allows "
                        + $"no gap, save the file again."));
            (end, before) = (tensor.End, tensor.Name);
        }

        if (available >= 0 && available != end)
            throw SafetensorsException.At(source, string.Create(
                CultureInfo.InvariantCulture,
                $"{available - end} bytes follow the last tensor, which ends at byte {end} of the data; cut them "
                    + $"off or save the file again."));
        return end;
    }
}
