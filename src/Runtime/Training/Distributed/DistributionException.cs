namespace LstmGen;

/// <summary>Another rank cannot begin or go on, or ranks do not agree about what they train. All ranks are told.</summary>
public sealed class DistributionException : InvalidOperationException
{
    /// <summary>An exception without a message.</summary>
    public DistributionException()
    {
    }

    /// <summary>An exception with its message.</summary>
    public DistributionException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its message and what caused it.</summary>
    public DistributionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal DistributionException(int rank, string message)
        : base(message) => Rank = rank;

    /// <summary>The first rank that failed or differs from rank 0; -1 where none is known.</summary>
    public int Rank { get; } = -1;
}
