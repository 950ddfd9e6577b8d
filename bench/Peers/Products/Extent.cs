namespace LstmGen.Bench.Peers.Products;

/// <summary>What is computed besides the products; each holds what the ones before it hold.</summary>
internal enum Extent
{
    /// <summary>Nothing.</summary>
    Products,

    /// <summary>The functions of the cells' forward pass, see <see cref="CellFunctions"/>.</summary>
    Functions,

    /// <summary>
    /// What no program with these kernels goes without: the caller's values, [B, T, features], come into the order of steps and back;
    /// threads that share the units of a step meet after it and read what the others have written; and a training step packs, clips and
    /// updates its weights.
    /// </summary>
    Needed,
}
