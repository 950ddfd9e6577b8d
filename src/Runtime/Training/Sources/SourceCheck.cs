namespace LstmGen.Training;

/// <summary>Whether a source is what a model reads and is trained on.</summary>
internal static class SourceCheck
{
    /// <summary>What can be known before anything is read.</summary>
    /// <exception cref="ArgumentException">It is not; the message says what to change.</exception>
    public static void RequireShape(IRecurrentModel model, ISequenceSource source, int pieceSteps)
    {
        if (pieceSteps > 0)
            DataCheck.RequirePieces(model.Description, pieceSteps);
        RequireInput(model.Description, source.Shape, source);
        RequireTargets(model.Description, source);
        if (model is not EncoderDecoder pair)
            return;
        if (source.Shape.Source is not { } read)
            throw Wrong(
                $"{model.Description.Name} reads a source for each sequence, which {source.Name} does not have. Give it "
                    + "one by SequenceShape.Source.", source);
        RequireInput(pair.Encoder.Description, read, source);
    }

    /// <summary>Throws an <see cref="ArgumentException"/> where sequences are not what a model reads and is trained on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The sequences.</param>
    /// <param name="pieceSteps">Steps of the pieces in which they are computed; 0 for whole ones.</param>
    /// <param name="learns">Whether every loss must be finite.</param>
    public static void RequireSequences(IRecurrentModel model, SequenceSet set, int pieceSteps, bool learns)
    {
        DataCheck.Require(model.Description, set, pieceSteps, targets: true);
        if (learns)
            DataCheck.RequireLearnable(model.Description, set);
        if (model is EncoderDecoder pair)
            pair.RequireSource(set);
    }

    private static void RequireInput(ModelDescription model, SequenceShape shape, ISequenceSource source)
    {
        if (model.Features > 0 && shape.Features == 0)
            throw Wrong(
                $"{model.Name} reads {model.Features} features per step, {source.Name} holds token ids. Give a source of real values.",
                source);
        if (model.Vocabulary > 0 && shape.Features > 0)
            throw Wrong($"{model.Name} reads token ids, {source.Name} holds features. Give a source of token ids.", source);
        if (model.Features > 0 && shape.Features != model.Features)
            throw Wrong(
                $"{model.Name} reads {model.Features} features per step, {source.Name} has {shape.Features}. Declare "
                    + $"[Features({shape.Features})].", source);
        if (model.StaticFeatures > 0)
            throw Wrong(
                $"{model.Name} reads {model.StaticFeatures} values per sequence, which a source does not give. Declare them as columns "
                    + "of each step, or train on a SequenceSet with WithStatic.", source);
    }

    private static void RequireTargets(ModelDescription model, ISequenceSource source)
    {
        SequenceShape shape = source.Shape;
        SequenceSet none = new SequenceBlock(shape).Set();
        foreach (HeadInfo head in model.Heads)
        {
            if (!none.TryTargets(head.Name, out HeadTargets targets))
            {
                string known = shape.Targets.Count == 0 ? "none" : string.Join(", ", shape.Targets.Select(target => $"'{target.Head}'"));
                throw Wrong($"{source.Name} has no targets for head '{head.Name}'; it has {known}. Give it some.", source);
            }

            DataCheck.RequireTargets(head, targets);
            DataCheck.RequireWeights(head, none, targets);
        }

        if (none.HeadBeside(model) is { } unknown)
            throw Wrong(
                $"{source.Name} has targets for head '{unknown}'; {model.Name} has {model.HeadNames}. Name one of these, or leave those "
                    + "targets out.", source);
    }

    /// <summary>What only the sequences themselves tell.</summary>
    /// <param name="require">Throws an <see cref="ArgumentException"/> where a sequence does not fit.</param>
    /// <param name="source">Where they come from.</param>
    /// <param name="block">The sequences.</param>
    /// <exception cref="LstmGen.Data.DataFormatException">One does not fit; the message names its file and row.</exception>
    public static void RequireSequences(Action<SequenceSet> require, ISequenceSource source, SequenceBlock block)
    {
        try
        {
            require(block.Set());
        }
        catch (ArgumentException)
        {
            RequireEach(require, source, block);
            throw;
        }
    }

    // One by one, to find the place of the first that does not fit.
    private static void RequireEach(Action<SequenceSet> require, ISequenceSource source, SequenceBlock block)
    {
        SequenceSet all = block.Set();
        for (int i = 0; i < block.Count; i++)
        {
            try
            {
                require(all.Subset([i]));
            }
            catch (ArgumentException e)
            {
                throw block.Wrong(source.Name, i, $"in the sequence there, counted as 0: {e.Message}", e);
            }
        }
    }

    private static ArgumentException Wrong(string problem, ISequenceSource source) => new(problem, nameof(source));
}
