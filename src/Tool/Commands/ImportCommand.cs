using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using LstmGen.Interchange;
using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen import FILE --class Name</c>: writes the declaration and the weights.</summary>
internal static partial class ImportCommand
{
    public static Command Create()
    {
        Argument<string> path = Arguments.Model();
        Option<string?> entry = Arguments.Entry();
        var name = new Option<string>("--class") { Description = "Name of the class that is written.", Required = true };
        var space = new Option<string?>("--namespace") { Description = "Its namespace." };
        var folder = new Option<string>(
            "--out") { Description = "The folder that both files are written to.", DefaultValueFactory = _ => "." };
        var force = new Option<bool>("--force") { Description = "Replace files that exist." };
        name.Validators.Add(
            result =>
                Require(
                    result.GetValueOrDefault<string>(), Identifier(), result.AddError, "--class",
                    "a name of letters, digits and underscores"));
        space.Validators.Add(
            result => Require(result.GetValueOrDefault<string?>(), Dotted(), result.AddError, "--namespace", "names joined by dots"));
        var command = new Command(
            "import", "Writes a declaration (Name.cs) and the weights (name.safetensors) for a file, and says what the file does not say.")
        {
            path, name, space, folder, force, entry,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(path)!, parsed.GetValue(entry), parsed.GetValue(name)!, parsed.GetValue(space), parsed.GetValue(folder)!,
            parsed.GetValue(force)));
        return command;
    }

    private static int Run(string path, string? entry, string name, string? space, string folder, bool force)
    {
        WeightFile file = WeightFile.Open(path, entry);
        ProposedModel proposed = Proposal.Of(file);
        if (proposed.Elements.FirstOrDefault(
            element =>
                element.Name.Replace("_", "", StringComparison.Ordinal).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } clash)
            throw new NotSupportedException(
                $"--class {name} would have a member of the same name, for its layer '{clash.Name}'. Give the class another name.");
        Directory.CreateDirectory(folder);
        string declaration = Path.Combine(folder, name + ".cs"), weights = Path.Combine(folder, name.ToLowerInvariant() + ".safetensors");
        foreach (string target in (string[])[declaration, weights])
        {
            if (!force && File.Exists(target))
                throw new IOException($"{target} exists. Give another --out, or --force to replace it.");
        }

        proposed.Save(weights, name);
        File.WriteAllText(declaration, proposed.ToCSharp(name, space));
        Console.WriteLine($"wrote {declaration}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wrote {weights}: {proposed.Tensors.Count} tensors"));
        foreach (string note in file.Notes)
            Console.WriteLine($"note: {note}");
        foreach (string unknown in proposed.Unknown)
            Console.WriteLine($"not in the file: {unknown}");
        Console.WriteLine($"load it: var model = {name}.Load(\"{Path.GetFileName(weights)}\");");
        return ExitCodes.Success;
    }

    private static void Require(string? value, Regex pattern, Action<string> fail, string option, string form)
    {
        if (value is not null && (!pattern.IsMatch(value) || CSharpNames.HasKeyword(value)))
            fail($"{option} '{value}' is no name in C#; give {form}.");
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Dotted();
}
