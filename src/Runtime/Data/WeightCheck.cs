namespace LstmGen.Data;

/// <summary>Whether weights of sequences and steps fit the targets that they weigh.</summary>
internal static class WeightCheck
{
    /// <summary>Whether a number can be a weight.</summary>
    public static bool IsWeight(float value) => value >= 0 && float.IsFinite(value);

    /// <summary>Checks that weights of steps are as many as a head's targets, sequence by sequence.</summary>
    /// <exception cref="ArgumentException">They are not, or the head has one target for the whole sequence.</exception>
    public static void RequireSteps(SequenceSet set, HeadTargets targets, SequenceWeights weights, string argument)
    {
        if (targets.Kind is not (SequenceTargetKind.StepValues or SequenceTargetKind.StepClasses))
            throw new ArgumentException(
                $"There are {weights.Describe()}, but the targets of head '{targets.Name}' are {targets.Kind}, which have no steps. "
                + (weights.Head is null
                    ? "Say by the argument head which heads the weights are for, or weigh whole sequences by WithWeights."
                    : "Weigh whole sequences by WithWeights."), argument);
        for (var i = 0; i < set.Count; i++)
        {
            int given = weights.Of(i, set.Length(i)).Length, wanted = CountOf(targets, i);
            if (given != wanted)
                throw new ArgumentException(
                    $"Head '{targets.Name}', sequence {i}: {given} weights of steps for {wanted} targets. Give one for each target; "
                    + "behind a convolution with a stride by WithStepWeights(weights, head, stepsPerTarget).", argument);
        }
    }

    private static int CountOf(HeadTargets targets, int index) =>
        targets.Kind == SequenceTargetKind.StepValues ? targets.Values(index).Length / targets.Width : targets.Classes(index).Length;
}
