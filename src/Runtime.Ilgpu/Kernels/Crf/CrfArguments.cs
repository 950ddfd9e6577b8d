using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>A batch of tag paths under a linear-chain CRF over K tags.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct CrfArguments
{
    /// <summary>Scores x, [T, B, stride], their gradients and the rows' losses.</summary>
    public LossRows Rows;

    /// <summary>Given tags, [T, B].</summary>
    public ArrayView<int> Path;

    /// <summary>Transitions (from, to) [K, K], start [K], end [K].</summary>
    public ArrayView<float> Parameters;

    /// <summary>log alpha, [B, T, K]; at each step less the <see cref="Shifts"/> of all steps before.</summary>
    public ArrayView<float> Alpha;

    /// <summary>log beta, [B, T, K]; at each step so shifted that the sum of exp(alpha + beta) is 1.</summary>
    public ArrayView<float> Beta;

    /// <summary>Largest log alpha of each step, [B, T].</summary>
    public ArrayView<float> Shifts;

    /// <summary>K.</summary>
    public int Tags;

    /// <summary>Factor of the gradients.</summary>
    public float Scale;

    /// <summary>
    /// 0 where every tag is given; else two sweeps one after another: 1 for sums over all paths, 2 for what is taken off, sums over the
    /// paths of the tags that are given.
    /// </summary>
    public int Sweep;

    /// <summary><see cref="Shifts"/> of sweep 1.</summary>
    public ArrayView<float> AllShifts;

    /// <summary>T(from, to).</summary>
    public readonly float Transition(int from, int to) => Parameters[from * Tags + to];

    /// <summary>Score of beginning with a tag.</summary>
    public readonly float Start(int tag) => Parameters[Tags * Tags + tag];

    /// <summary>Score of ending with a tag.</summary>
    public readonly float End(int tag) => Parameters[Tags * Tags + Tags + tag];

    /// <summary>x_t(tag).</summary>
    public readonly float Emission(int t, int row, int tag)
    {
        int given = Path[t * Rows.Time.Batch + row];
        bool possible = Sweep < 2 || given < 0 || given == tag;
        return possible ? Rows.Outputs[(t * Rows.Time.Batch + row) * Rows.Stride + tag] : LogSpace.Nothing;
    }

    /// <summary>The tag whose uses are taken off; -1 where sweeps of sums do that.</summary>
    public readonly int Given(int t, int row) => Sweep == 0 ? Path[t * Rows.Time.Batch + row] : -1;
}
