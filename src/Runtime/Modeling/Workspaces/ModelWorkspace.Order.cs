namespace LstmGen.Training;

// The order of a batch's passes: input, forward, loss, backward. A pass whose data is that of an earlier batch would not say so.
public abstract partial class ModelWorkspace
{
    private bool _hasInput, _hasOutputs, _hasActivations, _hasInputGradient;

    /// <summary>Throws unless a forward pass can run: the batch has its input, and as many rows as the initial state.</summary>
    /// <exception cref="InvalidOperationException">There is no batch, or no input since it began.</exception>
    /// <exception cref="ArgumentException">The initial state has another number of rows.</exception>
    internal void RequireInput()
    {
        RequireBatch();
        if (!_hasInput)
            throw new InvalidOperationException(
                $"The batch of {Batch} rows has no input: call {(Description.Vocabulary > 0 ? "SetTokens" : "SetFeatures")} after Begin, "
                    + "or Load, before Forward.");
        RequireRows(InitialState, nameof(InitialState));
    }

    /// <summary>Throws unless the forward pass has run on the batch's input.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    internal void RequireOutputs()
    {
        if (!_hasOutputs)
            throw new InvalidOperationException("The batch has no outputs: call Forward after its input is set, before Loss.");
    }

    /// <summary>
    /// Throws unless a backward pass can run: the forward pass has run since the last one, which overwrites what it left, and gradients of
    /// states have as many rows as the batch.
    /// </summary>
    /// <exception cref="InvalidOperationException">The forward pass has not run.</exception>
    /// <exception cref="ArgumentException">A gradient of states has another number of rows.</exception>
    internal void RequireActivations()
    {
        if (!_hasActivations)
            throw new InvalidOperationException(
                "The batch has no activations: call Forward after its input is set, before each Backward, which overwrites them.");
        RequireRows(FinalStateGradient, nameof(FinalStateGradient));
        RequireRows(InitialStateGradient, nameof(InitialStateGradient));
    }

    /// <summary>The forward pass has run.</summary>
    internal void ForwardDone() => _hasOutputs = _hasActivations = true;

    /// <summary>A backward pass has run. One that is refused before leaves all as it was.</summary>
    internal virtual void BackwardDone() => (_hasActivations, _hasInputGradient) = (false, WantInputGradient);

    private void RequireInputGradient()
    {
        if (!_hasInputGradient)
            throw new InvalidOperationException(
                "The batch has no gradient of its input: set WantInputGradient before Begin or Load, and call Backward.");
    }

    private void SetInput(bool present) => (_hasInput, _hasOutputs, _hasActivations) = (present, false, false);
}
