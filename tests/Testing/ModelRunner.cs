using LstmGen.Reference.Running;
using LstmGen.Training;

namespace LstmGen.Testing;

/// <summary>Runs an emitted model on the reference's parameters and batches.</summary>
public sealed class ModelRunner
{
    private readonly ExternalLoss? _external;
    private readonly AlignedBuffer _gradients;

    /// <summary>A runner with a training workspace of its own.</summary>
    /// <param name="model">The emitted model.</param>
    /// <param name="external">A loss of the runner's own for the only head; null for the emitted one.</param>
    public ModelRunner(IRecurrentModel model, ExternalLoss? external = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _external = external;
        _gradients = new AlignedBuffer(model.Parameters.Count);
        Workspace = model.CreateWorkspace(training: true);
        Workspace.MinSharedWork = 0; // however small the models of tests are
        // Expected values are computed without masks.
        Workspace.Dropout = false;
        Workspace.WantInputGradient = true;
    }

    /// <summary>The emitted model.</summary>
    public IRecurrentModel Model { get; }

    /// <summary>The workspace of all runs.</summary>
    public ModelWorkspace Workspace { get; }

    /// <summary>The gradient block of the last run.</summary>
    public Span<float> GradientBlock => _gradients.Span[..Model.Parameters.Count];

    /// <summary>Sets every parameter by name.</summary>
    public void Load(IReadOnlyDictionary<string, double[]> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (ParameterInfo info in Model.Description.Parameters)
            Model.Parameters.Set(info.Name, Numbers.ToSingle(parameters[info.Name]));
    }

    /// <summary>Forward, loss and backward.</summary>
    public ModelResult Run(ReferenceData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        double loss = Compute(data);
        Workspace.InitialStateGradient = new ModelState(Model.Description.States, data.Batch);
        Model.Backward(Workspace, _gradients);
        return Collect(data, loss);
    }

    /// <summary>Forward and loss of one batch, then the gradients into <see cref="GradientBlock"/>; returns the loss.</summary>
    public double Step(ReferenceData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        double loss = Compute(data);
        Workspace.InitialStateGradient = null;
        Model.Backward(Workspace, _gradients);
        _external?.AddBiasGradient(Model, GradientBlock);
        return loss;
    }

    private double Compute(ReferenceData data)
    {
        _gradients.Span.Clear();
        BatchInput.Begin(Workspace, data);
        Workspace.FinalStateGradient = BatchInput.FinalGradients(Workspace, data);
        Model.Forward(Workspace);
        double loss = 0;
        if (_external is not null)
        {
            loss = _external.Apply(Model, Workspace.Heads[0], data);
        }
        else if (data.Targets.Values.Any(target => target.OutputGradient is null))
        {
            BatchInput.SetTargets(Workspace, data);
            loss = Model.Loss(Workspace);
        }
        else
        {
            foreach (HeadWorkspace head in Workspace.Heads)
                loss += GivenGradient(head, data.Targets[head.Info.Name].OutputGradient!);
        }

        return loss + StateProducts();
    }

    private static double GivenGradient(HeadWorkspace head, double[] gradient)
    {
        head.SetOutputGradients(Numbers.ToSingle(gradient));
        return Outputs(head).Zip(gradient, (y, w) => y * w).Sum();
    }

    private double StateProducts()
    {
        if (Workspace.FinalStateGradient is not { } weights)
            return 0;
        var state = new ModelState(Model.Description.States, Workspace.Batch);
        Workspace.CopyFinalState(state);
        double sum = 0;
        for (int i = 0; i < state.Values.Length; i++)
            sum += (double)state.Values[i] * weights.Values[i];
        return sum;
    }

    private ModelResult Collect(ReferenceData data, double loss)
    {
        _external?.AddBiasGradient(Model, GradientBlock);
        var state = new ModelState(Model.Description.States, data.Batch);
        Workspace.CopyFinalState(state);
        float[]? input = null;
        if (Model.Description.Features > 0)
            Workspace.CopyInputGradient(input = new float[data.Batch * data.Time * Model.Description.Features]);
        float[]? source = null;
        var alignments = new List<double[]>();
        if (Model.Description.SourceWidth is > 0 and var width)
        {
            Workspace.CopySourceGradient(source = new float[data.Batch * data.SourceTime * width]);
            for (int layer = 0; layer < Workspace.SourceAttentionCount; layer++)
            {
                var weights = new float[data.Batch * data.Time * data.SourceTime];
                Workspace.CopyAlignment(weights, layer);
                alignments.Add(Numbers.ToDouble(weights));
            }
        }

        var outputs = new Dictionary<string, double[]>();
        var attention = new Dictionary<string, double[]>();
        foreach (HeadWorkspace head in Workspace.Heads)
        {
            outputs[head.Info.Name] = Outputs(head);
            if (AttentionWeights.Find(head) is { } weights)
                attention[head.Info.Name] = weights;
        }

        return new()
        {
            Loss = loss,
            Outputs = outputs,
            Attention = attention,
            FinalStates = ByName(state),
            Gradients = Model.Description.Parameters.Where(p => !p.Frozen)
                .ToDictionary(p => p.Name, p => Numbers.ToDouble(GradientBlock.Slice(p.Offset, p.Length))),
            SourceGradient = source is null ? null : Numbers.ToDouble(source),
            Alignments = alignments,
            InputGradient = input is null ? null : Numbers.ToDouble(input),
            InitialStateGradients = ByName(Workspace.InitialStateGradient!),
        };
    }

    private Dictionary<string, double[]> ByName(ModelState state) =>
        CarriedStates.Joined(
            Model.Description.States.ToDictionary(info => info.Name, info => Numbers.ToDouble(state[info.Name])), Model.Description);

    private static double[] Outputs(HeadWorkspace head)
    {
        var values = new float[head.Rows * head.Info.Outputs];
        head.CopyOutputs(values);
        return Numbers.ToDouble(values);
    }
}
