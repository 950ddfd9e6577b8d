using LstmGen.Reference.Models;

namespace LstmGen.Reference.Golden;

/// <summary>Between the parameter names of golden cases and those of a declaration.</summary>
public static class GoldenNames
{
    private static readonly (string Golden, string Model)[] Fixed =
        [("emb.", "embedding."), ("attn.", "head.attention."), ("head.", "head.")];

    /// <summary>The declaration's name of a case's parameter, for example <c>lstm.weight_ih_l0</c> of <c>rnn.weight_ih_l0</c>.</summary>
    public static string ToModel(ReferenceModel model, string golden)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(golden);
        if (golden.StartsWith("rnn.", StringComparison.Ordinal))
            return $"{model.Prefixes[0]}.{golden[4..]}";
        var pair = Fixed.First(pair => golden.StartsWith(pair.Golden, StringComparison.Ordinal));
        return pair.Model + golden[pair.Golden.Length..];
    }

    /// <summary>The inverse of <see cref="ToModel"/>.</summary>
    public static string FromModel(ReferenceModel model, string name)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(name);
        string prefix = $"{model.Prefixes[0]}.";
        if (name.StartsWith(prefix, StringComparison.Ordinal))
            return $"rnn.{name[prefix.Length..]}";
        var pair = Fixed.First(pair => name.StartsWith(pair.Model, StringComparison.Ordinal));
        return pair.Golden + name[pair.Model.Length..];
    }
}
