using System.Globalization;
using System.Text;

namespace LstmGen.Interchange;

/// <summary>What became of every tensor of a file and of every parameter of a model.</summary>
public sealed record LoadReport
{
    /// <summary>The file.</summary>
    public required WeightFile File { get; init; }

    /// <summary>
    /// What the file's names begin with, and was left out to find the parameters: the option, or <c>module.</c> of a model in parallel.
    /// </summary>
    public required string Prefix { get; init; }

    /// <summary>The parameters that were loaded, in the model's order.</summary>
    public required IReadOnlyList<LoadedParameter> Loaded { get; init; }

    /// <summary>
    /// Parameters for which the file has no tensor; they keep their values. Empty unless <see cref="LoadOptions.Strict"/> is false.
    /// </summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Tensors that belong to no parameter. Empty unless <see cref="LoadOptions.Strict"/> is false.</summary>
    public required IReadOnlyList<WeightTensor> LeftOver { get; init; }

    /// <summary>Tensors that the options name as not needed, or that lie outside <see cref="LoadOptions.Prefix"/>.</summary>
    public required IReadOnlyList<WeightTensor> Ignored { get; init; }

    /// <summary>Tensors that repeat the values of a loaded one, as tied weights do.</summary>
    public required IReadOnlyList<WeightTensor> Tied { get; init; }

    /// <summary>Where the model computes something else than the file, in words.</summary>
    internal IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>One line per parameter and tensor.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{File.Source}: {File.Kind}");
        if (File.Entry.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $", weights at {InterchangeException.Visible(File.Entry)}");
        if (Prefix.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $", names without '{Prefix}'");
        text.AppendLine();
        foreach ((string parameter, WeightTensor tensor) in Loaded)
        {
            text.Append(CultureInfo.InvariantCulture, $"  loaded    {parameter} [{string.Join(", ", tensor.Shape)}]");
            text.Append(tensor.Name == Prefix + parameter ? "" : $" from {InterchangeException.Visible(tensor.Name)}");
            text.Append(tensor.Change.Length == 0 ? "" : $", {tensor.Change}");
            text.AppendLine(tensor.Type == SafetensorsType.F32 ? "" : $", converted from {tensor.Type.Name()}");
        }

        foreach (string note in File.Notes.Concat(Differences))
            text.AppendLine(CultureInfo.InvariantCulture, $"  note      {note}");

        foreach (string parameter in Missing)
            text.AppendLine(CultureInfo.InvariantCulture, $"  missing   {parameter}");
        foreach (WeightTensor tensor in Tied)
            text.AppendLine(CultureInfo.InvariantCulture, $"  tied      {tensor}");
        foreach (WeightTensor tensor in LeftOver)
            text.AppendLine(CultureInfo.InvariantCulture, $"  left over {tensor}");
        foreach (WeightTensor tensor in Ignored)
            text.AppendLine(CultureInfo.InvariantCulture, $"  ignored   {tensor}");
        return text.ToString();
    }
}
