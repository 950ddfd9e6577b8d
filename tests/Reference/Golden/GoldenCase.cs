using System.Text.Json;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Golden;

/// <summary>One golden case in the reference's terms: declaration, parameters, batch, and what must come out.</summary>
/// <remarks>All tensors are batch first, also where the case's own file is not.</remarks>
public sealed class GoldenCase
{
    private readonly GoldenConfig _config;
    private readonly Dictionary<string, StoredTensor> _tensors;

    private GoldenCase(string name, GoldenConfig config, Dictionary<string, StoredTensor> tensors)
    {
        Name = name;
        this._config = config;
        this._tensors = tensors;
        Model = GoldenModel.Read(config);
        Parameters = Prefixed("param.");
        Data = ReadData();
    }

    /// <summary>Name of the case.</summary>
    public string Name { get; }

    /// <summary>The declaration.</summary>
    public ReferenceModel Model { get; }

    /// <summary>Parameters by the declaration's names.</summary>
    public Dictionary<string, double[]> Parameters { get; }

    /// <summary>The batch with its targets.</summary>
    public ReferenceData Data { get; }

    /// <summary>The expected loss.</summary>
    public double Loss => _tensors["expect.loss"].Values[0];

    /// <summary>Gradients by the declaration's parameter names.</summary>
    public Dictionary<string, double[]> Gradients => Prefixed("grad.");

    /// <summary>Names of the tensors that a run must give: outputs, states, the loss and gradients. Traces are apart.</summary>
    public IEnumerable<string> Expected => _tensors.Keys.Where(name =>
        name.StartsWith("expect.", StringComparison.Ordinal) || name.StartsWith("grad.", StringComparison.Ordinal));

    /// <summary>Optimizers that the case has a ten-step trace of.</summary>
    public IEnumerable<string> Optimizers => _config.Child("optim").Keys;

    /// <summary>The ten losses of a trace.</summary>
    public double[] OptimizerLosses(string optimizer) => _config.Child("optim").Child(optimizer).Numbers("losses");

    /// <summary>The ten gradient norms of a trace, before clipping.</summary>
    public double[] OptimizerNorms(string optimizer) => _config.Child("optim").Child(optimizer).Numbers("grad_norms");

    /// <summary>Parameters after ten steps, by the declaration's names.</summary>
    public Dictionary<string, double[]> After10(string optimizer) => Prefixed($"after10.{optimizer}.");

    /// <summary>How far float arithmetic may be expected to be away from a tensor such as <c>expect.output</c>.</summary>
    public double SingleError(string tensor) => _config.Child("torch_fp32_max_abs_err").Number(tensor);

    /// <summary>The same yardstick for a trace's parameters.</summary>
    public double OptimizerSingleError(string optimizer) =>
        _config.Child("optim").Child(optimizer).Number("torch_fp32_max_abs_err");

    /// <summary>A tensor of the file, batch first, or null.</summary>
    public double[]? Tensor(string name)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
            return null;
        bool timeMajor = !_config.Flag("batch_first", true)
            && name is "input.x" or "input.w_output" or "expect.output" or "grad.input.x";
        return timeMajor ? BatchOrder.Swap(tensor.Values, _config.Integer("T"), _config.Integer("B")) : tensor.Values;
    }

    /// <summary>Reads <c>name.json</c> and <c>name.safetensors</c> in <paramref name="folder"/>.</summary>
    public static GoldenCase Read(string folder, string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, $"{name}.json")));
        return new(name, new(json.RootElement.Clone()), TensorFile.Read(Path.Combine(folder, $"{name}.safetensors")));
    }

    /// <summary>Names of the cases that <c>index.json</c> lists.</summary>
    public static IReadOnlyList<string> Names(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "index.json")));
        return [.. json.RootElement.EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!)];
    }

    private Dictionary<string, double[]> Prefixed(string prefix) => _tensors
        .Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal) && !t.Key.StartsWith("grad.input.", StringComparison.Ordinal))
        .ToDictionary(t => GoldenNames.ToModel(Model, t.Key[prefix.Length..]), t => t.Value.Values);

    private ReferenceData ReadData()
    {
        string layer = Model.Prefixes[0];
        var x = Tensor("input.x")!;
        bool ids = Model.Input is EmbeddingInput;
        Dictionary<string, double[]> ByLayer(string name) => Tensor(name) is { } value ? new() { [layer] = value } : [];
        return new()
        {
            Batch = _config.Integer("B"),
            Time = _config.Integer("T"),
            Values = ids ? null : x,
            Ids = ids ? [.. x.Select(id => (int)id)] : null,
            Lengths = _tensors.GetValueOrDefault("input.lengths")?.Integers,
            InitialHidden = ByLayer("input.h0"),
            InitialCell = ByLayer("input.c0"),
            HiddenGradients = ByLayer("input.w_h_n"),
            CellGradients = ByLayer("input.w_c_n"),
            Targets = new() { [Model.Heads[0].HeadName] = ReadTarget() },
        };
    }

    private ReferenceTarget ReadTarget()
    {
        var target = _tensors.GetValueOrDefault("input.target");
        return new()
        {
            Values = target?.Kind == "F32" ? target.Values : null,
            Classes = target?.Kind == "I64" ? target.Integers : null,
            LabelLengths = _tensors.GetValueOrDefault("input.ctc_target_lengths")?.Integers,
            ClassWeights = Tensor("input.class_weight"),
            PositiveWeights = Tensor("input.pos_weight"),
            OutputGradient = Tensor("input.w_output"),
            SumReduction = _config.Child("loss_args").Text("reduction") == "sum",
        };
    }
}
