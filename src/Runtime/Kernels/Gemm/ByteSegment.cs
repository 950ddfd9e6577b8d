using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// Rows of B whose weights were packed together, as whole numbers from -127 to 127: a lane of 32 bits holds those of four rows of one
/// column. Columns have scales of their own, as the rows of a weight in PyTorch's layout have.
/// </summary>
/// <param name="begin">First row of B.</param>
/// <param name="inner">Rows.</param>
/// <param name="firstLane">First row of lanes.</param>
/// <param name="columns">Columns of all tiles.</param>
internal sealed unsafe class ByteSegment(int begin, int inner, int firstLane, int columns)
{
    /// <summary>The greatest weight.</summary>
    public const int Greatest = 127;

    private readonly AlignedBuffer _scales = new(columns), _offsets = new(columns);

    /// <summary>First row of B.</summary>
    public int Begin { get; } = begin;

    /// <summary>Number of rows of B.</summary>
    public int Inner { get; } = inner;

    /// <summary>First row of lanes.</summary>
    public int FirstLane { get; } = firstLane;

    /// <summary>Number of rows of lanes.</summary>
    public int Lanes { get; } = LanesOf(inner);

    /// <summary>What a weight of 1 stands for, column by column in the order of the tiles; NaN where a weight is not finite.</summary>
    public float* Scales => _scales.Pointer;

    /// <summary><see cref="ByteInputs.Zero"/> times the sum of the weights of each column.</summary>
    public int* Offsets => (int*)_offsets.Pointer;

    /// <summary>Rows of lanes for this many rows of B.</summary>
    public static int LanesOf(int inner) => (inner + 3) / 4;

    /// <summary>Rounds a tile of floats, which ties to even.</summary>
    /// <param name="from">[<see cref="Inner"/>, columns of the tile].</param>
    /// <param name="width">Columns of the tile.</param>
    /// <param name="to">Room for [<see cref="Lanes"/>, columns of the tile] lanes, zero.</param>
    /// <param name="column">First column of the tile.</param>
    public void Narrow(float* from, int width, sbyte* to, int column)
    {
        for (int j = 0; j < width; j++)
        {
            float greatest = 0;
            for (int k = 0; k < Inner; k++)
                greatest = MathF.Max(greatest, MathF.Abs(from[(nint)k * width + j])); // NaN stays
            float scale = greatest / Greatest;
            int sum = 0;
            if (float.IsFinite(greatest) && greatest >= ByteInputs.Least)
            {
                float inverse = Greatest / greatest;
                for (int k = 0; k < Inner; k++)
                {
                    int weight = (int)MathF.Round(from[(nint)k * width + j] * inverse);
                    to[((nint)(k / 4) * width + j) * 4 + k % 4] = (sbyte)weight;
                    sum += weight;
                }
            }
            else
            {
                scale = float.IsFinite(greatest) ? 0 : float.NaN;
            }

            Scales[column + j] = scale;
            Offsets[column + j] = sum * ByteInputs.Zero;
        }
    }
}
