using System.CommandLine;
using System.CommandLine.Parsing;
using LstmGen.Interchange;

namespace LstmGen.Tool.Commands;

/// <summary>Arguments that several commands have.</summary>
internal static class Arguments
{
    public static Argument<string> File(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(result => RequireGiven(result, name, "a file"));
        return argument;
    }

    /// <summary>A validator of an option that is <paramref name="what"/> by its name.</summary>
    public static Action<OptionResult> RequireGiven(string what) => result => RequireGiven(result, result.Option.Name, what);

    private static void RequireGiven(SymbolResult result, string name, string what)
    {
        if (result.Tokens.Any(token => token.Value.Length == 0 || token.Value.Contains('\0', StringComparison.Ordinal)))
            result.AddError($"{name} is empty; give the name of {what}.");
    }

    public static Argument<string> Model() =>
        File(
            "FILE",
            "PyTorch's .pt or .pth, Keras' .h5 or .keras, ONNX, safetensors, or JSON of RTNeural. Its form is told by its first bytes.");

    public static Option<string?> Entry(
        string name = "--entry",
        string description = "Which weights of a PyTorch checkpoint that has several, keys joined by '/': model_state_dict.") =>
        new(name) { Description = description };

    /// <summary>Opens the file that is given.</summary>
    public static WeightFile Open(ParseResult parsed, Argument<string> argument, Option<string?> entry)
    {
        string path = parsed.GetValue(argument)!;
        return Directory.Exists(path) && !System.IO.File.Exists(Path.Combine(path, FileKinds.SavedModel))
            ? throw new IOException($"{path} is a folder. Give {argument.Name} the name of a file.")
            : WeightFile.Open(path, new EntryChoice(parsed.GetValue(entry), entry.Name));
    }
}
