using System.Globalization;

namespace LstmGen.Training;

/// <summary>Whether the targets of a set are such as a head is trained on; places in messages are the set's.</summary>
internal static class TargetCheck
{
    /// <exception cref="ArgumentException">One is not; the message names the sequence, the place in it and the value.</exception>
    public static void Require(HeadInfo head, SequenceSet set, HeadTargets targets)
    {
        if (head.Targets == TargetKind.Classes)
        {
            targets.RequireClasses(head.Outputs, head.IgnoreIndex);
            RequireSteps(head, set, targets);
        }
        else if (head.Targets == TargetKind.Labels)
        {
            RequireLabels(head, targets);
        }
        else if (head.Weighting == LossWeighting.Positives)
        {
            RequireProbabilities(head, targets);
        }
    }

    /// <summary>
    /// Whether every sequence has as many steps as its labels need, with a blank between two that are equal; one of weight 0 need not.
    /// </summary>
    /// <exception cref="ArgumentException">One has not; the message names it, both lengths and what to do.</exception>
    public static void RequireRoom(HeadInfo head, SequenceSet set, HeadTargets targets)
    {
        bool weighs = set.Weighs(head.Name);
        for (int i = 0; i < targets.Count; i++)
        {
            ReadOnlySpan<int> labels = targets.Classes(i);
            int repeats = 0, steps = head.StepsOf(set.Length(i));
            for (int at = 1; at < labels.Length; at++)
                repeats += labels[at] == labels[at - 1] ? 1 : 0;
            if (labels.Length + repeats <= steps || (weighs && set.Weight(i, 0, head.Name) == 0))
                continue;
            string blanks = repeats > 0 ? $" ({repeats} of them repeat the one before, which takes a blank between)" : "";
            string left = steps == set.Length(i) ? "" : $" left by the model's layers of {set.Length(i)}";
            throw new ArgumentException(
                $"Head '{head.Name}', sequence {i}: {labels.Length} labels{blanks} need {labels.Length + repeats} steps, but there are "
                    + $"{steps}{left}, so its loss is infinite. "
                + "Leave the sequence out, or declare the head with ZeroInfinity = true, which counts nothing for it.", nameof(set));
        }
    }

    private static void RequireSteps(HeadInfo head, SequenceSet set, HeadTargets targets)
    {
        for (int i = 0; i < targets.Count && head.EveryStep; i++)
        {
            int steps = head.StepsOf(set.Length(i)), given = targets.Classes(i).Length;
            if (given < steps)
                throw new ArgumentException(
                    $"Head '{head.Name}' has outputs at {steps} steps of sequence {i}, which has targets at {given}. Give one for each.",
                    nameof(set));
        }
    }

    private static void RequireLabels(HeadInfo head, HeadTargets targets)
    {
        for (int i = 0; i < targets.Count; i++)
        {
            ReadOnlySpan<int> labels = targets.Classes(i);
            for (int at = 0; at < labels.Length; at++)
            {
                if ((uint)labels[at] >= (uint)head.Outputs || labels[at] == head.Blank)
                    throw new ArgumentException(
                        $"Head '{head.Name}', sequence {i}, label {at} is {labels[at]}; labels lie between 0 and {head.Outputs - 1} and "
                            + $"are not the blank {head.Blank}.", nameof(targets));
            }
        }
    }

    private static void RequireProbabilities(HeadInfo head, HeadTargets targets)
    {
        for (int i = 0; i < targets.Count; i++)
        {
            ReadOnlySpan<float> values = targets.Values(i);
            for (int at = 0; at < values.Length; at++)
            {
                if (!(values[at] is >= 0 and <= 1))
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                        $"Head '{head.Name}', sequence {i}, label {at % head.Outputs} is {values[at]}; a label's target is 0, 1 or "
                            + $"a probability between them."), nameof(targets));
            }
        }
    }
}
