using System.Text;
using System.Text.Json;
using LstmGen.Interchange;

namespace LstmGen.CompilerServices;

/// <summary>What a model's file says in its metadata of the model that wrote it.</summary>
internal static class FileDeclaration
{
    private const string Model = "lstmgen.model", Declaration = "lstmgen.declaration", Columns = "lstmgen.columns",
        Classes = "lstmgen.classes.";

    /// <summary>The caller's strings, and the model's.</summary>
    public static Dictionary<string, string> Metadata(ModelDescription model, IReadOnlyDictionary<string, string>? given, ModelNames? names)
    {
        var metadata = new Dictionary<string, string>(given ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (metadata.Keys.FirstOrDefault(key => key.StartsWith("lstmgen.", StringComparison.Ordinal)) is { } taken)
            throw new ArgumentException(
                $"metadata has the key '{taken}'; keys that begin with 'lstmgen.' are written by the library. Name it otherwise.");
        metadata[Model] = model.Name;
        metadata[Declaration] = model.Declaration;
        if (names is null)
            return metadata;
        names.Require(model);
        if (names.Columns.Count > 0)
            metadata[Columns] = Text(names.Columns);
        foreach ((string head, IReadOnlyList<string> classes) in names.Classes)
            metadata[Classes + head] = Text(classes);
        return metadata;
    }

    /// <exception cref="SafetensorsException">The file's model computes something else, or its columns or classes are called
    /// otherwise.</exception>
    public static void Require(SafetensorsFile file, string path, ModelDescription model, ModelNames? names, bool anyDeclaration)
    {
        if (!anyDeclaration && file.Metadata.TryGetValue(Declaration, out string? stored)
            && Difference(stored, model.Declaration) is var (there, here))
            throw new SafetensorsException(
                $"{path} was saved by {file.Metadata.GetValueOrDefault(Model, "a model")}, which computes something else with these "
                    + $"tensors: it declares '{there}', {model.Name} '{here}'. "
                + "Load the model's own file, declare the same, or set ModelLoadOptions.AnyDeclaration.");
        if (names is null)
            return;
        names.Require(model);
        ModelNames own = NamesIn(file.Metadata, path);
        RequireSame(path, "columns", own.Columns, names.Columns);
        foreach ((string head, IReadOnlyList<string> classes) in names.Classes)
            RequireSame(path, $"classes of head '{head}'", own.Classes.GetValueOrDefault(head, []), classes);
    }

    public static ModelNames NamesIn(IReadOnlyDictionary<string, string> metadata, string path) => new()
    {
        Columns = metadata.TryGetValue(Columns, out string? columns) ? List(columns, Columns, path) : [],
        Classes = metadata.Where(pair => pair.Key.StartsWith(Classes, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[Classes.Length..], pair => List(pair.Value, pair.Key, path)),
    };

    /// <summary>The first lines that differ in what predicting uses; what stands behind | is for training only.</summary>
    private static (string There, string Here)? Difference(string there, string here)
    {
        string[] left = Predicting(there), right = Predicting(here);
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            (string a, string b) = (left.ElementAtOrDefault(i) ?? "nothing more", right.ElementAtOrDefault(i) ?? "nothing more");
            if (a != b)
                return (a, b);
        }

        return null;
    }

    /// <summary>Its lines without what only training uses.</summary>
    public static string[] Predicting(string declaration) =>
        [.. declaration.Split('\n').Select(line => line.IndexOf('|') is >= 0 and var at ? line[..at].TrimEnd() : line)
            .Where(line => line.Length > 0)];

    private static void RequireSame(string path, string what, IReadOnlyList<string> there, IReadOnlyList<string> here)
    {
        if (there.Count > 0 && here.Count > 0 && !there.SequenceEqual(here, StringComparer.Ordinal))
            throw new SafetensorsException($"{path}: its {what} are {string.Join(", ", there)}; asked for are {string.Join(", ", here)}. "
                + "Bring the data into the file's order, or load another file.");
    }

    private static string Text(IReadOnlyList<string> names)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (string name in names)
                json.WriteStringValue(name);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static IReadOnlyList<string> List(string text, string key, string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return [.. json.RootElement.EnumerateArray().Select(name => name.GetString() ?? throw new JsonException("a name is null"))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new SafetensorsException($"{path}: metadata '{key}' is no list of names. Save the file again.", e);
        }
    }
}
