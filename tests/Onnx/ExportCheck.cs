using LstmGen.Interchange;
using LstmGen.Reference.Running;
using LstmGen.Testing;
using LstmGen.Training;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Onnx.Tests;

/// <summary>A model and its ONNX file on one batch: every output that the file has, and those that it must have.</summary>
internal static class ExportCheck
{
    private const double Tolerance = 1e-5;

    /// <summary>What differs, or null.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The batch.</param>
    /// <param name="options">Of the export.</param>
    /// <param name="start">Changes a value of a state that the batch starts from; null to leave them.</param>
    public static string? Difference(
        IRecurrentModel model, ReferenceData data, OnnxExportOptions? options = null, Func<float, float>? start = null)
    {
        options ??= new OnnxExportOptions();
        ModelWorkspace workspace = model.CreateWorkspace(training: false);
        BatchInput.Begin(workspace, data);
        foreach (StateInfo state in start is null || workspace.InitialState is null ? [] : model.Description.States)
        {
            Span<float> values = workspace.InitialState![state.Name];
            for (int i = 0; i < values.Length; i++)
                values[i] = start!(values[i]);
        }

        model.Forward(workspace);
        var expected = new Dictionary<string, float[]>();
        foreach ((HeadWorkspace head, int index) in workspace.Heads.ToArray().Select((head, index) => (head, index)))
        {
            var raw = new float[head.Rows * head.Info.Outputs];
            head.CopyOutputs(raw);
            float[] finished = [.. raw];
            model.ToPredictionInPlace(workspace, index, finished);
            expected[head.Info.Name] = finished;
            bool always = head.Info.CountsRows || head.Info.Targets == TargetKind.Labels; // CRF and CTC
            if ((options.Scores || always) && !raw.AsSpan().SequenceEqual(finished))
                expected[head.Info.Name + ".scores"] = raw;
            if (head.Info.Attention)
                head.CopyAttention(expected[head.Info.Name + ".attention"] = new float[data.Batch * head.Time.Steps]);
        }

        var ends = new ModelState(model.Description.States, data.Batch);
        workspace.CopyFinalState(ends);
        foreach (StateInfo state in options.States ? model.Description.States : [])
            expected[state.Name + ".final"] = [.. ends[state.Name]];
        using var run = new OnnxRun(model, options);
        Dictionary<string, float[]> actual = run.Run(Inputs(model, data, workspace.InitialState));
        string[] missing = [.. expected.Keys.Except(actual.Keys)];
        if (missing.Length > 0)
            return $"no output {string.Join(", ", missing)}";
        return actual.Select(output => Difference(output.Key, expected, output.Value)).FirstOrDefault(difference => difference is not null);
    }

    /// <summary>A batch as the inputs of a model's file, from the states in which <see cref="BatchInput"/> starts it.</summary>
    public static IEnumerable<NamedOnnxValue> Inputs(IRecurrentModel model, ReferenceData data)
    {
        ModelWorkspace workspace = model.CreateWorkspace(training: false);
        BatchInput.Begin(workspace, data);
        return Inputs(model, data, workspace.InitialState);
    }

    private static IEnumerable<NamedOnnxValue> Inputs(IRecurrentModel model, ReferenceData data, ModelState? start)
    {
        ModelDescription description = model.Description;
        yield return description.Features > 0
            ? OnnxRun.Input("features", Numbers.ToSingle(data.Values!), data.Batch, data.Time, description.Features)
            : OnnxRun.Input("tokens", Array.ConvertAll(data.Ids!, id => (long)id), data.Batch, data.Time);
        if (data.Static is not null)
            yield return OnnxRun.Input("static", Numbers.ToSingle(data.Static), data.Batch, description.StaticFeatures);
        if (data.Lengths is not null)
            yield return OnnxRun.Input("lengths", Array.ConvertAll(data.Lengths, length => (long)length), data.Batch);
        foreach (StateInfo state in start is null ? [] : description.States)
            yield return OnnxRun.Input(state.Name + ".initial", start![state.Name].ToArray(), state.Count, data.Batch, state.Size);
    }

    private static string? Difference(string name, Dictionary<string, float[]> all, float[] actual)
    {
        if (!all.TryGetValue(name, out float[]? expected))
            return $"{name} is not expected";
        if (expected.Length != actual.Length)
            return $"{name} has {actual.Length} values, not {expected.Length}";
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i]))))
                return $"{name}[{i}] is {actual[i]:R}, not {expected[i]:R}";
        }

        return null;
    }
}
