using System.ComponentModel;
using System.Numerics.Tensors;

namespace LstmGen.CompilerServices;

/// <summary>
/// Working memory of <see cref="LinearChainCrf"/>: grows to the largest sequence seen and is then reused without
/// allocating. One per thread; not shared.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CrfScratch
{
    private double[] _alpha = [];
    private float[] _given = [];

    /// <summary>Tags.</summary>
    internal int Tags { get; private set; }

    /// <summary>Largest transition score, 0 where none is finite.</summary>
    internal double Greatest { get; private set; }

    /// <summary>exp(transitions - <see cref="Greatest"/>), [K][K].</summary>
    internal double[] Factors { get; private set; } = [];

    /// <summary>Expected uses of each transition, [K][K].</summary>
    internal double[] Expected { get; private set; } = [];

    /// <summary>Expected uses still to be multiplied by <see cref="Factors"/>, [K][K].</summary>
    internal double[] Partial { get; private set; } = [];

    /// <summary>log beta of the current step, [K].</summary>
    internal double[] Beta { get; private set; } = [];

    /// <summary>log beta plus emission of the step after it, [K].</summary>
    internal double[] Ahead { get; private set; } = [];

    /// <summary>Vectors of the matrix products, [K] each.</summary>
    internal double[] Left { get; private set; } = [];

    /// <inheritdoc cref="Left"/>
    internal double[] Right { get; private set; } = [];

    /// <summary>Probability of each tag at the current step, [K].</summary>
    internal double[] Posterior { get; private set; } = [];

    /// <summary>Best predecessor of each tag at each step, [steps][K].</summary>
    internal int[] Predecessors { get; private set; } = [];

    /// <summary>log alpha at step <paramref name="t"/>, [K].</summary>
    internal Span<double> AlphaAt(int t) => _alpha.AsSpan(t * Tags, Tags);

    /// <summary>Room for scores of their own, [steps][K].</summary>
    internal Span<float> GivenAt(int steps, int tags)
    {
        int length = checked(steps * tags);
        if (_given.Length < length)
            _given = new float[length];
        return _given.AsSpan(0, length);
    }

    /// <summary>Makes room and computes <see cref="Factors"/>.</summary>
    internal void Prepare(int steps, CrfWeights weights)
    {
        PrepareDecoding(steps, weights.Tags);
        int square = CompilerServices.BlockSize.Of(Tags, Tags, "tags x tags", "Declare fewer tags.");
        Factors = Room(Factors, square);
        Expected = Room(Expected, square);
        Partial = Room(Partial, square);
        Expected.AsSpan(0, square).Clear();
        Partial.AsSpan(0, square).Clear();

        float greatest = TensorPrimitives.Max(weights.Transitions);
        Greatest = float.IsNegativeInfinity(greatest) ? 0 : greatest;
        for (int i = 0; i < square; i++)
            Factors[i] = weights.Transitions[i] - Greatest;
        TensorPrimitives.Exp<double>(Factors.AsSpan(0, square), Factors.AsSpan(0, square));
    }

    /// <summary>Makes room for Viterbi alone.</summary>
    internal void PrepareDecoding(int steps, int tags)
    {
        Tags = tags;
        int length = CompilerServices.BlockSize.Of(steps, tags, "steps x tags", "Cut the sequence into shorter ones.");
        _alpha = Room(_alpha, length);
        Predecessors = Room(Predecessors, length);
        Beta = Room(Beta, tags);
        Ahead = Room(Ahead, tags);
        Left = Room(Left, tags);
        Right = Room(Right, tags);
        Posterior = Room(Posterior, tags);
    }

    private static TItem[] Room<TItem>(TItem[] array, int length) => array.Length >= length ? array : new TItem[length];
}
