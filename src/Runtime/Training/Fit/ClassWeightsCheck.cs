namespace LstmGen.Training;

/// <summary>Whether the heads of a model take the <see cref="FitOptions.ClassWeights"/> that they are given.</summary>
internal static class ClassWeightsCheck
{
    /// <exception cref="ArgumentException">One does not; the message names the head and how to fix it.</exception>
    public static void Require(IReadOnlyDictionary<string, float[]> all, ModelDescription model)
    {
        foreach ((string name, float[] weights) in all)
        {
            int index = model.IndexOfHead(name);
            if (index < 0)
                throw Wrong(
                    $"names head '{name}'; {model.Name} has {model.HeadNames}. Name one of these.");
            HeadInfo head = model.Heads[index];
            if (weights.Length == 0)
                continue; // 1 throughout
            if (head.Weighting == LossWeighting.None)
                throw Wrong(
                    $"has {weights.Length} weights for head '{name}', whose loss has no classes to weigh. Leave the head out; "
                        + "SequenceSet.WithWeights weighs whole sequences.");
            if (weights.Length != head.Outputs)
                throw Wrong($"has {weights.Length} weights for head '{name}' of {head.Outputs} outputs. Give one for each.");
            for (int i = 0; i < weights.Length; i++)
            {
                if (!(weights[i] >= 0 && float.IsFinite(weights[i])))
                    throw Wrong($"has {weights[i]} for output {i} of head '{name}'. Give a finite number of at least 0.");
            }

            // Of weights of positives the negatives are learnt all the same.
            if (head.Weighting == LossWeighting.Classes && weights.AsSpan().IndexOfAnyExcept(0f) < 0)
                throw Wrong($"has 0 for every class of head '{name}', which then learns nothing. Give one class a weight above 0.");
        }
    }

    private static ArgumentException Wrong(string what) => OptionsCheck.Wrong(nameof(FitOptions.ClassWeights), what);
}
