using System.CommandLine;

namespace LstmGen.Tool.Commands;

/// <summary>Arguments that several commands have.</summary>
internal static class Arguments
{
    public static Argument<string> File(string name, string description) => new(name) { Description = description };

    public static Argument<string> Model() => File("FILE", "PyTorch's .pt or .pth, Keras' .h5 or .keras, safetensors, or JSON of RTNeural. Its form is told by its first bytes.");

    public static Option<string?> Entry() => new("--entry") { Description = "Which weights of a PyTorch checkpoint that has several, keys joined by '/': model_state_dict." };
}
