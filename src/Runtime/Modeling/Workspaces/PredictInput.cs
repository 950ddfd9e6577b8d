using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LstmGen.CompilerServices;

/// <summary>What the emitted <c>Predict</c> methods share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PredictInput
{
    [ThreadStatic]
    private static float[]? t_buffer;

    [ThreadStatic]
    private static int[]? t_labels;

    // Short sequences in a row, each of less than a quarter of the room.
    [ThreadStatic]
    private static int t_short;

    /// <summary>
    /// Steps of <paramref name="length"/> values in <paramref name="batch"/> rows of <paramref name="width"/> values a step.
    /// </summary>
    /// <param name="length">Values of the input.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="width">Values of a row at each step.</param>
    /// <param name="input">The caller's name for the input, alone or with its length: <c>sequences.Length</c>.</param>
    /// <exception cref="ArgumentException">They do not divide evenly, or there is no step.</exception>
    public static int Steps(int length, int batch, int width, [CallerArgumentExpression(nameof(length))] string input = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        long row = (long)batch * width;
        return length > 0 && length % row == 0 ? (int)(length / row) : throw NotSteps(length, batch, width, input.Split('.')[0]);
    }

    /// <summary>Room for the outputs of one sequence, the same on each call from one thread.</summary>
    /// <exception cref="ArgumentException">They are more than a block of memory holds.</exception>
    public static Span<float> Buffer(long length)
    {
        RequireLength(length);
        bool small = t_buffer is { Length: >= 65_536 } && length < t_buffer.Length / 4;
        t_short = small ? t_short + 1 : 0;
        if (t_buffer is null || t_buffer.Length < length || t_short == 64)
            t_buffer = new float[length];
        return t_buffer.AsSpan(0, (int)length);
    }

    /// <summary>Room for the labels of one sequence, the same on each call from one thread.</summary>
    public static Span<int> Labels(int length)
    {
        if (t_labels is null || t_labels.Length < length)
            t_labels = new int[length];
        return t_labels.AsSpan(0, length);
    }

    private static ArgumentException NotSteps(int length, int batch, int width, string name) => new(
        length == 0
            ? $"{name} has 0 values, and an empty sequence cannot be computed. Give at least one step of each; of a text, one token."
            : $"{name} has {length} values, which are no whole number of steps: a step has {batch} x {width} = {(long)batch * width} "
                + "values (rows x values). Give as many steps of each row, and pad shorter rows.", name);

    private static void RequireLength(long length)
    {
        if (length > Array.MaxLength)
            throw new ArgumentException($"The outputs of the sequence would be {length} values, more than a block of memory holds, "
                + $"{Array.MaxLength}. Give a shorter sequence, or step a stream.");
    }
}
