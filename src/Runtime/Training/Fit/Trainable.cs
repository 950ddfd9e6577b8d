using System.Globalization;

namespace LstmGen.Training;

/// <summary>Which stretches of the parameter block training changes, and how.</summary>
internal static class Trainable
{
    /// <summary>All but what the declaration or the options freeze; neighbours that are trained alike are joined.</summary>
    /// <exception cref="ArgumentException">A name is unknown, a rule is out of range, or nothing is left to train.</exception>
    public static TrainableRange[] Ranges(ModelDescription description, FitOptions options, Optimizer optimizer)
    {
        foreach (string name in options.Frozen)
            description.Parameter(name);
        foreach (ParameterRule rule in options.ParameterRules)
            Require(rule, description, optimizer);
        var ranges = new List<TrainableRange>();
        foreach (ParameterInfo parameter in description.Parameters)
        {
            int end = parameter.Offset + parameter.Length;
            if (parameter.Frozen || options.Frozen.Contains(parameter.Name))
                continue;
            ParameterRule? rule = options.ParameterRules.FirstOrDefault(one => one.Matches(parameter.Name));
            var own = new TrainableRange(parameter.Offset, end, options.DecayVectors || parameter.Shape.Length > 1)
            {
                RateFactor = rule?.RateFactor ?? 1,
                Decay = rule?.WeightDecay,
            };
            if (ranges.Count > 0 && ranges[^1].End == own.Begin && ranges[^1] with { Begin = own.Begin, End = own.End } == own)
                ranges[^1] = ranges[^1] with { End = end };
            else
                ranges.Add(own);
        }

        return ranges.Count > 0 ? [.. ranges] : throw new ArgumentException(
            $"Every parameter of {description.Name} is frozen; nothing is left to train.", nameof(options));
    }

    private static void Require(ParameterRule rule, ModelDescription description, Optimizer optimizer)
    {
        if (string.IsNullOrEmpty(rule.Name))
            throw Wrong("has a rule without a name. Give a parameter's name, or part of it with '*'.");
        if (!(rule.RateFactor >= 0 && double.IsFinite(rule.RateFactor)))
            throw Wrong(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"has RateFactor {rule.RateFactor} for '{rule.Name}'. Give a finite number of at least 0."));
        if (rule.WeightDecay is { } decay && !(decay >= 0 && double.IsFinite(decay)))
            throw Wrong(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"has WeightDecay {decay} for '{rule.Name}'. Give a finite number of at least 0, or null for the optimizer's."));
        if (!description.Parameters.Any(parameter => rule.Matches(parameter.Name)))
            throw Wrong($"has '{rule.Name}', which no parameter of {description.Name} is called. They are "
                + $"{string.Join(", ", description.Parameters.Select(parameter => $"'{parameter.Name}'"))}.");
        if (!optimizer.HasRule)
            throw Wrong(
                $"has a rule for '{rule.Name}', but {optimizer.Name} has one rate for all parameters. Take an optimizer of LstmGen.");
    }

    private static ArgumentException Wrong(string what) => OptionsCheck.Wrong(nameof(FitOptions.ParameterRules), what);
}
