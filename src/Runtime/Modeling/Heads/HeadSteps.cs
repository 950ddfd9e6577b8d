using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>The rows of a head at every step that are alive, step after step.</summary>
/// <param name="head">The head.</param>
/// <param name="rowBegin">The first row of a step.</param>
/// <param name="rowEnd">The row after the last one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct HeadSteps(HeadWorkspace head, int rowBegin, int rowEnd)
{
    private int _step = -1;

    /// <summary>The rows of the present step.</summary>
    public readonly HeadRows Current => new(head, _step * head.Time.Batch + rowBegin, Alive(_step));

    /// <summary>Itself.</summary>
    public readonly HeadSteps GetEnumerator() => this;

    /// <summary>Goes on to the next step; false where there is none, or no row of it is alive.</summary>
    public bool MoveNext() => ++_step < head.Time.Steps && Alive(_step) > 0;

    private readonly int Alive(int step) => Math.Min(head.Time.Active[step], rowEnd) - rowBegin;
}
