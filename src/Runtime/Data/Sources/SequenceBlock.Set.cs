namespace LstmGen;

// The block as a set, and sequences copied from sets.
public sealed partial class SequenceBlock
{
    /// <summary>Whether what is added was checked before.</summary>
    internal bool Trusted { get; private set; }

    /// <summary>The block, of which no sequence will be checked.</summary>
    internal SequenceBlock Trust()
    {
        Trusted = true;
        Source?.Trust();
        return this;
    }

    /// <summary>The sequences as a set that changes with the block.</summary>
    internal SequenceSet Set()
    {
        SequenceSet? source = Source?.Set();
        if (_set is null || _grew || _set.Source != source)
        {
            _set = SequenceSet.OfBlock(
                Shape.Features > 0 ? _features.Items : null, Shape.Features, Shape.Features > 0 ? null : _tokens.Items, _starts.Items,
                _lengths.Items,
                [.. _targets.Select(targets => targets.View())], [.. _weights.Select(weights => weights.View())], source);
            _grew = false;
        }

        _set.Recount(Count);
        return _set;
    }

    /// <summary>Where sequence <paramref name="index"/> comes from; null where that was not said.</summary>
    internal (string File, int Row)? PlaceOf(int index) => _files.Items[index] is { } file ? (file, _rows.Items[index]) : null;

    /// <summary>Adds a sequence of another block's set.</summary>
    internal void Copy(SequenceSet from, int index)
    {
        if (Shape.Features > 0)
            from.Features(index).CopyTo(AddFeatures(from.Length(index)));
        else
            from.Tokens(index).CopyTo(AddTokens(from.Length(index)));
        for (int head = 0; head < _targets.Length; head++)
        {
            HeadTargets targets = from.Targets(head);
            if (_targets[head].IsReal)
                targets.Values(index).CopyTo(AddValues(head));
            else
                targets.Classes(index).CopyTo(AddClasses(head, targets.Classes(index).Length));
        }

        for (int i = 0; i < _weights.Length; i++)
        {
            ReadOnlySpan<float> own = from.Weights[i].Of(index, from.Length(index));
            own.CopyTo(AddWeights(i, own.Length));
        }

        Source?.Copy(from.Source!, index);
    }
}
