using System.Reflection;

namespace LstmGen.Testing;

/// <summary>What a user calls on an emitted class that is not in its interface: Predict, streams, Save and Load; one head.</summary>
public sealed class TypedModel
{
    private readonly PredictValues? _predictValues;
    private readonly PredictTokens? _predictTokens;
    private readonly PredictOneValues? _oneValues;
    private readonly PredictOneTokens? _oneTokens;

    /// <summary>Binds the methods of <paramref name="model"/>'s class.</summary>
    public TypedModel(IRecurrentModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Description.Heads.Length != 1)
            throw new ArgumentException(
                $"{model.Description.Name} has {model.Description.Heads.Length} heads; one is bound here.", nameof(model));
        Model = model;
        if (model.Description.Features > 0)
        {
            _predictValues = Bind<PredictValues>(model, "Predict");
            _oneValues = Bind<PredictOneValues>(model, "Predict");
        }
        else
        {
            _predictTokens = Bind<PredictTokens>(model, "Predict");
            _oneTokens = Bind<PredictOneTokens>(model, "Predict");
        }
    }

    private delegate void PredictValues(ReadOnlySpan<float> values, int batch, ReadOnlySpan<int> lengths, Span<float> outputs);

    private delegate void PredictTokens(ReadOnlySpan<int> tokens, int batch, ReadOnlySpan<int> lengths, Span<float> outputs);

    private delegate ReadOnlySpan<float> PredictOneValues(ReadOnlySpan<float> values);

    private delegate ReadOnlySpan<float> PredictOneTokens(ReadOnlySpan<int> tokens);

    /// <summary>The emitted model.</summary>
    public IRecurrentModel Model { get; }

    /// <summary>Whether the model can be computed step by step.</summary>
    public bool Streams => Model.Description.Causal;

    /// <summary>Predicts a batch.</summary>
    public void Predict(ModelBatch input, Span<float> outputs)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_predictValues is not null)
            _predictValues(input.Values, input.Batch, input.Lengths, outputs);
        else
            _predictTokens!(input.Tokens, input.Batch, input.Lengths, outputs);
    }

    /// <summary>Predicts one sequence.</summary>
    public ReadOnlySpan<float> PredictOne(ModelBatch input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _oneValues is not null ? _oneValues(input.Values) : _oneTokens!(input.Tokens);
    }

    /// <summary>A stream of <paramref name="batch"/> sequences side by side.</summary>
    public TypedStream CreateStream(int batch) =>
        new(
            Model.GetType().GetMethod("CreateStream")!.Invoke(Model, BindingFlags.DoNotWrapExceptions, null, [batch], null)!,
            Model.Description.Features > 0);

    /// <summary>Calls the emitted <c>Save</c>.</summary>
    public void Save(string path) =>
        Model.GetType().GetMethod("Save", [typeof(string), typeof(ModelSaveOptions)])!.Invoke(Model, [path, null]);

    /// <summary>Calls the emitted static <c>Load</c>.</summary>
    public TypedModel Load(string path) =>
        new((IRecurrentModel)Model.GetType().GetMethod("Load", [typeof(string), typeof(ModelLoadOptions)])!.Invoke(null, [path, null])!);

    internal static T Bind<T>(object target, string name)
        where T : Delegate
    {
        MethodInfo invoke = typeof(T).GetMethod("Invoke")!;
        MethodInfo method = target.GetType().GetMethod(name, [.. invoke.GetParameters().Select(p => p.ParameterType)])
            ?? throw new MissingMethodException(target.GetType().FullName, name);
        return method.CreateDelegate<T>(target);
    }
}
