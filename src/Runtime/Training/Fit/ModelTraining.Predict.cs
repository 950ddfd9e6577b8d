using System.Collections.Immutable;
using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen;

public static partial class ModelTraining
{
    /// <summary>Predicts every sequence of a data set; targets are not needed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The sequences.</param>
    /// <param name="head">Name of the head; null for the model's only one.</param>
    /// <param name="batchSize">Sequences computed together.</param>
    /// <returns>
    /// For each sequence what <c>Predict</c> gives: [outputs], or [T, outputs] at every step, in the set's order.
    /// </returns>
    /// <exception cref="ArgumentException">The data do not fit the model, or the head is unknown.</exception>
    public static float[][] Predict(this IRecurrentModel model, SequenceSet set, string? head = null, int batchSize = 64)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ImmutableArray<HeadInfo> heads = model.Description.Heads;
        int index = head is null && heads.Length == 1 ? 0 : model.Description.IndexOfHead(head);
        if (index < 0)
        {
            string names = model.Description.HeadNames;
            throw new ArgumentException(
                head is null
                    ? $"{model.Description.Name} has the heads {names}; say which one: head: \"{heads[0].Name}\"."
                    : $"head is '{head}'; {model.Description.Name} has {names}. Give one of these.", nameof(head));
        }

        DataCheck.Require(model.Description, set, 0, targets: false);

        using ModelTurn turn = ModelTurn.Take(model);
        ModelWorkspace workspace = model.CreateWorkspace(training: false);
        using var _ = new WorkspaceRelease(workspace); // one on a device holds its memory
        return new PredictionLanes(model, workspace, set, index).Run(batchSize);
    }
}
