using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// A batch of label sequences without alignment. The S = 2 L + 1 states of L labels are blank, label 1, blank, ..., label L, blank.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct CtcArguments
{
    /// <summary>Logits x, [T, B, stride], their gradients and the rows' losses.</summary>
    public LossRows Rows;

    /// <summary>Labels, [B, widest].</summary>
    public ArrayView<int> Labels;

    /// <summary>Labels of each row, [B].</summary>
    public ArrayView<int> Counts;

    /// <summary>
    /// For each label where its row has the same one next, or L; as ~next where the row has had it before. [B, widest].
    /// </summary>
    public ArrayView<int> Links;

    /// <summary>log sum exp of the logits, [T, B].</summary>
    public ArrayView<float> Norms;

    /// <summary>log alpha, [B, T, widest S], at each step less the largest of every step before; then probabilities of states.</summary>
    public ArrayView<float> Alpha;

    /// <summary>log beta of a step and the one after it, [B, 2, widest S].</summary>
    public ArrayView<float> Beta;

    /// <summary>Labels reserved for a row.</summary>
    public int Widest;

    /// <summary>Symbols, the blank included.</summary>
    public int Symbols;

    /// <summary>The blank's index.</summary>
    public int Blank;

    /// <summary>1 where a row that no alignment can produce counts 0.</summary>
    public int ZeroInfinity;

    /// <summary>Factor of the gradients.</summary>
    public float Scale;

    /// <summary>States reserved for a row.</summary>
    public readonly int States => 2 * Widest + 1;

    /// <summary>Where the states of a row's step begin in <see cref="Alpha"/>.</summary>
    public readonly int AlphaAt(int row, int t) => (row * Rows.Time.Steps + t) * States;

    /// <summary>Where the states of a row's step begin in <see cref="Beta"/>.</summary>
    public readonly int BetaAt(int row, int t) => (row * 2 + t % 2) * States;

    /// <summary>Symbol of a state.</summary>
    public readonly int Symbol(int row, int state) => state % 2 == 0 ? Blank : Labels[row * Widest + state / 2];

    /// <summary>log softmax(x_t) of a state's symbol.</summary>
    public readonly float Emission(int row, int t, int state)
    {
        int pair = t * Rows.Time.Batch + row;
        return Rows.Outputs[pair * Rows.Stride + Symbol(row, state)] - Norms[pair];
    }

    /// <summary>Whether a state may be entered from two states before: it is a label, and another one than the label before.</summary>
    public readonly bool Skips(int row, int state) =>
        state % 2 == 1 && state > 1 && Labels[row * Widest + state / 2] != Labels[row * Widest + state / 2 - 1];
}
