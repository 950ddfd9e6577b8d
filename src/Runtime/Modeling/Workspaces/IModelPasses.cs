using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>The passes of an emitted model, parts of which run on the threads of the pool. Rows are independent of each other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IModelPasses
{
    /// <summary>Everything from the input to the heads' outputs for rows [rowBegin, rowEnd).</summary>
    static abstract void Forward<TLanes>(ModelWorkspace work, int rowBegin, int rowEnd)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>The losses of rows [rowBegin, rowEnd) and their gradients with respect to the outputs.</summary>
    static abstract void Loss<TLanes>(ModelWorkspace work, int rowBegin, int rowEnd)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>From the heads back to the input for rows [rowBegin, rowEnd).</summary>
    static abstract void Backward<TLanes>(ModelWorkspace work, int rowBegin, int rowEnd)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>
    /// Part <paramref name="part"/> of <paramref name="parts"/> of the gradients of all parameters, after all rows went back.
    /// </summary>
    static abstract void Gradients(ModelWorkspace work, Span<float> gradients, int part, int parts);

    /// <summary>A stream's step of one row, of models that have such a step.</summary>
    static virtual void Step<TLanes>(ModelWorkspace work)
        where TLanes : struct, ILanes<TLanes> => throw new NotSupportedException("The model has no step of one row.");

    /// <summary>The products of such a step with the packed copy that the workspace has.</summary>
    static virtual PreparedRowProduct[] RowProducts(ModelWorkspace work) => [];

    /// <summary>One part of a phase of the model's own, from <see cref="ModelPhases.First"/> on.</summary>
    static virtual void Run<TLanes>(ModelWorkspace work, int phase, int part)
        where TLanes : struct, ILanes<TLanes> => throw new NotSupportedException($"The model has no phase {phase}.");
}
