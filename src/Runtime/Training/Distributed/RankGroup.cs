using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;

namespace LstmGen.Training;

/// <summary>What a training asks of the other ranks beside sums. With one rank nothing is asked.</summary>
internal sealed class RankGroup(Distribution? distribution)
{
    private readonly int[] _counts = new int[distribution?.Ranks ?? 1];
    private readonly byte[] _votes = new byte[distribution?.Ranks ?? 1];

    /// <summary>The ranks; null for one.</summary>
    public Distribution? Ranks { get; } = distribution is { Ranks: > 1 } ? distribution : null;

    /// <summary>Whether this rank writes files and reports.</summary>
    public bool IsFirst => Ranks is null or { Rank: 0 };

    /// <summary>Whether some rank says yes.</summary>
    public bool Any(bool own)
    {
        if (Ranks is null)
            return own;
        _counts.AsSpan().Fill(1);
        Ranks.AllGather([own ? (byte)1 : (byte)0], _votes, _counts);
        return _votes.AsSpan().Contains((byte)1);
    }

    /// <summary>The bytes of each rank, of whatever length.</summary>
    public byte[][] Gather(ReadOnlySpan<byte> own)
    {
        if (Ranks is null)
            return [own.ToArray()];
        int[] lengths = new int[Ranks.Ranks];
        _counts.AsSpan().Fill(sizeof(int));
        Ranks.AllGather(MemoryMarshal.AsBytes([own.Length]), MemoryMarshal.AsBytes(lengths.AsSpan()), _counts);
        byte[] all = new byte[lengths.Sum()];
        Ranks.AllGather(own, all, lengths);
        var parts = new byte[lengths.Length][];
        for (int rank = 0, at = 0; rank < parts.Length; at += lengths[rank++])
            parts[rank] = all[at..(at + lengths[rank])];
        return parts;
    }

    /// <summary>Of rank 0, its bytes or null.</summary>
    public byte[]? FromFirst(byte[]? own)
    {
        if (Ranks is null)
            return own;
        long[] length = [IsFirst ? own?.LongLength ?? -1 : 0];
        Ranks.Broadcast(MemoryMarshal.AsBytes(length.AsSpan()), 0);
        if (length[0] < 0)
            return null;
        byte[] bytes = IsFirst ? own! : new byte[length[0]];
        Ranks.Broadcast(bytes, 0);
        return bytes;
    }

    /// <summary>
    /// Goes on where no rank has failed; else this rank's own exception is thrown, or one that names the first rank that has.
    /// </summary>
    /// <exception cref="DistributionException">Another rank has failed.</exception>
    public void RequireAll(Exception? failure)
    {
        if (Ranks is null || !Any(failure is not null))
        {
            if (failure is not null)
                ExceptionDispatchInfo.Throw(failure);
            return;
        }

        if (failure is not null)
            failure.Data[DistributedRun.Common] = true;
        byte[][] reasons =
            Gather(Encoding.UTF8.GetBytes(failure is null ? "" : $"{Ranks.Host}: {failure.GetType().Name}: {failure.Message}"));
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        int first = Array.FindIndex(reasons, reason => reason.Length > 0);
        throw new DistributionException(first, $"Rank {first} of {Ranks.Ranks} cannot begin, on {Encoding.UTF8.GetString(reasons[first])}");
    }

    /// <summary>Makes something on each rank; goes on where all have made it. Where another rank has failed, what was made is disposed
    /// of.</summary>
    /// <exception cref="DistributionException">Another rank has failed.</exception>
    public T All<T>(Func<T> create)
    {
        T? made = default;
        try
        {
            RequireAll(Caught(() => made = create()));
        }
        catch
        {
            (made as IDisposable)?.Dispose();
            throw;
        }

        return made!;
    }

    /// <summary>What <paramref name="action"/> throws; null where it does not.</summary>
    public static Exception? Caught(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    /// <summary>Goes on where all ranks have the same values under the same names.</summary>
    /// <exception cref="DistributionException">They have not; on all ranks, and the message names one that differs, the name and both
    /// values.</exception>
    public void RequireSame(IReadOnlyDictionary<string, string> own, string fix)
    {
        if (Ranks is null)
            return;
        string text = string.Join('\n', own.Select(pair => $"{pair.Key}\0{pair.Value.ReplaceLineEndings(" ")}"));
        byte[][] hashes = Gather(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{Ranks.Ranks}\n{text}")));
        if (Array.TrueForAll(hashes, hash => hash.AsSpan().SequenceEqual(hashes[0])))
            return;
        byte[][] texts = Gather(Encoding.UTF8.GetBytes(text)), hosts = Gather(Encoding.UTF8.GetBytes(Ranks.Host));
        int other = Array.FindIndex(hashes, hash => !hash.AsSpan().SequenceEqual(hashes[0]));
        Dictionary<string, string> first = Read(texts[0]), differs = Read(texts[other]);
        string name = first.Keys.Union(differs.Keys).First(key => first.GetValueOrDefault(key) != differs.GetValueOrDefault(key));
        throw new DistributionException(
            other,
            $"Rank {other} ({Encoding.UTF8.GetString(hosts[other])}) differs from rank 0 ({Encoding.UTF8.GetString(hosts[0])}): {name} is "
                + $"'{differs.GetValueOrDefault(name, "unknown")}' there and "
                + $"'{first.GetValueOrDefault(name, "unknown")}' on rank 0. {fix}");
    }

    private static Dictionary<string, string> Read(byte[] text) =>
        Encoding.UTF8.GetString(text).Split('\n').Select(line => line.Split('\0', 2))
            .ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
}
