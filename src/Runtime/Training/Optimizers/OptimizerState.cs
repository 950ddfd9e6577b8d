namespace LstmGen.Training;

/// <summary>
/// What an optimizer has gathered: moments, step counter, running numbers. It never changes, so any number of trainings may begin from it,
/// also at the same time: <see cref="FitOptions.OptimizerState"/>, or <see cref="Optimizer.RestoreState"/> in a loop of one's own.
/// </summary>
/// <remarks>Comes from <see cref="History.OptimizerState"/> or <see cref="LstmGen.Optimizer.CopyState"/>.</remarks>
public sealed class OptimizerState
{
    internal OptimizerState(Optimizer optimizer)
    {
        Optimizer = optimizer.Name;
        ParameterCount = optimizer.ParameterCount;
        Steps = optimizer.Steps;
        Scalars = optimizer.ExportScalars();
        Blocks = new float[optimizer.StateCount][];
        for (int i = 0; i < Blocks.Length; i++)
            Blocks[i] = optimizer.State(i).ToArray();
    }

    /// <summary>Name of the optimizer that it comes from.</summary>
    public string Optimizer { get; }

    /// <summary>Parameters in the block; 0 before the first step.</summary>
    public int ParameterCount { get; }

    /// <summary>Steps made.</summary>
    public long Steps { get; }

    internal IReadOnlyList<NamedScalar> Scalars { get; }

    /// <summary>Moment blocks, [n] each, in the optimizer's order.</summary>
    internal float[][] Blocks { get; }
}
