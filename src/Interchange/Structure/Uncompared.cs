namespace LstmGen.Interchange.Structure;

/// <summary>What of a file that says what it computes cannot be compared with a declaration.</summary>
internal static class Uncompared
{
    /// <summary>
    /// In words: why its layers are no chain, or which layer without weights no declaration says. A layer with weights is named where one
    /// of them is loaded, or left over. Null where all can be compared, and for a file that says nothing of it.
    /// </summary>
    public static string? Of(WeightFile file)
    {
        if (file.Sketch is not { IsGuessed: false, Saved: null } sketch)
            return null;
        return sketch.NoChain ?? sketch.Layers.FirstOrDefault(layer => layer.Problem is not null && !HasWeights(file, layer.Name))?.Problem;
    }

    // Those of a layer that is not known keep the file's names.
    private static bool HasWeights(WeightFile file, string layer) => file.Tensors.Any(
        tensor => tensor.Layer == layer || tensor.Name.StartsWith(layer + "/", StringComparison.Ordinal));
}
