using System.Text.RegularExpressions;

namespace LstmGen.Interchange.Structure;

/// <summary>
/// Names that emitted code has already (LSTMG009, LSTMG017), which a file's modules may have too. An embedding's name is a member of the
/// class, a head's one of its workspace. A test compiles a class for each member that there is.
/// </summary>
internal static partial class TakenNames
{
    private static readonly HashSet<string> Class = Of("""
        Backward CreateStream CreateWorkspace Decode Describe Description DescriptionHolder Forward HeadToPrediction Initialize Load Loss
        PackedWeights Parameters Passes Predict PredictWithAttention Pretrained Save Stream To Views Weights Workspace
        """);

    private static readonly HashSet<string> Workspace = Of("""
        Advance Batch Begin Heads Input InputGradient Packed Parameters RequireBatch RowBuffer Rows Run RunBackward RunForward RunLosses
        RunWave SetFeatures SetLayers SetTokens StepBuffer StepParts StepRow Time Training WantInputGradient Workspace
        """);

    /// <summary>Whether a class cannot be called so.</summary>
    public static bool IsOfClass(string name) => Class.TryGetValue(name, out string? taken) && taken == name;

    /// <summary>Whether a layer with this usual name cannot be called <paramref name="name"/>. Case and underscores do not count.</summary>
    public static bool IsTaken(string name, string usual)
    {
        string plain = name.Replace("_", "", StringComparison.Ordinal);
        return usual switch
        {
            "embedding" => Class.Contains(plain),
            "head" => Workspace.Contains(plain) || Buffer().IsMatch(plain),
            _ => false,
        };
    }

    private static HashSet<string> Of(string names) =>
        new(names.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    // Buffers are called by their layer's kind and number: Lstm0Output.
    [GeneratedRegex("^(Lstm|Gru|Rnn|Dense|Embedding|Conv1d|LayerNorm|Activation)[0-9]", RegexOptions.IgnoreCase
        | RegexOptions.CultureInvariant)]
    private static partial Regex Buffer();
}
