using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Running;

/// <summary>What layers and heads need of the run that they are part of.</summary>
internal sealed class RunContext
{
    private readonly Dictionary<string, Var> _parameters = [];

    public RunContext(
        ReferenceModel model, IReadOnlyDictionary<string, double[]> values, ReferenceData data, bool single)
    {
        Model = model;
        Data = data;
        Tape = new Tape(single);
        foreach (var shape in model.Parameters)
        {
            if (!values.TryGetValue(shape.Name, out var value))
                throw new ArgumentException($"Parameter {shape.Name} is missing.", nameof(values));
            if (value.Length != shape.Count)
                throw new ArgumentException(
                    $"Parameter {shape.Name} has {value.Length} elements instead of {shape.Count}.", nameof(values));
            _parameters.Add(shape.Name, Tape.Leaf(value));
        }

        if (model.Source is { } source)
        {
            if (data.Source?.Length != data.Batch * data.SourceTime * source.Width)
                throw new ArgumentException(
                    $"Source has {data.Source?.Length} elements instead of [{data.Batch}, {data.SourceTime}, {source.Width}].",
                    nameof(data));
            SourceLeaf = Tape.Leaf(data.Source);
        }

        foreach (var shape in model.States)
        {
            States.Add(shape.Prefix, new StateVars(
                shape, data.Batch,
                StateLeaf(data.InitialHidden, shape, shape.Hidden), StateLeaf(data.InitialCell, shape, shape.Cell)));
        }
    }

    public ReferenceModel Model { get; }

    public ReferenceData Data { get; }

    public Tape Tape { get; }

    public Dictionary<string, StateVars> States { get; } = [];

    /// <summary>The source, [B, S, width]; null for none.</summary>
    public Var? SourceLeaf { get; }

    /// <summary>Weights of attention so far, by prefix.</summary>
    public Dictionary<string, double[]> Alignments { get; } = [];

    /// <summary>The context that joins the input of the next recurrent layer, of its last h, a row and a step; null for none.</summary>
    public Func<Var, int, int, Var>? Asking { get; set; }

    /// <summary>What layers have given, by prefix; of the empty one, the model's input.</summary>
    public Dictionary<string, Sequences> Ends { get; } = [];

    /// <summary>The valid steps of a row's source.</summary>
    public List<Var> Source(int row) =>
        [.. Enumerable.Range(row * Data.SourceTime, Data.SourceLengthOf(row))
            .Select(place => Tape.Row(SourceLeaf!, place, Model.Source!.Width))];

    /// <summary>Notes the weights with which a step attended to its source.</summary>
    public void Align(string prefix, int row, int t, Var weights)
    {
        if (!Alignments.TryGetValue(prefix, out double[]? all))
            Alignments.Add(prefix, all = new double[Data.Batch * Data.Time * Data.SourceTime]);
        weights.Value.CopyTo(all, ((row * Data.Time) + t) * Data.SourceTime);
    }

    public Var Parameter(string name) => _parameters[name];

    /// <summary>W x (+ b) with the parameters <c>prefix.weight</c> and <c>prefix.bias</c>.</summary>
    public Var Linear(string prefix, bool bias, Var x)
    {
        var product = Tape.MatrixVector(Parameter($"{prefix}.weight"), x);
        return bias ? Tape.Add(product, Parameter($"{prefix}.bias")) : product;
    }

    public Var Activate(Activation activation, Var x) => activation switch
    {
        Activation.None => x,
        Activation.Relu => Tape.Relu(x),
        Activation.Tanh => Tape.Tanh(x),
        Activation.Sigmoid => Tape.Sigmoid(x),
        _ => throw new InvalidOperationException($"There is no activation {activation}."),
    };

    /// <summary>Row <paramref name="row"/> of mask <paramref name="name"/>, or null where it is not given.</summary>
    public Var? Mask(string name, int row, int width) =>
        Data.Masks.TryGetValue(name, out var mask) ? Tape.Leaf(mask.AsSpan(row * width, width)) : null;

    public Var Masked(Var x, string name, int row) =>
        Mask(name, row, x.Length) is { } mask ? Tape.Multiply(x, mask) : x;

    public CellState InitialState(StateShape shape, int index, int row) => States[shape.Prefix].Initial(Tape, index, row);

    public void FinalState(string prefix, int index, int row, CellState state) =>
        States[prefix].Final[index, row] = state;

    private Var StateLeaf(Dictionary<string, double[]> given, StateShape shape, int width)
    {
        int count = shape.Rows * Data.Batch * width;
        var value = given.GetValueOrDefault(shape.Prefix) ?? new double[count];
        return value.Length == count
            ? Tape.Leaf(value)
            : throw new ArgumentException($"The initial state of {shape.Prefix} has {value.Length} elements instead of {count}.");
    }
}
