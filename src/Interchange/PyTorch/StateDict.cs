using System.Globalization;
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
        var mixed = new List<Mixed>();
        Search(root, "", 0, found, mixed, []);
        if (entry.Path is { } path)
        {
            int at = found.FindIndex(one => one.Path == path);
            return at >= 0
                ? (found[at].Tensors, path)
                : throw new FormatException(
                    $"there are no weights at {entry.Option} '{InterchangeException.Printable(path)}'; "
                        + (found.Count == 0 ? Nothing(mixed) : $"it has them at {Names(found)}"));
        }

        return found.Count switch
        {
            1 => (found[0].Tensors, found[0].Path),
            0 => throw new FormatException(Nothing(mixed)),
            _ => throw new FormatException($"it holds weights at {Names(found)}; choose one of them by {entry.Option}"),
        };
    }

    private static string Names(List<(string Path, List<KeyValuePair<string, TorchTensor>> Tensors)> found) =>
        string.Join(", ", found.Take(8).Select(one => $"'{InterchangeException.Printable(one.Path)}'"))
            + (found.Count > 8 ? ", ..." : "");

    // Why there is nothing: most of the time one entry of a state_dict is no tensor, such as _extra_state.
    private static string Nothing(List<Mixed> mixed)
    {
        if (mixed.MaxBy(one => one.Tensors) is not { } most)
            return "it holds no dictionary of named tensors; save one with torch.save(model.state_dict(), path)";
        string place = most.Path.Length == 0 ? "its dictionary" : $"its dictionary '{InterchangeException.Printable(most.Path)}'";
        return $"{place} has {most.Tensors} tensors, and '{InterchangeException.Printable(most.Other)}', which is none; save the tensors "
            + "alone, torch.save({k: v for k, v in state.items() if torch.is_tensor(v)}, path)";
    }

    private static void Search(
        object? value, string path, int depth, List<(string Path, List<KeyValuePair<string, TorchTensor>> Tensors)> found,
        List<Mixed> mixed, HashSet<object> seen)
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

        if (tensors.Count > 0)
        {
            object? other = dictionary.Pairs.First(pair => pair is not { Key: string, Value: TorchTensor }).Key;
            string key = other as string ?? (other as IFormattable)?.ToString(null, CultureInfo.InvariantCulture) ?? "another key";
            mixed.Add(new Mixed(path, tensors.Count, key));
        }

        foreach ((object? key, object? item) in dictionary.Pairs)
        {
            if (key is string name)
                Search(item, path.Length == 0 ? name : $"{path}/{name}", depth + 1, found, mixed, seen);
        }
    }

    /// <summary>A dictionary of tensors and other values.</summary>
    /// <param name="Path">Where it is.</param>
    /// <param name="Tensors">How many tensors it has.</param>
    /// <param name="Other">The key of the first value that is none.</param>
    private sealed record Mixed(string Path, int Tensors, string Other);
}
