namespace LstmGen.Testing;

/// <summary>An emitted stream of a model with one head.</summary>
public sealed class TypedStream
{
    private readonly object _stream;
    private readonly StepValues? _values;
    private readonly StepTokens? _tokens;

    internal TypedStream(object stream, bool features)
    {
        _stream = stream;
        if (features)
            _values = TypedModel.Bind<StepValues>(stream, "Step");
        else
            _tokens = TypedModel.Bind<StepTokens>(stream, "Step");
    }

    private delegate void StepValues(ReadOnlySpan<float> values, Span<float> outputs);

    private delegate void ReorderRows(ReadOnlySpan<int> from);

    private delegate void StepTokens(ReadOnlySpan<int> tokens, Span<float> outputs);

    /// <summary>The present state; setting it starts from there.</summary>
    public ModelState State
    {
        get => (ModelState)_stream.GetType().GetProperty("State")!.GetValue(_stream)!;
        set => _stream.GetType().GetProperty("State")!.SetValue(_stream, value);
    }

    /// <summary>Reads step <paramref name="t"/> of every row.</summary>
    public void Step(ModelBatch steps, int t, Span<float> outputs)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (_values is not null)
            _values(steps.StepValues(t), outputs);
        else
            _tokens!(steps.StepTokens(t), outputs);
    }

    /// <summary>Has row r go on where row <paramref name="from"/>[r] stood.</summary>
    public void Reorder(ReadOnlySpan<int> from) => TypedModel.Bind<ReorderRows>(_stream, "Reorder")(from);

    /// <summary>Goes on from where another stream stands.</summary>
    public void CopyFrom(TypedStream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _stream.GetType().GetMethod("CopyFrom")!.Invoke(_stream, [source._stream]);
    }

    /// <summary>Makes room for steps.</summary>
    public void Reserve(int steps) => _stream.GetType().GetMethod("Reserve")!.Invoke(_stream, [steps]);

    /// <summary>Forgets everything.</summary>
    public void Reset() => _stream.GetType().GetMethod("Reset")!.Invoke(_stream, null);
}
