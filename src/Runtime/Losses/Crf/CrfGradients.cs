using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Where the gradients of a CRF's parameters accumulate; laid out as <see cref="CrfWeights"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct CrfGradients
{
    /// <summary>Takes the buffers; the loss adds to what they hold.</summary>
    /// <param name="transitions">[K][K].</param>
    /// <param name="start">[K].</param>
    /// <param name="end">[K].</param>
    /// <exception cref="ArgumentException">The lengths do not belong to one number of tags.</exception>
    public CrfGradients(Span<float> transitions, Span<float> start, Span<float> end)
    {
        RowCheck.Same(end.Length, start.Length, nameof(end));
        RowCheck.Same(transitions.Length, (long)start.Length * start.Length, nameof(transitions));
        Transitions = transitions;
        Start = start;
        End = end;
    }

    /// <summary>Gradient of the transition scores, [K][K].</summary>
    public Span<float> Transitions { get; }

    /// <summary>Gradient of the start scores, [K].</summary>
    public Span<float> Start { get; }

    /// <summary>Gradient of the end scores, [K].</summary>
    public Span<float> End { get; }
}
