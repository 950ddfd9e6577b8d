using LstmGen.CompilerServices;

namespace LstmGen;

/// <summary>
/// The likeliest alignment of given labels with the steps: which label, or blank, each step stands for (Viterbi over the states of CTC;
/// <c>torchaudio.functional.forced_align</c>).
/// </summary>
/// <remarks>Reusable; allocates only while it grows to the longest sequence seen. One per thread; not shared.</remarks>
public sealed class CtcAligner
{
    /// <summary>What a step of an alignment is that stands for no label.</summary>
    public const int Blank = -1;

    private double[] _before = [], _now = [];
    private byte[] _moves = [];

    /// <summary>Aligns one sequence.</summary>
    /// <param name="logits">Logits, or logarithms of probabilities, from the sequence's first value on.</param>
    /// <param name="layout">Where the steps lie; its width is the number of symbols, the blank included.</param>
    /// <param name="length">Valid steps of the sequence, in [0, steps].</param>
    /// <param name="target">Labels, without blanks; may be empty.</param>
    /// <param name="blank">The blank's index.</param>
    /// <param name="alignment">Receives for each step the place in <paramref name="target"/>, or <see cref="Blank"/>; <paramref
    /// name="length"/> places.</param>
    /// <returns>Its log-probability; minus infinity, and nothing is written, where so few steps cannot produce the target.</returns>
    /// <exception cref="ArgumentException">A span, length or label does not fit, or a step's logits are not finite enough to
    /// normalise.</exception>
    public double Align(
        ReadOnlySpan<float> logits, SequenceLayout layout, int length, ReadOnlySpan<int> target, int blank, Span<int> alignment)
    {
        layout.Check(logits.Length, nameof(logits));
        layout.CheckSteps(length, 0, nameof(length));
        if ((uint)blank >= (uint)layout.Width)
            throw new ArgumentOutOfRangeException(nameof(blank), blank, $"The blank must be a symbol in [0, {layout.Width}).");
        if (alignment.Length < length)
            throw new ArgumentException($"{alignment.Length} places are too few for {length} steps.", nameof(alignment));
        foreach (int label in target)
        {
            if ((uint)label >= (uint)layout.Width || label == blank)
                throw new ArgumentException(
                    $"A target holds the label {label}; labels lie in [0, {layout.Width}) and are not the blank, {blank}.", nameof(target));
        }

        // State 2 i + 1 is label i, the others are blanks.
        int states = 2 * target.Length + 1;
        Room(states, CompilerServices.BlockSize.Of(length, states, "steps x (2 labels + 1)", "Cut the sequence."));
        _before.AsSpan(0, states).Fill(double.NegativeInfinity);
        for (int t = 0; t < length; t++)
            Step(layout.Step(logits, t), t, target, blank, states, nameof(logits));
        int state = length == 0 || states == 1 || _before[states - 1] >= _before[states - 2] ? states - 1 : states - 2;
        double best = length > 0 ? _before[state] : states == 1 ? 0 : double.NegativeInfinity;
        for (int t = length - 1; t >= 0 && !double.IsNegativeInfinity(best); t--)
        {
            alignment[t] = state % 2 == 0 ? Blank : state / 2;
            state -= _moves[t * states + state];
        }

        return best;
    }

    private void Step(ReadOnlySpan<float> x, int t, ReadOnlySpan<int> target, int blank, int states, string name)
    {
        float max = ExponentialRow.Max(x);
        double logSum = CtcGreedyDecoder.Normalizable(Math.Log(ExponentialRow.Exponentials(x, max, default)), t, name);
        for (int s = 0; s < states; s++)
        {
            // A state is reached from itself, from the one before, and a label from another label before it.
            (double from, int move) = t == 0 ? (s < 2 ? 0 : double.NegativeInfinity, 0) : (_before[s], 0);
            if (t > 0 && s > 0 && _before[s - 1] > from)
                (from, move) = (_before[s - 1], 1);
            if (t > 0 && s > 1 && s % 2 == 1 && target[s / 2] != target[s / 2 - 1] && _before[s - 2] > from)
                (from, move) = (_before[s - 2], 2);
            _now[s] = from + ((double)x[s % 2 == 0 ? blank : target[s / 2]] - max - logSum);
            _moves[t * states + s] = (byte)move;
        }

        (_before, _now) = (_now, _before);
    }

    private void Room(int states, int cells)
    {
        if (_before.Length < states)
            (_before, _now) = (new double[states], new double[states]);
        if (_moves.Length < cells)
            _moves = new byte[cells];
    }
}
