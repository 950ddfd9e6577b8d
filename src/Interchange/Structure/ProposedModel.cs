using System.Globalization;
using System.Text;

namespace LstmGen.Interchange.Structure;

/// <summary>A declaration for a file's model, and the tensors under the names that it gives its parameters.</summary>
internal sealed record ProposedModel
{
    public required WeightFile File { get; init; }

    public required IReadOnlyList<ProposedElement> Elements { get; init; }

    /// <summary>The declaration as a model's description has it.</summary>
    public required string Canonical { get; init; }

    /// <summary>Whether it is made from names and shapes alone.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>What the file does not say, or says and a declaration does not.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }

    /// <summary>The tensors of the model under its parameters' names.</summary>
    public required IReadOnlyList<WeightTensor> Tensors { get; init; }

    /// <summary>The declaration as a C# file.</summary>
    public string ToCSharp(string name, string? space)
    {
        var text = new StringBuilder();
        string file = InterchangeException.Visible(Path.GetFileName(File.Source));
        text.Append(CultureInfo.InvariantCulture, $"// Written by lstmgen import from {file}.\n");
        foreach (string unknown in Unknown)
            text.Append(CultureInfo.InvariantCulture, $"// Not in the file: {InterchangeException.Visible(unknown)}.\n");
        text.Append("using LstmGen;\n\n");
        if (space is not null)
            text.Append(CultureInfo.InvariantCulture, $"namespace {space};\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"/// <summary>The model of {Escaped(file)}.</summary>\n[RecurrentModel]\n");
        foreach (ProposedElement element in Elements)
            text.Append(CultureInfo.InvariantCulture, $"[{element.Attribute}]\n");
        return text.Append(CultureInfo.InvariantCulture, $"public partial class {name};\n").ToString();
    }

    /// <summary>Throws where the declared model would not load the tensors.</summary>
    /// <exception cref="InterchangeException">A tensor holds integers, or a value that is not finite in single precision.</exception>
    public void RequireLoadable() => WeightCheck.Require(File.Source, Tensors);

    /// <summary>Writes the weights as a file that the declared model loads, in single precision.</summary>
    /// <exception cref="InterchangeException">It would not load them. Nothing is written.</exception>
    public void Save(Stream stream, string name)
    {
        RequireLoadable();
        SafetensorsWriter.WriteChecked(
            stream, [.. Tensors.Select(tensor => SafetensorsEntry.Create(tensor.Name, tensor.ToSingles(), tensor.Shape.AsSpan()))],
            new Dictionary<string, string>
            {
                ["lstmgen.model"] = name,
                [IsGuessed ? DeclarationSketch.GuessedKey : DeclarationSketch.Key] = Canonical,
            });
    }

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
