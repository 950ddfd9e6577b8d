using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// The pieces that one thread computes of a stack of layers: in wave w, stage s computes piece w - s of the sequence, and all
/// threads meet after each wave.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Wave
{
    private readonly int _steps, _stages, _part, _parts, _pieces;
    private readonly bool _backward;
    private int _wave, _share, _stage;

    /// <summary>The pieces of one part of a run that <see cref="ModelWorkspace.RunWave"/> has begun.</summary>
    /// <param name="steps">Steps of the sequence.</param>
    /// <param name="stages">Layers, in the order in which they are computed.</param>
    /// <param name="part">The calling part: its share is every stage whose number leaves it as remainder.</param>
    /// <param name="parts">Number of parts.</param>
    /// <param name="backward">Whether pieces follow each other from the end of the sequence.</param>
    public Wave(int steps, int stages, int part, int parts, bool backward)
    {
        (_steps, _stages, _part, _parts, _pieces, _backward) = (steps, stages, part, parts, Pieces(steps), backward);
        _share = Meeting.Over;
    }

    /// <summary>
    /// The next piece, of the part's own share or of one whose thread does not run: steps [<paramref name="from"/>, <paramref name="to"/>)
    /// of stage <paramref name="stage"/>. False after the last one, and where the thread has been sent away: then it touches nothing of the
    /// workspace any more.
    /// </summary>
    public bool Next(out int stage, out int from, out int to)
    {
        while (NextStage())
        {
            int piece = _wave - _stage;
            if (piece < 0 || piece >= _pieces)
                continue;
            int at = _backward ? _pieces - 1 - piece : piece;
            stage = _stage;
            from = (int)((long)_steps * at / _pieces);
            to = (int)((long)_steps * (at + 1) / _pieces);
            return true;
        }

        stage = from = to = 0;
        return false;
    }

    // The next stage of the share at hand, of another share, or of the next wave.
    private bool NextStage()
    {
        _stage += _parts;
        while (_share < 0 || _stage >= _stages)
        {
            if (_share == Meeting.Left || (_share == Meeting.Over && _wave == _pieces + _stages - 1))
                return false;
            _share = _share == Meeting.Over ? WorkerPool.Shared.FirstShare(_part) : WorkerPool.Shared.NextShare(_part, _share);
            _stage = _share;
            if (_share == Meeting.Over)
                _wave++;
        }

        return true;
    }

    /// <summary>
    /// Pieces of a sequence: at least eight steps each, so that W_ih x of a piece is a product of several rows; at most 16.
    /// </summary>
    internal static int Pieces(int steps) => Math.Clamp(steps / 8, 1, 16);
}
