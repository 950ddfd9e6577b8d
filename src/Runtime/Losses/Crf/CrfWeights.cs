using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// Parameters of a linear-chain CRF over K tags, named <c>transitions</c>, <c>start_transitions</c> and
/// <c>end_transitions</c> in a model, as in the pytorch-crf package.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct CrfWeights
{
    /// <summary>Reads the parameters where they lie.</summary>
    /// <param name="transitions">Score of tag i followed by tag j at [i * K + j], [K][K].</param>
    /// <param name="start">Score of beginning with a tag, [K].</param>
    /// <param name="end">Score of ending with a tag, [K].</param>
    /// <exception cref="ArgumentException">The lengths do not belong to one number of tags.</exception>
    public CrfWeights(ReadOnlySpan<float> transitions, ReadOnlySpan<float> start, ReadOnlySpan<float> end)
    {
        if (start.IsEmpty)
            throw new ArgumentException("There must be at least one tag.", nameof(start));
        RowCheck.Same(end.Length, start.Length, nameof(end));
        RowCheck.Same(transitions.Length, (long)start.Length * start.Length, nameof(transitions));
        Transitions = transitions;
        Start = start;
        End = end;
    }

    /// <summary>Tags, K.</summary>
    public int Tags => Start.Length;

    /// <summary>Score of tag i followed by tag j at [i * K + j], [K][K].</summary>
    public ReadOnlySpan<float> Transitions { get; }

    /// <summary>Score of beginning with a tag, [K].</summary>
    public ReadOnlySpan<float> Start { get; }

    /// <summary>Score of ending with a tag, [K].</summary>
    public ReadOnlySpan<float> End { get; }

    /// <summary>Throws unless a sequence's layout, length and emissions fit these parameters.</summary>
    internal void Check(SequenceLayout layout, int length, int emissions)
    {
        layout.Check(emissions, nameof(emissions));
        layout.CheckSteps(length, 1, nameof(length));
        RowCheck.Same(layout.Width, Tags, nameof(layout));
    }
}
