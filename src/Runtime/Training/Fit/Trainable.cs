namespace LstmGen.Training;

/// <summary>Which stretches of the parameter block training changes.</summary>
internal static class Trainable
{
    /// <summary>
    /// All but what the declaration or <paramref name="frozen"/> freezes; neighbours of the same weight decay are joined.
    /// </summary>
    /// <exception cref="ArgumentException">A name is unknown, or nothing is left to train.</exception>
    public static TrainableRange[] Ranges(ModelDescription description, IReadOnlyCollection<string> frozen, bool decayVectors = true)
    {
        foreach (string name in frozen)
            description.Parameter(name);
        var ranges = new List<TrainableRange>();
        foreach (ParameterInfo parameter in description.Parameters)
        {
            int end = parameter.Offset + parameter.Length;
            if (parameter.Frozen || frozen.Contains(parameter.Name))
                continue;
            bool decays = decayVectors || parameter.Shape.Length > 1;
            if (ranges.Count > 0 && ranges[^1].End == parameter.Offset && ranges[^1].WeightDecay == decays)
                ranges[^1] = ranges[^1] with { End = end };
            else
                ranges.Add(new TrainableRange(parameter.Offset, end, decays));
        }

        return ranges.Count > 0 ? [.. ranges] : throw new ArgumentException(
            $"Every parameter of {description.Name} is frozen; nothing is left to train.", nameof(frozen));
    }
}
