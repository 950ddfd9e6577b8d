using LstmGen.Data;

namespace LstmGen;

/// <summary>
/// A data set for training: N sequences of either real features <c>[T_i, F]</c> or token ids <c>[T_i]</c>, and the
/// targets of any number of heads by name, with weights in the loss where they are wanted. Immutable; subsets and splits share the values
/// and copy only positions.
/// </summary>
/// <remarks>
/// Arrays handed to the builders are kept, not copied, where the builder says so: do not change them afterwards.
/// </remarks>
public sealed partial class SequenceSet
{
    /// <summary>The head's name where none is given, as in <see cref="HeadAttribute.Name"/>.</summary>
    public const string DefaultHead = "head";

    private readonly float[]? _features;
    private readonly int[]? _tokens;
    private readonly int[] _starts;
    private readonly int[] _lengths;
    private readonly SequenceTarget[] _targets;
    private readonly SequenceWeights[] _weights;
    private readonly StaticValues? _statics;
    private int _count; // of the lengths, where a block that is filled again has room for more

    private SequenceSet(
        float[]? features, int featureCount, int[]? tokens, int[] starts, int[] lengths, SequenceTarget[] targets,
        SequenceSet? source = null,
        SequenceWeights[]? weights = null, StaticValues? statics = null)
    {
        _features = features;
        FeatureCount = featureCount;
        _tokens = tokens;
        _starts = starts;
        _lengths = lengths;
        _targets = targets;
        _weights = weights ?? [];
        Source = source;
        _statics = statics;
        Recount(lengths.Length);
    }

    /// <summary>
    /// Has the set hold the first <paramref name="count"/> sequences of its arrays; only for a block, which fills them again.
    /// </summary>
    internal void Recount(int count)
    {
        (_count, MinLength, MaxLength, TotalSteps) = (count, count == 0 ? 0 : int.MaxValue, 0, 0);
        foreach (var length in Lengths)
        {
            MinLength = Math.Min(MinLength, length);
            MaxLength = Math.Max(MaxLength, length);
            TotalSteps += length;
        }
    }

    /// <summary>Number of sequences, N.</summary>
    public int Count => _count;

    /// <summary>Real values per step, F; 0 where the sequences are token ids.</summary>
    public int FeatureCount { get; }

    /// <summary>Real values per sequence beside those of its steps, S; 0 where there are none.</summary>
    public int StaticCount => _statics?.Width ?? 0;

    /// <summary>Whether the sequences are token ids.</summary>
    public bool HasTokens => _tokens is not null;

    /// <summary>Length of the shortest sequence.</summary>
    public int MinLength { get; private set; }

    /// <summary>Length of the longest sequence.</summary>
    public int MaxLength { get; private set; }

    /// <summary>Sum of all lengths.</summary>
    public long TotalSteps { get; private set; }

