using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
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
        name.Validators.Add(result => Require(result, Identifier(), "a name of letters, digits and underscores"));
        space.Validators.Add(result => Require(result, Dotted(), "names joined by dots"));
        folder.Validators.Add(Arguments.RequireGiven("a folder"));
        var command = new Command(
            "import", "Writes a declaration (Name.cs) and the weights (name.safetensors) for a file, and says what the file does not say.")
        {
            path, name, space, folder, force, entry,
        };
        command.SetAction(parsed => Run(
            Arguments.Open(parsed, path, entry), parsed.GetValue(name)!, parsed.GetValue(space), parsed.GetValue(folder)!,
            parsed.GetValue(force)));
        return command;
    }

    private static int Run(WeightFile file, string name, string? space, string folder, bool force)
    {
        ProposedModel proposed = Proposal.Of(file);
        if (proposed.Elements.FirstOrDefault(
            element =>
                element.Name.Replace("_", "", StringComparison.Ordinal).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } clash)
            throw new NotSupportedException(
                $"--class {name} would have a member of the same name, for its layer '{clash.Name}'. Give the class another name.");
        proposed.RequireLoadable();
        string declaration = name + ".cs", weights = name.ToLowerInvariant() + ".safetensors";
        byte[] text = Encoding.UTF8.GetBytes(proposed.ToCSharp(name, space));
        new OutputFolder("--out", folder).Write(
            force, (declaration, stream => stream.Write(text)), (weights, stream => proposed.Save(stream, name)));
        Screen.Line($"wrote {Path.Combine(folder, declaration)}");
        Screen.Line(
            string.Create(CultureInfo.InvariantCulture, $"wrote {Path.Combine(folder, weights)}: {proposed.Tensors.Count} tensors"));
        FileNotes.Write(file);
        foreach (string unknown in proposed.Unknown)
            Screen.Line($"not in the file: {unknown}");
        Screen.Line($"load it: var model = {name}.Load({CSharpNames.Quoted(Path.Combine(folder, weights))});");
        if (proposed.IsGuessed)
            Screen.Line("change the class where it needs it, and load the same file: its names and shapes are compared, and no more");
        return ExitCodes.Success;
    }

    private static void Require(OptionResult result, Regex pattern, string form)
    {
        foreach (string value in result.Tokens.Select(token => token.Value))
        {
            if (!pattern.IsMatch(value))
                result.AddError($"{result.Option.Name} '{value}' is no name in C#; give {form}.");
            else if (result.Option.Name == "--class" && TakenNames.IsOfClass(value))
                result.AddError($"--class {value} would have a member of the same name, as every model has; give another name.");
            else if (CSharpNames.HasKeyword(value))
                result.AddError($"{result.Option.Name} '{value}' is no name in C#, which has it as a word of its own; give another name.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dotted();
}
