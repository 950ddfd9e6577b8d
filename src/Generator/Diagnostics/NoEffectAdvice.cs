using LstmGen.Generator.Parsing;

namespace LstmGen.Generator.Diagnostics;

/// <summary>Advice on arguments that change nothing where they stand.</summary>
internal static class NoEffectAdvice
{
    public static IEnumerable<DiagnosticInfo> On(AttributeReader attribute) => attribute.Name switch
    {
        "Dropout" => Check(attribute, attribute.Argument(0, 0f) == 0, null, "rate", "a rate of 0 drops nothing; give one above 0 or remove the layer"),
        "Conv1d" => Check(
            attribute, attribute.Argument(1, 0) == 1 && attribute.Has("Padding"), "Padding", "Padding", "a kernel of one step reaches no padding; remove it"),
        "Regression" =>
        [
            .. Check(attribute, attribute.Has("Delta") && attribute.Get("Loss", 0) != Huber, "Delta", "Delta", "it belongs to RegressionLoss.Huber; set Loss to it or remove it"),
            .. Check(attribute, attribute.Has("Quantile") && attribute.Get("Loss", 0) != Quantile, "Quantile", "Quantile", "it belongs to RegressionLoss.Quantile; set Loss to it or remove it"),
        ],
        "Lstm" or "Gru" or "Rnn" or "Cell" =>
        [
            .. Check(attribute, attribute.Has("Merge") && !attribute.Get("Bidirectional", false), "Merge", "Merge", "there is one direction; set Bidirectional = true or remove it"),
            .. Check(attribute, attribute.Has("ForgetBias") && !attribute.Get("Bias", true), "ForgetBias", "ForgetBias", "there is no bias; remove Bias = false or it"),
        ],
        _ => [],
    };

    // The members' numbers in RegressionLoss.
    private const int Huber = 2, Quantile = 3;

    private static IEnumerable<DiagnosticInfo> Check(AttributeReader attribute, bool found, string? property, string what, string why)
    {
        if (!found)
            yield break;
        LocationInfo? location = (property is null ? null : attribute.PropertyLocation(property)) ?? attribute.Location;
        yield return DiagnosticInfo.Create(Descriptors.NoEffect, location, $"{attribute.Name}: {what}", why);
    }
}
