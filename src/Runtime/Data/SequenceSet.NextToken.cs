using LstmGen.Data;

namespace LstmGen;

public sealed partial class SequenceSet
{
    /// <summary>
    /// A language model's data: windows of <paramref name="length"/> ids over one stream; the target of each step is the
    /// next id. Nothing is copied: input and target share <paramref name="stream"/>.
    /// </summary>
    /// <param name="stream">Token ids, <c>[n]</c>; kept.</param>
    /// <param name="length">Steps per window.</param>
    /// <param name="stride">Steps from one window's start to the next; null for <paramref name="length"/> (no overlap).</param>
    /// <param name="head">The head that gets the targets.</param>
    /// <exception cref="ArgumentException">The stream has no more than <paramref name="length"/> ids, or an id is negative.</exception>
    public static SequenceSet NextToken(int[] stream, int length, int? stride = null, string head = DefaultHead)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        int step = stride ?? length;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step, nameof(stride));
        if (stream.Length <= length)
            throw new ArgumentException(
                $"A window of {length} ids and its next id need {(long)length + 1} ids, the stream has {stream.Length}. "
                + "Take a shorter window.", nameof(stream));
        RequireIds(stream, 0, nameof(stream));
        var starts = new int[(stream.Length - 1 - length) / step + 1];
        var lengths = new int[starts.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = i * step;
            lengths[i] = length;
        }

        return NextToken(stream, starts, lengths, head, StreamsOf(length, step));
    }

    /// <summary>
    /// A language model's data by sentences: of n ids the first n - 1 are the input, the last n - 1 the targets.
    /// Put begin and end markers into the sentences before.
    /// </summary>
    /// <exception cref="ArgumentException">A sentence has fewer than two ids, or an id is negative.</exception>
    public static SequenceSet NextToken(IReadOnlyList<int[]> sentences, string head = DefaultHead)
    {
        Given.RequireItems(sentences, nameof(sentences));
        var starts = new int[sentences.Count];
        var lengths = new int[sentences.Count];
        var ids = Join(sentences);
        var at = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            if (sentences[i].Length < 2)
                throw new ArgumentException(
                    $"Sentence {i} has {sentences[i].Length} ids; a next id needs at least 2. Leave it out, or add begin and end markers.",
                    nameof(sentences));
            RequireIds(sentences[i], i, nameof(sentences));
            starts[i] = at;
            lengths[i] = sentences[i].Length - 1;
            at += sentences[i].Length;
        }

        return NextToken(ids, starts, lengths, head);
    }

    /// <summary>
    /// A stream cut into <paramref name="streams"/> equally long parallel sequences, for training with carried state
    /// (truncated BPTT); the target of each step is the next id. Ids that fill no whole step of all streams, fewer than
    /// <paramref name="streams"/>, are left out at the end. A batch takes all of them: <see cref="FitOptions.BatchSize"/> is
    /// <paramref name="streams"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The stream is too short, or an id is negative.</exception>
    public static SequenceSet ParallelStreams(int[] stream, int streams, string head = DefaultHead)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(streams);
        var length = (stream.Length - 1) / streams;
        if (length < 1)
            throw new ArgumentException(
                $"{streams} streams need at least {(long)streams + 1} ids, there are {stream.Length}. Take fewer streams.", nameof(stream));
        RequireIds(stream, 0, nameof(stream));
        var starts = new int[streams];
        for (var i = 0; i < streams; i++)
            starts[i] = i * length;
        var lengths = new int[streams];
        Array.Fill(lengths, length);
        return NextToken(stream, starts, lengths, head, streams);
    }

    private static SequenceSet NextToken(int[] ids, int[] starts, int[] lengths, string head, int? streams = null)
    {
        var next = new int[starts.Length];
        for (var i = 0; i < next.Length; i++)
            next[i] = starts[i] + 1;
        return new SequenceSet(null, 0, ids, starts, lengths, []) { Streams = streams }
            .With(new SequenceTarget(head, SequenceTargetKind.StepClasses, 1, null, ids, next, null));
    }
}
