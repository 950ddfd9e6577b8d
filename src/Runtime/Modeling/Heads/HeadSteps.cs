using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>The rows of a head at every step that are alive, step after step; of small batches several steps at once.</summary>
/// <param name="head">The head.</param>
/// <param name="rowBegin">The first row of a step.</param>
/// <param name="rowEnd">The row after the last one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct HeadSteps(HeadWorkspace head, int rowBegin, int rowEnd)
{
    private const int MostRows = 64; // of several steps: a single row is computed in a few nanoseconds

    private int _step, _end; // the present steps

    /// <summary>The rows of the present steps.</summary>
    public readonly HeadRows Current => new(
        head, _step * head.Time.Batch + rowBegin, (_end - _step - 1) * head.Time.Batch + Alive(_end - 1));

    /// <summary>Itself.</summary>
    public readonly HeadSteps GetEnumerator() => this;

    /// <summary>Goes on to the next steps; false where there is none, or no row of it is alive.</summary>
    public bool MoveNext()
    {
        TimeLayout time = head.Time;
        _step = _end;
        if (_step == time.Steps || Alive(_step) <= 0)
            return false;
        int most = Math.Min(time.Steps, _step + MostRows / time.Batch);
        _end++;
        while (_end < most && IsWhole(_end - 1) && IsWhole(_end))
            _end++;
        return true;
    }

    private readonly bool IsWhole(int step) => rowBegin == 0 && Alive(step) == head.Time.Batch;

    private readonly int Alive(int step) => Math.Min(head.Time.Active[step], rowEnd) - rowBegin;
}
