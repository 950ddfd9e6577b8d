using System.Globalization;

namespace LstmGen.Training;

/// <summary>
/// Compares the gradients that a model computes with differences of its loss, such as after writing a cell or a loss of one's own. No
/// derivative stands behind these, so they also hold for what was differentiated wrongly.
/// </summary>
/// <remarks>
/// The model computes in float, so that differences have about three to five right digits. At a corner (<c>Relu</c>, <c>Max</c>,
/// <c>Abs</c>) any slope between those on both sides is a right gradient. The row of an embedding's <c>PaddingIndex</c> receives no
/// gradient: leave that token out of the data.
/// </remarks>
public static class GradientCheck
{
    // Of the largest gradient.
    private const double Negligible = 1e-2;

    // Outside of these right gradients are found wrong.
    private const double LeastStep = 0.001, MostStep = 10;

    /// <summary>
    /// Computes the loss of all sequences of a set as one batch, without dropout, its gradient, and for some values of each parameter the
    /// difference quotient. The model has its weights back afterwards; meanwhile nobody else should use it.
    /// </summary>
    /// <param name="model">The model; small ones are checked in less time and show the same mistakes.</param>
    /// <param name="set">The data, with targets for every head; a few sequences are enough, such as <c>train.Take(..4)</c>.</param>
    /// <param name="values">
    /// How many values of each parameter are checked at most, at least 1: half of them those with the largest gradients, the others spread
    /// over the parameter.
    /// </param>
    /// <param name="step">
    /// The largest change of a value, 0.001 to 10; quotients are those of ever smaller ones, extrapolated to 0. What checks gradients in
    /// double takes less, which is too little for float.
    /// </param>
    /// <returns>How far apart both are, for each parameter that training changes.</returns>
    /// <exception cref="ArgumentException">An argument is out of range, or the data do not fit the model.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model is quantized or is being trained, or its loss is not finite.
    /// </exception>
    public static GradientCheckReport Run(IRecurrentModel model, SequenceSet set, int values = 20, double step = 0.1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        Given.AtLeast(values, 1);
        RequireStep(step);
        ModelDescription description = model.Description;
        DataCheck.Require(description, set, 0, targets: true);
        (model as EncoderDecoder)?.RequireSource(set);
        ParameterStore.RequireFloat(model.Parameters.Precision);

        ModelWorkspace workspace = ModelInspection.Workspace(model);
        using var _ = new WorkspaceRelease(workspace);
        using ParameterStore.TrainingLease lease = model.Parameters.BeginTraining();
        float[] before = model.Parameters.ToArray();
        try
        {
            workspace.Load(set, [.. Enumerable.Range(0, set.Count)]);
            RequireFinite(Loss(model, workspace), description);
            var gradients = new AlignedBuffer(description.ParameterCount);
            model.Backward(workspace, gradients);
            float[] computed = gradients.Span[..description.ParameterCount].ToArray();
            return new([.. description.Parameters.Where(parameter => !parameter.Frozen)
                .Select(parameter => Compare(model, workspace, parameter, computed, values, step))]);
        }
        finally
        {
            model.Parameters.Set(before);
        }
    }

    private static GradientComparison Compare(
        IRecurrentModel model, ModelWorkspace workspace, ParameterInfo parameter, float[] computed, int values, double step)
    {
        float[] gradients = computed[parameter.Offset..(parameter.Offset + parameter.Length)];
        int[] places = Places(gradients, values);
        Quotient[] measured = [.. places.Select(place => Quotient.At(
            model.Parameters.Read(parameter.Name)[place], step, value =>
            {
                model.Parameters.Update(parameter.Name, all => all[place] = value);
                return Loss(model, workspace);
            }))];
        return new(parameter, places, [.. places.Select(place => (double)gradients[place])], measured, Negligible * computed.Max(Math.Abs));
    }

    private static int[] Places(float[] gradients, int values)
    {
        if (gradients.Length <= values)
            return [.. Enumerable.Range(0, gradients.Length)];
        int largest = values / 2;
        IEnumerable<int> spread = Enumerable.Range(0, values - largest).Select(i => (int)((long)i * gradients.Length / (values - largest)));
        return [.. Enumerable.Range(0, gradients.Length).OrderByDescending(place => Math.Abs(gradients[place])).Take(largest)
            .Union(spread).Order()];
    }

    private static void RequireStep(double step)
    {
        if (step is not (>= LeastStep and <= MostStep))
            throw new ArgumentOutOfRangeException(nameof(step), step, string.Create(
                CultureInfo.InvariantCulture, $"step is {step}; give {LeastStep} to {MostStep}, 0.1 is usual. A model computes in float: "
                    + $"differences over smaller steps are rounding errors, and those over larger ones no slopes."));
    }

    private static double Loss(IRecurrentModel model, ModelWorkspace workspace)
    {
        model.Forward(workspace);
        return model.Loss(workspace);
    }

    private static void RequireFinite(double loss, ModelDescription description)
    {
        if (!double.IsFinite(loss))
            throw new InvalidOperationException($"The loss of {description.Name} on these data is {loss}, which has no gradient. Scale the "
                + "data, or draw the weights anew with Initialize.");
    }
}
