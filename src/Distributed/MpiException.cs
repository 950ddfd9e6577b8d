namespace LstmGen;

/// <summary>MPI is missing, does not fit what has started the process, or has failed.</summary>
public sealed class MpiException : InvalidOperationException
{
    /// <summary>An exception without a message.</summary>
    public MpiException()
    {
    }

    /// <summary>An exception with its message.</summary>
    public MpiException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its message and what caused it.</summary>
    public MpiException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