    /// <summary>Lengths of all sequences, <c>[N]</c>.</summary>
    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, _count);

    /// <summary>What an encoder reads for each sequence, in the same order; null where there is no encoder.</summary>
    public SequenceSet? Source { get; }

    /// <summary>Number of heads that have targets.</summary>
    public int HeadCount => _targets.Length;

    /// <summary>Steps of sequence <paramref name="index"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public int Length(int index) => _lengths[Given.Index(index, _count, "sequences")];

    /// <summary>Features of sequence <paramref name="index"/>, <c>[T, F]</c>, row by row.</summary>
    /// <exception cref="InvalidOperationException">The sequences are token ids.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public ReadOnlySpan<float> Features(int index)
    {
        var features = _features
            ?? throw new InvalidOperationException("The set holds token ids; read them with Tokens(index).");
        return features.AsSpan(_starts[Given.Index(index, _count, "sequences")], _lengths[index] * FeatureCount);
    }

    /// <summary>The features of all sequences; empty for token ids.</summary>
    internal ReadOnlySpan<float> FeatureBlock => _features;

    /// <summary>Where a sequence's features or token ids begin among those of all.</summary>
    internal int Start(int index) => _starts[index];

    /// <summary>The values that stand once for sequence <paramref name="index"/>, <c>[S]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public ReadOnlySpan<float> Static(int index)
    {
        Given.Index(index, _count, "sequences");
        return _statics is { } statics ? statics.Values.AsSpan(index * statics.Width, statics.Width) : default;
    }

    /// <summary>Token ids of sequence <paramref name="index"/>, <c>[T]</c>.</summary>
    /// <exception cref="InvalidOperationException">The sequences are real features.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public ReadOnlySpan<int> Tokens(int index)
    {
        var tokens = _tokens
            ?? throw new InvalidOperationException("The set holds real features; read them with Features(index).");
        return tokens.AsSpan(_starts[Given.Index(index, _count, "sequences")], _lengths[index]);
    }

    /// <summary>Targets of the <paramref name="head"/>-th head, in the order in which they were added.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such head.</exception>
    public HeadTargets Targets(int head) => new(_targets[Given.Index(head, _targets.Length, "heads with targets")], _lengths, _count);

    /// <summary>Targets of the head called <paramref name="head"/>. Look it up once, outside of loops.</summary>
    /// <exception cref="ArgumentException">There is no such head; the message lists those that there are.</exception>
    public HeadTargets Targets(string head = DefaultHead) => TryTargets(head, out var targets)
        ? targets
        : throw new ArgumentException(
            $"The set has no targets for head '{Given.Value(head)}'; it has {Known()}. {AddTargets(head)}", nameof(head));

    /// <summary>Finds the targets of the head called <paramref name="head"/>.</summary>
    public bool TryTargets(string head, out HeadTargets targets)
    {
        foreach (var target in _targets)
        {
            if (target.Name == head)
            {
                targets = new HeadTargets(target, _lengths, _count);
                return true;
            }
        }

        targets = default;
        return false;
    }

    /// <summary>Checks that every token id lies in <c>[0, <paramref name="vocabulary"/>)</c>.</summary>
    /// <exception cref="ArgumentException">An id lies outside; the message names the sequence, the step and the id.</exception>
    public void RequireTokens(int vocabulary)
    {
        for (var i = 0; i < Count; i++)
        {
            var tokens = Tokens(i);
            for (var t = 0; t < tokens.Length; t++)
            {
                if ((uint)tokens[t] >= (uint)vocabulary)
                    throw new ArgumentException(
                        $"Sequence {i}, step {t}: token id {tokens[t]} is outside the vocabulary 0..{vocabulary - 1}. "
                        + "Encode the text with the vocabulary that the model was declared for.");
            }
        }
    }

    /// <summary>Checks that every value of columns that hold categories is one.</summary>
    /// <exception cref="ArgumentException">One is none; the message names the sequence, the step, the column and the value.</exception>
    internal void RequireCategories(ReadOnlySpan<ColumnInfo> columns)
    {
        foreach (ColumnInfo column in columns)
        {
            for (int i = 0; i < Count; i++)
            {
                if (column.Column >= FeatureCount)
                {
                    column.Category(Static(i)[column.Column - FeatureCount], i, -1, "set");
                    continue;
                }

                ReadOnlySpan<float> values = Features(i);
                for (int t = 0; t < _lengths[i]; t++)
                    column.Category(values[t * FeatureCount + column.Column], i, t, "set");
            }
        }
    }

    // Where those that are there were given no name, they are perhaps the ones.
    private string AddTargets(string head) => head != DefaultHead && TryTargets(DefaultHead, out _)
        ? $"Those of '{DefaultHead}' were added without a name; if they are for '{head}', name it in the With... method: head: \"{head}\"."
        : "Add them with a With... method.";

    private string Known() => _targets.Length == 0 ? "none" : string.Join(", ", _targets.Select(t => $"'{t.Name}'"));
}
