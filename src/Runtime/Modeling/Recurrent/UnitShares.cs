using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// The panels of each step that one thread computes: all of them where it is alone, else its share, and those of threads that do not run at
/// the moment. After each step all threads meet.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct UnitShares
{
    private readonly int _part, _parts, _panels, _group;
    private int _share;

    /// <summary>
    /// The shares of one part of a run that <see cref="ModelWorkspace.RunSteps"/> has begun, or of a thread that is alone.
    /// </summary>
    /// <param name="part">The calling part.</param>
    /// <param name="parts">Number of parts; 1 for a thread that is alone.</param>
    /// <param name="panels">Panels of the layer.</param>
    /// <param name="group">Panels that shares are multiples of.</param>
    public UnitShares(int part, int parts, int panels, int group = ModelWorkspace.PanelGroup)
    {
        (_part, _parts, _panels, _group) = (part, parts, panels, group);
        _share = Meeting.Over;
    }

    /// <summary>Whether the thread has been sent away: it returns at once, and touches nothing of the workspace any more.</summary>
    public readonly bool Left => _share == Meeting.Left;

    /// <summary>
    /// The next panels of the step, [<paramref name="first"/>, <paramref name="end"/>). False once the step is computed: then the next one
    /// follows.
    /// </summary>
    public bool Next(out int first, out int end)
    {
        if (_parts == 1)
        {
            (first, end) = (0, _panels);
            _share = -1 - _share;
            return _share == 0;
        }

        _share = _share == Meeting.Over ? WorkerPool.Shared.FirstShare(_part) : WorkerPool.Shared.NextShare(_part, _share);
        (first, end) = (FirstPanel(Math.Max(_share, 0)), FirstPanel(Math.Max(_share, 0) + 1));
        return _share >= 0;
    }

    // That of the share after the last is the end.
    private readonly int FirstPanel(int share) => share == _parts ? _panels : _panels / _group * share / _parts * _group;
}
