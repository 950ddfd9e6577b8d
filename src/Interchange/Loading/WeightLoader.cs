using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange;

/// <summary>Loads the weights of another framework's file into a model.</summary>
public static class WeightLoader
{
    private const string Parallel = "module."; // of torch.nn.DataParallel and DistributedDataParallel

    /// <summary>
    /// Loads <paramref name="path"/>, of any format that <see cref="WeightFile.Open(string, string?)"/> reads, into
    /// <paramref name="model"/>. Nothing changes unless every check passes; who predicts meanwhile uses the old weights or the new ones.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; its format is told by its first bytes.</param>
    /// <param name="options">Prefix, renaming, and what may be left over; null for none of it.</param>
    /// <returns>What became of every tensor.</returns>
    /// <exception cref="InterchangeException">The file is malformed, its names, shapes or types are not the model's, or it says that it
    /// computes something else, or something that cannot be compared.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LoadReport Load(IRecurrentModel model, string path, LoadOptions? options = null) =>
        Load(model, WeightFile.Open(path, options?.Entry), options);

    /// <summary>Loads a file that was opened before.</summary>
    /// <inheritdoc cref="Load(IRecurrentModel, string, LoadOptions?)"/>
    public static LoadReport Load(IRecurrentModel model, WeightFile file, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(file);
        LoadReport report = Match(model.Description, file, options ?? new LoadOptions());
        foreach ((string _, WeightTensor tensor) in report.Loaded)
            WeightCheck.RequireFinite(file.Source, tensor);
        var values = report.Loaded.Select(loaded => loaded.Tensor.ToSingles()).ToArray();
        using ParameterWriting writing = model.Parameters.BeginUpdate(); // nothing can fail from here on
        for (int i = 0; i < values.Length; i++)
            values[i].CopyTo(writing.Values[model.Description.Parameter(report.Loaded[i].Parameter).Offset..]);
        return report;
    }

    private static LoadReport Match(ModelDescription description, WeightFile file, LoadOptions options)
    {
        Given.Value(options.Prefix, nameof(options.Prefix));
        Given.RequireItems(options.Ignore, nameof(options.Ignore));
        string prefix = options.Prefix.Length == 0 && file.Tensors.Count > 0
            && file.Tensors.All(tensor => tensor.Name.StartsWith(Parallel, StringComparison.Ordinal))
            ? Parallel : options.Prefix;
        var loaded = new List<LoadedParameter>();
        var missing = new List<string>();
        var used = new Dictionary<WeightTensor, string>();
        foreach (ParameterInfo info in description.Parameters)
        {
            string name = prefix + (options.Rename?.Invoke(info.Name) ?? info.Name);
            if (!file.TryGet(name, out WeightTensor? tensor))
            {
                if (options.Strict)
                    throw Error(
                        file,
                        $"no tensor '{name}' for {info} of {description.Name}; the file has {Names(file.Tensors)}. Set Prefix or Rename, "
                            + "or give the layer that Name."
                            + (file is { Kind: WeightFileKind.Onnx, Sketch.NoChain: { } why }
                                ? $" Its graph is read as far as {why}." : ""));
                missing.Add(info.Name);
                continue;
            }

            Check(description, file, info, tensor);
            if (!used.TryAdd(tensor, info.Name))
                throw Error(
                    file, $"tensor '{name}' is named for two parameters, {used[tensor]} and {info.Name}. Let Rename give each its own.");
            loaded.Add(new LoadedParameter(info.Name, tensor));
        }

        WeightTensor[] others = [.. file.Tensors.Where(tensor => !used.ContainsKey(tensor))];
        WeightTensor[] ignored = [.. others.Where(tensor => IsIgnored(tensor.Name, prefix, options.Ignore))];
        string? difference = SettingsCheck.Difference(file, description, loaded, ignored, out IReadOnlyList<string> notes);
        if (options.Strict && difference is not null)
            throw Error(
                file,
                $"{difference} of {description.Name}, which would compute something else. Declare it as in the file, or set "
                    + "LoadOptions.Strict = false to load the weights all the same.");
        string? uncompared = Uncompared.Of(file);
        if (options.Strict && uncompared is not null)
            throw Error(
                file,
                $"what it computes cannot be compared with {description.Name}: {uncompared}. Set LoadOptions.Strict = false to load the "
                    + "weights all the same, and compare what Predict gives with the file's own outputs.");
        WeightTensor[] tied = [.. others.Except(ignored).Where(tensor => used.Keys.Any(one => AreEqual(one, tensor)))];
        WeightTensor[] left = [.. others.Except(ignored).Except(tied)];
        if (options.Strict && left.Length > 0)
            throw Error(
                file,
                $"{Names(left)} belong to no parameter of {description.Name}. Declare the layers that they belong "
                    + "to, or name them in Ignore.");
        return new LoadReport { File = file, Prefix = prefix, Loaded = loaded, Missing = missing, LeftOver = left, Ignored = ignored,
            Tied = tied, Differences = [.. difference is null ? notes : [difference],
                .. uncompared is null || file.Notes.Any(note => note.Contains(uncompared, StringComparison.Ordinal))
                    ? (string[])[] : [$"what it computes is not compared: {uncompared}"]] };
    }

    private static void Check(ModelDescription description, WeightFile file, ParameterInfo info, WeightTensor tensor)
    {
        if (tensor.Problem is not null)
            throw Error(file, $"{tensor.Problem}. Its weights would compute something else in {description.Name}.");
        if (!tensor.Shape.AsSpan().SequenceEqual(Array.ConvertAll<int, long>([.. info.Shape], size => size)))
            throw Error(
                file,
                $"tensor '{tensor.Name}' has shape [{string.Join(", ", tensor.Shape)}], and {description.Name} declares {info}. Declare "
                    + "the sizes with which the file was written.");
        WeightCheck.RequireType(file.Source, tensor);
    }

    private static bool IsIgnored(string name, string prefix, IReadOnlyList<string> patterns) =>
        !name.StartsWith(prefix, StringComparison.Ordinal) || NamePattern.Matches(patterns, name[prefix.Length..]);

    private static bool AreEqual(WeightTensor one, WeightTensor other) =>
        one.Type == other.Type && one.Shape.AsSpan().SequenceEqual(other.Shape.AsSpan()) && one.Bytes.SequenceEqual(other.Bytes);

    private static string Names(IReadOnlyCollection<WeightTensor> tensors) =>
        tensors.Count == 0
            ? "none"
            : string.Join(", ", tensors.Take(8).Select(tensor => InterchangeException.Printable(tensor.Name)))
                + (tensors.Count > 8 ? ", ..." : "");

    private static InterchangeException Error(WeightFile file, string what) => InterchangeException.At(file.Source, what);
}
