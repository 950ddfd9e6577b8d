using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Work that a <see cref="WorkerPool"/> runs in parts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IParallelWork
{
    /// <summary>Runs one part. Parts of one phase run at the same time and must write to different places.</summary>
    /// <param name="phase">Which of the work's phases runs.</param>
    /// <param name="part">Number of the part, from 0.</param>
    void Run(int phase, int part);
}
