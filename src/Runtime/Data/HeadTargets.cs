using LstmGen.Data;

namespace LstmGen;

/// <summary>The targets of one head of a <see cref="SequenceSet"/>, by example. Reading allocates nothing.</summary>
public readonly struct HeadTargets
{
    private readonly SequenceTarget _target;
    private readonly int[] _lengths;

    internal HeadTargets(SequenceTarget target, int[] lengths, int count)
    {
        _target = target;
        _lengths = lengths;
        Count = count;
    }

    /// <summary>The head's name.</summary>
    public string Name => _target.Name;

    /// <summary>What the targets are.</summary>
    public SequenceTargetKind Kind => _target.Kind;

    /// <summary>Real values per sequence or per step; 1 where the targets are classes or labels.</summary>
    public int Width => _target.Width;

    /// <summary>Number of examples.</summary>
    public int Count { get; }

    /// <summary>Real targets of example <paramref name="index"/>: <c>[Width]</c>, or <c>[T, Width]</c> where they are per step.</summary>
    /// <exception cref="InvalidOperationException">The targets are classes or labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public ReadOnlySpan<float> Values(int index)
    {
        var values = _target.Values ?? throw Wrong("real values", nameof(Classes));
        Given.Index(index, Count, "sequences");
        var count = _target.Kind == SequenceTargetKind.StepValues ? _lengths[index] * _target.Width : _target.Width;
        return values.AsSpan(_target.Starts[index], count);
    }

    /// <summary>The real targets of all examples.</summary>
    internal ReadOnlySpan<float> ValueBlock => _target.Values;

    /// <summary>Where the targets of example <paramref name="index"/> begin among those of all.</summary>
    internal int Start(int index) => _target.Starts[index];

    /// <summary>
    /// Classes of example <paramref name="index"/>: <c>[1]</c>, <c>[T]</c> where they are per step, <c>[L]</c> for a list of labels.
    /// </summary>
    /// <exception cref="InvalidOperationException">The targets are real values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public ReadOnlySpan<int> Classes(int index)
    {
        var ids = _target.Ids ?? throw Wrong("classes", nameof(Values));
        Given.Index(index, Count, "sequences");
        var count = _target.Kind switch
        {
            SequenceTargetKind.Class => 1,
            _ when _target.Lengths is { } own => own[index],
            _ => _lengths[index],
        };
        return ids.AsSpan(_target.Starts[index], count);
    }

    /// <summary>Checks that every class lies in <c>[0, <paramref name="classes"/>)</c> or is <paramref name="ignoreIndex"/>.</summary>
    /// <exception cref="ArgumentException">A class lies outside; the message names the example, the step and the value.</exception>
    public void RequireClasses(int classes, int ignoreIndex = -100)
    {
        for (var i = 0; i < Count; i++)
        {
            var ids = Classes(i);
            for (var t = 0; t < ids.Length; t++)
            {
                if ((uint)ids[t] >= (uint)classes && ids[t] != ignoreIndex)
                    throw new ArgumentException(
                        $"Head '{Name}', example {i}, position {t}: class {ids[t]} is outside 0..{classes - 1}. "
                        + "Declare the head with more classes, or correct the target.");
            }
        }
    }

    private InvalidOperationException Wrong(string asked, string fix) =>
        new($"Head '{Name}' has no {asked}, its targets are {Kind}; read them with {fix}(index).");
}
