using System.Globalization;

namespace LstmGen.Interchange.Structure;

/// <summary>Compares the declaration in a file that a declared model saved with that of the model which takes its weights.</summary>
internal static class SavedCheck
{
    /// <summary>What differs first, in words; null where nothing does.</summary>
    /// <param name="saved">The file's declaration.</param>
    /// <param name="model">The model.</param>
    /// <param name="loaded">Which tensor each parameter takes.</param>
    /// <param name="ignored">Tensors that the caller does not need: elements that have no others are left out.</param>
    public static string? Difference(
        string saved, ModelDescription model, IReadOnlyList<LoadedParameter> loaded, IReadOnlyList<WeightTensor> ignored)
    {
        List<SavedLine> here = SavedLine.Of(model.Declaration), there = here is [{ Text: "Encoder" }, ..]
            ? SavedLine.Of(saved)
            : SavedLine.Of(saved, start => loaded.All(one => one.Tensor.Name.StartsWith(start, StringComparison.Ordinal)));
        int left = there.RemoveAll(
            line => ignored.Any(tensor => line.Has(tensor.Name)) && !loaded.Any(one => line.Has(one.Tensor.Name)));
        if (left > 0) // the head may be among them
        {
            there.RemoveAll(line => line.IsPlainHead);
            here.RemoveAll(line => line.IsPlainHead);
        }

        for (int i = 0; i < Math.Max(there.Count, here.Count); i++)
        {
            string a = there.ElementAtOrDefault(i).Text ?? "nothing more", b = here.ElementAtOrDefault(i).Text ?? "nothing more";
            if (a != b)
                return $"the model that saved it has '{InterchangeException.Printable(a)}' where '{b}' stands in the declaration";
        }

        return Places(there, here, loaded);
    }

    // Layers of equal lines may be given each other's weights.
    private static string? Places(List<SavedLine> there, List<SavedLine> here, IReadOnlyList<LoadedParameter> loaded)
    {
        foreach ((string parameter, WeightTensor tensor) in loaded)
        {
            int from = there.FindIndex(line => line.Has(tensor.Name)), to = here.FindIndex(line => line.Has(parameter));
            if (from >= 0 && to >= 0 && from != to)
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"tensor '{InterchangeException.Printable(tensor.Name)}' is of element {from} of the model that saved it, and is named "
                        + $"for '{parameter}' of element {to} in the declaration");
        }

        return null;
    }
}
