using LstmGen.Interchange.Pickle;

namespace LstmGen.Interchange.PyTorch;

/// <summary>
/// Finds the weights in what a file holds: a <c>state_dict</c>, or a checkpoint that has one or more beside other values.
/// </summary>
internal static class StateDict
{
    private const int MaxDepth = 8;

    /// <summary>
    /// The tensors of the dictionary that <paramref name="entry"/> names; where it names none, of the only dictionary of tensors.
    /// </summary>
    /// <returns>The tensors by name in the order of the file, and the path where they were found, empty for the file's own
    /// dictionary.</returns>
    /// <exception cref="FormatException">There is none, or several and none was chosen.</exception>
    public static (List<KeyValuePair<string, TorchTensor>> Tensors, string Path) Find(object? root, EntryChoice entry)
    {
        var found = new List<(string Path, List<KeyValuePair<string, TorchTensor>> Tensors)>();
        Search(root, "", 0, found, []);
        if (entry.Path is { } path)
        {
            int at = found.FindIndex(one => one.Path == path);
            return at >= 0
                ? (found[at].Tensors, path)
                : throw new FormatException(
                    $"there are no weights at {entry.Option} '{InterchangeException.Printable(path)}'; it has them at {Names(found)}");
        }

        return found.Count switch
        {
            1 => (found[0].Tensors, found[0].Path),
            0 => throw new FormatException("it holds no dictionary of named tensors; save one with torch.save(model.state_dict(), path)"),
            _ => throw new FormatException($"it holds weights at {Names(found)}; choose one of them by {entry.Option}"),
        };
    }

    private static string Names(List<(string Path, List<KeyValuePair<string, TorchTensor>> Tensors)> found) =>
        found.Count == 0
            ? "no place"
            : string.Join(", ", found.Take(8).Select(one => $"'{InterchangeException.Printable(one.Path)}'"))
                + (found.Count > 8 ? ", ..." : "");

    private static void Search(
        object? value, string path, int depth, List<(string Path, List<KeyValuePair<string, TorchTensor>> Tensors)> found,
        HashSet<object> seen)
    {
        if (value is not PickleDict dictionary || depth > MaxDepth || !seen.Add(dictionary))
            return;
        var tensors = new List<KeyValuePair<string, TorchTensor>>();
        foreach ((object? key, object? item) in dictionary.Pairs)
        {
            if (key is string name && item is TorchTensor tensor)
                tensors.Add(KeyValuePair.Create(name, tensor));
        }

        // A tensor or two beside other values (a loss, a step) are no weights; a dictionary of nothing but tensors is.
        if (tensors.Count > 0 && tensors.Count == dictionary.Pairs.Count)
        {
            found.Add((path, tensors));
            return;
        }

        foreach ((object? key, object? item) in dictionary.Pairs)
        {
            if (key is string name)
                Search(item, path.Length == 0 ? name : $"{path}/{name}", depth + 1, found, seen);
        }
    }
}
