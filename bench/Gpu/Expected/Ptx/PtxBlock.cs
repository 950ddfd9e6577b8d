namespace LstmGen.Bench.Gpu.Expected.Ptx;

/// <summary>Instructions that are executed one after the other.</summary>
/// <param name="Label">Its label; empty where it has none.</param>
/// <param name="Instructions">What it executes.</param>
internal sealed record PtxBlock(string Label, IReadOnlyList<PtxInstruction> Instructions)
{
    /// <summary>Numbers of the blocks that can come next.</summary>
    public IReadOnlyList<int> Next { get; set; } = [];
}
