using LstmGen.Data;

namespace LstmGen.Training;

/// <summary>Whether a data set is what a model reads and is trained on; found out once, before anything is computed.</summary>
internal static class DataCheck
{
    /// <exception cref="ArgumentException">It is not; the message says what to change.</exception>
    public static void Require(ModelDescription model, SequenceSet set, int pieceSteps, bool targets)
    {
        if (set.Count == 0)
            throw new ArgumentException("The set has no sequences. Give at least one.", nameof(set));
        if (model.Features > 0 && set.HasTokens)
            throw new ArgumentException(
                $"{model.Name} reads {model.Features} features per step, the set holds token ids. Build it with SequenceSet.FromFeatures.",
                nameof(set));
        if (model.Vocabulary > 0 && !set.HasTokens)
            throw new ArgumentException(
                $"{model.Name} reads token ids, the set holds features. Build it with SequenceSet.FromTokens.", nameof(set));
        if (model.Features > 0 && set.FeatureCount != model.Features)
            throw new ArgumentException(
                $"{model.Name} reads {model.Features} features per step, the set has {set.FeatureCount}. Declare "
                    + $"[Features({set.FeatureCount})].", nameof(set));
        if (set.StaticCount != model.StaticFeatures)
        {
            throw new ArgumentException(
                $"{model.Name} reads {model.StaticFeatures} values per sequence, the set has {set.StaticCount}. "
                + (set.StaticCount == 0
                    ? "Add them with SequenceSet.WithStatic."
                    : $"Declare [Features({set.FeatureCount}, Static = {set.StaticCount})]."), nameof(set));
        }

        set.RequireCategories(model.Columns.AsSpan());
        if (model.Vocabulary > 0)
            set.RequireTokens(model.Vocabulary);
        if (model.TimeSteps > 0 && set.MaxLength > model.TimeSteps)
            throw new ArgumentException(
                $"{model.Name} is declared with TimeSteps = {model.TimeSteps}, the set has a sequence of {set.MaxLength} steps. Cut "
                    + "it, or declare TimeSteps = 0.", nameof(set));
        if (pieceSteps > 0)
            RequirePieces(model, pieceSteps);
        foreach (HeadInfo head in model.Heads)
            RequireLong(model, head, set);
        if (!targets)
            return;
        foreach (HeadInfo head in model.Heads)
        {
            RequireTargets(head, set.Targets(head.Name));
            TargetCheck.Require(head, set, set.Targets(head.Name));
            RequireWeights(head, set, set.Targets(head.Name));
        }

        if (set.HeadBeside(model) is { } unknown)
            throw new ArgumentException(
                $"The set has targets for head '{unknown}'; {model.Name} has {model.HeadNames}. Name one of these in the With... method, "
                    + $"or leave those targets out: WithoutTargets(\"{unknown}\").", nameof(set));
    }

    /// <summary>Whether the loss of every sequence is finite.</summary>
    /// <exception cref="ArgumentException">It is not; the message says what to change.</exception>
    public static void RequireLearnable(ModelDescription model, SequenceSet set)
    {
        foreach (HeadInfo head in model.Heads)
        {
            if (head is { Targets: TargetKind.Labels, ZeroInfinity: false })
                TargetCheck.RequireRoom(head, set, set.Targets(head.Name));
        }
    }

    private static void RequireLong(ModelDescription model, HeadInfo head, SequenceSet set)
    {
        if (head.StepsOf(set.MinLength) > 0)
            return;
        int index = set.Lengths.IndexOf(set.MinLength);
        throw new ArgumentException(
            $"Sequence {index} has {set.MinLength} steps, of which the convolutions of {model.Name} leave none for head '{head.Name}'. "
                + "Leave it out, or declare them with Padding.Same or Padding.Causal.", nameof(set));
    }

    /// <summary>Whether targets are of the kind on which a head is trained.</summary>
    public static void RequireTargets(HeadInfo head, HeadTargets targets)
    {
        SequenceTargetKind wanted = (head.Targets, head.EveryStep) switch
        {
            (TargetKind.Values, false) => SequenceTargetKind.Values,
            (TargetKind.Values, true) => SequenceTargetKind.StepValues,
            (TargetKind.Classes, false) => SequenceTargetKind.Class,
            (TargetKind.Classes, true) => SequenceTargetKind.StepClasses,
            _ => SequenceTargetKind.Labels,
        };
        if (targets.Kind != wanted)
            throw new ArgumentException($"Head '{head.Name}' is trained on {wanted}, the set has {targets.Kind} for it. Add its targets "
                + $"with SequenceSet.With{Method(wanted)}{Otherwise(wanted, targets.Kind)}.");
        if (head.Targets == TargetKind.Values && targets.Width != head.TargetWidth)
            throw new ArgumentException(WrongWidth(head, targets));
    }

