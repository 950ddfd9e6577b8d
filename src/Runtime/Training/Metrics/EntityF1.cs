using LstmGen.Training;

namespace LstmGen;

/// <summary>F1 over whole entities of BIO-tagged sequences, as the script conlleval counts them.</summary>
/// <remarks>
/// A chunk begins at B, or at an I that follows O or another type; it ends before O, before B, and where the type changes. A
/// predicted chunk is right if begin, end and type are those of a target chunk. precision = right / predicted chunks,
/// recall = right / target chunks, F1 = 2 P R / (P + R), each 0 where its divisor is 0. Source: Tjong Kim Sang and Buchholz
/// 2000, "Introduction to the CoNLL-2000 Shared Task: Chunking", and its program conlleval (there times 100).
/// </remarks>
public sealed class EntityF1 : SequenceMetric
{
    private readonly string[] _texts;
    private readonly BioLabel[] _labels;
    private readonly List<string> _types = [];
    private readonly ChunkCounts[] _counts;
    private long _tokens;

    /// <summary>Creates the metric.</summary>
    /// <param name="labels">The text of each label id: <c>O</c>, <c>B-TYPE</c>, <c>I-TYPE</c>. <c>O</c> may stand several times, such as
    /// for ids that no text has.</param>
    /// <exception cref="ArgumentException">There is no label, or one is of another form, or one of an entity stands
    /// twice.</exception>
    public EntityF1(params ReadOnlySpan<string> labels)
    {
        if (labels.IsEmpty)
            throw new ArgumentException("labels is empty; pass the text of each label id, such as O, B-PER, I-PER.", nameof(labels));
        _texts = labels.ToArray();
        _labels = new BioLabel[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            _labels[i] = BioLabel.Parse(labels[i], i, _types);
            if (_labels[i] != BioLabel.Outside && _labels.AsSpan(0, i).IndexOf(_labels[i]) is var first and >= 0)
                throw new ArgumentException(
                    $"labels[{i}] is '{labels[i]}', as labels[{first}]. Give each label of an entity once; its place is its id.",
                    nameof(labels));
        }

        _counts = new ChunkCounts[_types.Count];
    }

    /// <inheritdoc/>
    public override string Name => "entity_f1";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <summary>Tokens counted since the last reset.</summary>
    public override long Count => _tokens;

    /// <summary>F1 over all types; NaN for no tokens.</summary>
    public override double Value => _tokens == 0 ? double.NaN : Total.F1;

    /// <summary>The counts over all types, with precision and recall.</summary>
    public ChunkCounts Total
    {
        get
        {
            var total = default(ChunkCounts);
            foreach (var one in _counts)
                total = new(total.Right + one.Right, total.Predicted + one.Predicted, total.Targets + one.Targets);
            return total;
        }
    }

    /// <summary>Number of label ids that have a text.</summary>
    public int LabelCount => _labels.Length;

    /// <summary>The entity types, in the order in which the labels name them.</summary>
    public IReadOnlyList<string> Types => _types;

    /// <summary>The counts of one type.</summary>
    /// <param name="type">An index into <see cref="Types"/>.</param>
    public ChunkCounts OfType(int type) => _counts[type];

    /// <inheritdoc/>
    /// <remarks>A chunk never goes on into the next sequence.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or an id has no label.</exception>
    protected override void Accumulate(ReadOnlySpan<int> predicted, ReadOnlySpan<int> targets)
    {
        ArgumentCheck.SameLength(predicted.Length, targets.Length, nameof(predicted), nameof(targets));
        Check(predicted, nameof(predicted));
        Check(targets, nameof(targets));

        BioLabel guess = BioLabel.Outside, truth = BioLabel.Outside;
        bool matching = false;      // the open chunks of both sides began together and are of one type
        for (int t = 0; t <= targets.Length; t++)
        {
            var nextGuess = t < targets.Length ? _labels[predicted[t]] : BioLabel.Outside;
            var nextTruth = t < targets.Length ? _labels[targets[t]] : BioLabel.Outside;
            bool guessEnds = nextGuess.Ends(guess), truthEnds = nextTruth.Ends(truth);
            if (matching && guessEnds && truthEnds)
                _counts[truth.Type].Right++;
            if (guessEnds || truthEnds)
                matching = false;

            bool guessStarts = nextGuess.StartsAfter(guess), truthStarts = nextTruth.StartsAfter(truth);
            if (guessStarts)
                _counts[nextGuess.Type].Predicted++;
            if (truthStarts)
                _counts[nextTruth.Type].Targets++;
            if (guessStarts && truthStarts && nextGuess.Type == nextTruth.Type)
                matching = true;
            (guess, truth) = (nextGuess, nextTruth);
        }

        _tokens += targets.Length;
    }

    /// <summary>Takes a padded batch in.</summary>
    /// <param name="predicted">[B, T] label ids.</param>
    /// <param name="targets">[B, T] label ids.</param>
    /// <param name="lengths">[B], the valid steps of each row; what lies beyond may hold anything.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or an id has no label.</exception>
    public void AddBatch(ReadOnlySpan<int> predicted, ReadOnlySpan<int> targets, ReadOnlySpan<int> lengths)
    {
        ArgumentCheck.SameLength(predicted.Length, targets.Length, nameof(predicted), nameof(targets));
        if (lengths.IsEmpty ? predicted.Length != 0 : predicted.Length % lengths.Length != 0)
        {
            throw new ArgumentException(
                $"predicted has {predicted.Length} ids, not whole rows for {lengths.Length} lengths; pass [B, T] ids and [B] lengths.",
                nameof(predicted));
        }

        int steps = lengths.IsEmpty ? 0 : predicted.Length / lengths.Length;
        for (int b = 0; b < lengths.Length; b++)
        {
            if (lengths[b] < 0 || lengths[b] > steps)
                throw new ArgumentException($"lengths[{b}] is {lengths[b]}; rows have {steps} steps.", nameof(lengths));
            Add(predicted.Slice(b * steps, lengths[b]), targets.Slice(b * steps, lengths[b]));
        }
    }

    /// <inheritdoc/>
    public override Metric CreateRun() => new EntityF1(_texts);

    /// <inheritdoc/>
    public override string Describe() => $"{Name} of {string.Join(' ', _texts)}";

    /// <inheritdoc/>
    public override void Reset()
    {
        Array.Clear(_counts);
        _tokens = 0;
    }

    private void Check(ReadOnlySpan<int> ids, string argument)
    {
        for (int t = 0; t < ids.Length; t++)
        {
            if ((uint)ids[t] >= (uint)_labels.Length)
                throw new ArgumentException(
                    $"{argument}[{t}] is {ids[t]}; there are {_labels.Length} labels, numbered from 0. Leave padding out.", argument);
        }
    }
}
