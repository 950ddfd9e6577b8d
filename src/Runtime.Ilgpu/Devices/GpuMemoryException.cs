namespace LstmGen;

/// <summary>A device has no room for what was asked.</summary>
/// <param name="device">Its name.</param>
/// <param name="bytesAsked">Bytes asked for.</param>
/// <param name="bytesFree">Bytes that were free, as far as is known; 0 where the driver does not say.</param>
/// <param name="inner">What the driver said; null where a limit was reached, <see cref="GpuDevice.MemoryLimit"/>.</param>
public sealed class GpuMemoryException(string device, long bytesAsked, long bytesFree, Exception? inner = null) : Exception(
    $"{device} has no room for {bytesAsked:N0} bytes{(bytesFree > 0 ? $"; {bytesFree:N0} are free" : "")}: take smaller batches or "
        + "shorter pieces (TruncatedSteps).", inner)
{
    /// <summary>Bytes asked for.</summary>
    public long BytesAsked => bytesAsked;

    /// <summary>Bytes that were free; 0 where the driver does not say.</summary>
    public long BytesFree => bytesFree;
}