    /// <summary>What is said of targets of another width than the head's.</summary>
    public static string WrongWidth(HeadInfo head, HeadTargets targets) =>
        $"Head '{head.Name}' is declared for {head.TargetWidth} values, its targets have {targets.Width} "
            + $"{(head.EveryStep ? "at each step" : "for each sequence")}. Declare it with {targets.Width}, or give targets of "
            + $"{head.TargetWidth}"
            + (head.Weighting == LossWeighting.Positives
                ? "." : $": those of Windows have {(head.EveryStep ? "a value" : "Horizon values")} for each of TargetColumns.");

    // Where the head could take the targets that there are, or Windows make those of the head.
    private static string Otherwise(SequenceTargetKind wanted, SequenceTargetKind given) => (wanted, given) switch
    {
        (SequenceTargetKind.Values, SequenceTargetKind.StepValues) =>
            " (by Windows: WindowTarget.Ahead), or declare the head with Pooling.EveryStep",
        (SequenceTargetKind.StepValues, SequenceTargetKind.Values) =>
            " (by Windows: WindowTarget.NextStep), or declare the head with another Pooling than EveryStep",
        (SequenceTargetKind.Class, SequenceTargetKind.StepClasses) => ", or declare the head with Pooling.EveryStep",
        (SequenceTargetKind.StepClasses, SequenceTargetKind.Class) => ", or take [Classification] with another Pooling than EveryStep",
        _ => "",
    };

    /// <summary>Whether weights of steps are such as the loss of a head can take.</summary>
    /// <exception cref="ArgumentException">They are not; the message says what to change.</exception>
    public static void RequireWeights(HeadInfo head, SequenceSet set, HeadTargets targets)
    {
        foreach (SequenceWeights weights in set.Weights)
        {
            if (!weights.PerStep || !weights.Weighs(head.Name))
                continue;
            if (head.CountsRows)
                throw new ArgumentException(
                    $"There are {weights.Describe()}, but the loss of head '{head.Name}' is that of whole paths of tags (CRF), which "
                        + "has no part for each step. "
                    + $"Leave single steps open by the target {head.IgnoreIndex}, or weigh whole sequences by "
                    + "SequenceSet.WithWeights"
                    + (weights.Head is null ? "; say by the argument head which other heads the weights are for." : "."),
                    nameof(set));
            WeightCheck.RequireSteps(set, targets, weights, nameof(set));
        }
    }

    private static string Method(SequenceTargetKind kind) => kind == SequenceTargetKind.Class ? "Classes" : kind.ToString();

    /// <summary>Whether a model can be computed in pieces of so many steps.</summary>
    /// <exception cref="ArgumentException">It cannot; the message says why.</exception>
    public static void RequirePieces(ModelDescription model, int pieceSteps)
    {
        string option = nameof(FitOptions.TruncatedSteps);
        foreach (HeadInfo head in model.Heads)
        {
            if (!head.EveryStep || head.Targets == TargetKind.Labels)
                throw new ArgumentException(
                    $"TruncatedSteps is {pieceSteps}, but head '{head.Name}' has one target for the whole "
                        + "sequence. Leave TruncatedSteps out.", option);
        }

        RequireSegments(model, pieceSteps, option);
    }

    /// <summary>
    /// Whether a model can be computed segment by segment with the states handed on, to the same outputs and losses as whole sequences.
    /// </summary>
    /// <exception cref="ArgumentException">It cannot; the message says why.</exception>
    public static void RequireSegments(ModelDescription model, int steps, string option)
    {
        foreach (HeadInfo head in model.Heads)
        {
            if (head.Targets == TargetKind.Labels || head.CountsRows)
                throw OptionsCheck.Wrong(
                    option,
                    $"is {steps}, but the loss of head '{head.Name}' ({(head.CountsRows ? "CRF" : "CTC")}) is one of the whole "
                        + $"sequence. Leave {option} out.");
        }

        if (!model.Caches.IsEmpty)
            throw OptionsCheck.Wrong(
                option,
                $"is {steps}, but [SelfAttention] of {model.Name} attends to all earlier steps, and a piece has only "
                    + $"its own. Leave {option} out.");
        if (!model.Causal)
            throw OptionsCheck.Wrong(
                option, $"is {steps}, but outputs of {model.Name} depend on later steps: {LaterSteps(model)}. Leave {option} out.");
        if (model.TimeSteps > 0 && steps != model.TimeSteps)
            throw OptionsCheck.Wrong(option, $"is {steps}, but {model.Name} is declared with TimeSteps = {model.TimeSteps}.");
    }

    private static string LaterSteps(ModelDescription model) =>
        model.Parameters.Any(parameter => parameter.Name.Contains("_reverse", StringComparison.Ordinal))
            ? "a layer is bidirectional, and its reverse direction begins at the last step"
            : model.CausalBody
                ? "a head pools over all steps"
                : "a convolution or [SelfAttention] reads them, or skips some (Padding.Causal, Causal = true and a stride of 1 do not)";
}
