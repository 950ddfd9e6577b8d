using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LstmGen.Training;

// The states that passes start from, end in and give gradients of: all are checked before a pass changes anything.
public abstract partial class ModelWorkspace
{
    /// <summary>State that the next forward pass starts from, of as many rows as the batch; null for zero.</summary>
    /// <exception cref="ArgumentException">It belongs to a model of other cells, layers, directions or units.</exception>
    public ModelState? InitialState
    {
        get;
        set => field = Fitting(value);
    }

    /// <summary>
    /// Gradient of the loss with respect to the final state, for a loss of one's own, of as many rows as the batch; null for zero.
    /// </summary>
    /// <exception cref="ArgumentException">It belongs to a model of other cells, layers, directions or units.</exception>
    public ModelState? FinalStateGradient
    {
        get;
        set => field = Fitting(value);
    }

    /// <summary>
    /// Where the backward pass writes the gradient with respect to the initial state, of as many rows as the batch; null for nowhere.
    /// </summary>
    /// <exception cref="ArgumentException">It belongs to a model of other cells, layers, directions or units.</exception>
    public ModelState? InitialStateGradient
    {
        get;
        set => field = Fitting(value);
    }

    /// <summary>Copies the state in which the last forward pass ended.</summary>
    /// <exception cref="InvalidOperationException">No pass has run on the batch.</exception>
    /// <exception cref="ArgumentException">
    /// The destination has another number of rows than the batch, or belongs to a model of other cells, layers, directions or units.
    /// </exception>
    public void CopyFinalState(ModelState destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        RequireBatch();
        if (!Continues && !_hasOutputs)
            throw new InvalidOperationException(
                "The batch has no final state: call Forward after its input is set, before CopyFinalState.");
        RequireRows(Fitting(destination, nameof(destination)), nameof(destination));
        SaveFinalState(destination);
    }

    /// <summary>Copies the last states to a state that fits.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void SaveFinalState(ModelState destination);

    private void RequireRows(ModelState? state, string name)
    {
        if (state is not null && state.Batch != Batch)
            throw new ArgumentException(
                $"{name} has {state.Batch} rows; the batch has {Batch}. Give one row for each of the batch, in the caller's order.");
    }

    private ModelState? Fitting(ModelState? state, [CallerMemberName] string name = "")
    {
        if (state is not null && !state.Fits(Description.States))
            throw new ArgumentException(
                $"{name} is a state of {StateInfo.Show(state.Layout)}; {Description.Name} has {StateInfo.Show(Description.States)}. "
                    + "Make it by new ModelState(model.Description.States, batch).", name);
        return state;
    }
}
