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
    private int _wave, _stage;

    /// <summary>The pieces of one part of a run that <see cref="ModelWorkspace.RunWave"/> has begun.</summary>
    /// <param name="steps">Steps of the sequence.</param>
    /// <param name="stages">Layers, in the order in which they are computed.</param>
    /// <param name="part">The calling part: it computes every stage whose number leaves it as remainder.</param>
    /// <param name="parts">Number of parts.</param>
    /// <param name="backward">Whether pieces follow each other from the end of the sequence.</param>
    public Wave(int steps, int stages, int part, int parts, bool backward)
    {
        (_steps, _stages, _part, _parts, _pieces, _backward) = (steps, stages, part, parts, Pieces(steps), backward);
        _stage = part - parts;
    }

    /// <summary>The next piece: steps [<paramref name="from"/>, <paramref name="to"/>) of stage <paramref name="stage"/>. False after the last one.</summary>
    public bool Next(out int stage, out int from, out int to)
    {
        while (true)
        {
            _stage += _parts;
            if (_stage >= _stages)
            {
                WorkerPool.Shared.Meet(_part);
                _stage = _part;
                _wave++;
            }

            int piece = _wave - _stage;
            stage = _stage;
            if (piece >= 0 && piece < _pieces)
            {
                int at = _backward ? _pieces - 1 - piece : piece;
                from = (int)((long)_steps * at / _pieces);
                to = (int)((long)_steps * (at + 1) / _pieces);
                return true;
            }

            if (_wave >= _pieces + _stages - 1)
            {
                from = to = 0;
                return false;
            }
        }
    }

    /// <summary>Pieces of a sequence: at least eight steps each, so that W_ih x of a piece is a product of several rows; at most 16.</summary>
    internal static int Pieces(int steps) => Math.Clamp(steps / 8, 1, 16);
}
