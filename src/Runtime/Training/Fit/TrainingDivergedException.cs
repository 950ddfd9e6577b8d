namespace LstmGen;

/// <summary>
/// A loss or a gradient was NaN or infinite. The model holds the last weights for which both were finite, or those of the best epoch where
/// <see cref="EarlyStopping"/> gives them back.
/// </summary>
public sealed class TrainingDivergedException : ArithmeticException
{
    /// <summary>An exception without a message.</summary>
    public TrainingDivergedException()
    {
    }

    /// <summary>An exception with its message.</summary>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with its message and what caused it.</summary>
    public TrainingDivergedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal TrainingDivergedException(int epoch, int batch, double loss, string? head, string? parameter, bool updated)
        : base(Describe(epoch, batch, loss, head, parameter, updated)) =>
        (Epoch, Batch, Loss, Head, Parameter) = (epoch, batch, loss, head, parameter);

    /// <summary>Epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Batch of the epoch, from 1.</summary>
    public int Batch { get; }

    /// <summary>Loss of the batch.</summary>
    public double Loss { get; }

    /// <summary>The first head whose loss is not finite; null where all are.</summary>
    public string? Head { get; }

    /// <summary>The first parameter, from the input on, whose gradient is not finite; null where all are.</summary>
    public string? Parameter { get; }

    private static string Describe(int epoch, int batch, double loss, string? head, string? parameter, bool updated)
    {
        string where = head is null ? "" : $" (head '{head}')";
        string gradient = parameter is null ? "" : $", and the gradient of '{parameter}' is the first that is not finite";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"Training diverged in epoch {epoch}, batch {batch}: the loss is {loss}{where}{gradient}. ") +
            (updated
                ? "The model keeps the last weights that worked. Lower the learning rate, set ClipNorm, or scale the data."
                : "No update was made before it, so the learning rate is not the cause. Scale the data, see that they are finite, and "
                    + "where the loss or a cell is one of your own, that its formula is finite for every input (no logarithm or "
                    + "quotient of 0).");
    }
}
