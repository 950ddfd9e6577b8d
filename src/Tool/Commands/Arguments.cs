using System.CommandLine;

namespace LstmGen.Tool.Commands;

/// <summary>Arguments that several commands have.</summary>
internal static class Arguments
{
    public static Argument<string> File(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0 || token.Value.Contains('\0', StringComparison.Ordinal)))
                result.AddError($"{name} is empty; give the name of a file.");
        });
        return argument;
    }

    public static Argument<string> Model() =>
        File(
            "FILE",
            "PyTorch's .pt or .pth, Keras' .h5 or .keras, ONNX, safetensors, or JSON of RTNeural. Its form is told by its first bytes.");

    public static Option<string?> Entry() =>
        new("--entry") { Description = "Which weights of a PyTorch checkpoint that has several, keys joined by '/': model_state_dict." };
}
