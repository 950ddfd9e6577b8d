using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LstmGen.CompilerServices;
using LstmGen.Data;
using LstmGen.Training;

namespace LstmGen;

/// <summary>
/// Sequence to sequence (Sutskever, Vinyals and Le 2014; Cho et al. 2014): an encoder reads a source, and a decoder goes on from the state
/// in which it ended, and may attend to the source's outputs (<c>[Source]</c> and <c>[Attention]</c> of the decoder). Two models that are
/// trained as one: <c>pair.Fit(set, options)</c>, where the set is the decoder's, with the encoder's as its
/// <see cref="SequenceSet.Source"/>. While it is trained the decoder reads what it ought to have written (teacher forcing).
/// </summary>
/// <remarks>
/// Both keep their weights, which are parts of one block here; <c>pair.Save(path)</c> saves them together. The encoder's heads
/// take no part: <c>[SequenceOutput]</c> costs least.
/// </remarks>
public sealed partial class EncoderDecoder : IRecurrentModel
{
    private readonly IRecurrentModel _encoder, _decoder;
    private readonly ConditionalWeakTable<ModelWorkspace, SourceReader> _readers = [];

    /// <summary>
    /// A pair of models, whose weights belong together from now on. Models on a device compute there; states, outputs and gradients go by
    /// way of the processor, which updates the weights.
    /// </summary>
    /// <param name="encoder">Reads the source; its states in the end are the decoder's in the beginning.</param>
    /// <param name="decoder">Has the same cells, layers, directions and units.</param>
    /// <exception cref="ArgumentException">The states differ, or both are one model.</exception>
    /// <exception cref="InvalidOperationException">A model belongs to a pair already, or is being trained.</exception>
    public EncoderDecoder(IRecurrentModel encoder, IRecurrentModel decoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(decoder);
        RequirePair(encoder, decoder);
        (_encoder, _decoder) = (encoder, decoder);
        Parameters = ParameterStore.Join(Describe(encoder.Description, decoder.Description), encoder.Parameters, decoder.Parameters);
    }

    /// <summary>The decoder's input, states and heads; parameters of both, called <c>encoder.</c> and <c>decoder.</c></summary>
    public ModelDescription Description => Parameters.Description;

    /// <summary>The encoder's parameters, and behind them the decoder's.</summary>
    public ParameterStore Parameters { get; }

    /// <summary>Trains both models; see <see cref="ModelTraining.Fit(IRecurrentModel, SequenceSet, FitOptions)"/>.</summary>
    /// <param name="train">What the decoder reads and is to write, with what the encoder reads as its
    /// <see cref="SequenceSet.Source"/>.</param>
    /// <param name="options">How; states are the encoder's, so <see cref="FitOptions.CarryState"/> and
    /// <see cref="FitOptions.TruncatedSteps"/> are not to be set.</param>
    /// <exception cref="ArgumentException">Data or options do not fit the models.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a gradient was NaN or infinite.</exception>
    public History Fit(SequenceSet train, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        Require(train, options);
        return ModelTraining.Fit(this, train, options);
    }

    /// <summary>Whether the encoder reads the sources of the data, and the options make sense for two models.</summary>
    /// <exception cref="ArgumentException">It does not, or they do not.</exception>
    internal void Require(SequenceSet train, FitOptions options)
    {
        RequireOptions(options);
        RequireSource(train);
        if (options.Validation is { } validation)
            ValidationCheck.Require(() => RequireSource(validation));
    }

    /// <summary>Trains both models on data that are read meanwhile; see
    /// <see cref="ModelTraining.Fit(IRecurrentModel, ISequenceSource, FitOptions)"/>.</summary>
    /// <param name="source">What the decoder reads and is to write, with what the encoder reads
    /// (<see cref="SequenceShape.Source"/>).</param>
    /// <param name="options">How; see <see cref="Fit(SequenceSet, FitOptions)"/>.</param>
    /// <exception cref="ArgumentException">Source or options do not fit the models.</exception>
    /// <exception cref="DataFormatException">A sequence that was read does not fit; the message names its file and row.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a gradient was NaN or infinite.</exception>
    public History Fit(ISequenceSource source, FitOptions options) => ModelTraining.Fit(this, source, options);

    /// <summary>The model that reads the source.</summary>
    internal IRecurrentModel Encoder => _encoder;

    /// <exception cref="ArgumentException">An option is set that is of no use for pairs.</exception>
    internal void RequireOptions(FitOptions options)
    {
        if (options.CarryState || options.TruncatedSteps is not null)
            throw new ArgumentException(
                $"CarryState is {options.CarryState} and TruncatedSteps {options.TruncatedSteps}, but {Description.Name} starts each "
                    + "sequence from the encoder's state. Leave both out.", nameof(options));
    }

    /// <exception cref="ArgumentException">What the encoder is to read is missing, or not what it reads.</exception>
    internal void RequireSource(SequenceSet set) => DataCheck.Require(_encoder.Description, SourceOf(set), 0, targets: false);

    /// <summary>A workspace of the decoder, to which one of the encoder belongs; on a device both are freed together.</summary>
    public ModelWorkspace CreateWorkspace(bool training)
    {
        ModelWorkspace workspace = _decoder.CreateWorkspace(training);
        try
        {
            var reader = new SourceReader(_encoder, _decoder, training);
            workspace.Attached = reader;
            _readers.Add(workspace, reader);
            return workspace;
        }
        catch
        {
            workspace.Release();
            throw;
        }
    }

    /// <summary>
    /// Reads the sources of the batch that <see cref="ModelWorkspace.Load"/> took from a set, and computes the decoder's outputs.
    /// </summary>
    /// <exception cref="InvalidOperationException">The batch was not loaded from a set with a source.</exception>
    public void Forward(ModelWorkspace workspace)
    {
        SourceReader reader = ReaderOf(workspace);
        if (workspace.LoadedSet is not { } set)
            throw new InvalidOperationException("The batch has no sources: fill the workspace by Load, from a set with a Source.");
        for (int attempt = 0; ; attempt++)
        {
            // Both passes use one set of weights: they are made again where somebody changed it in between.
            using ParameterReading _ = attempt < 3 ? default : Parameters.Hold();
            int version = Parameters.WholeVersion();
            reader.Read(SourceOf(set), workspace);
            _decoder.Forward(workspace);
            if (Parameters.Version == version)
                return;
        }
    }

    /// <inheritdoc/>
    public double Loss(ModelWorkspace workspace) => _decoder.Loss(workspace);

    /// <inheritdoc/>
    public void Backward(ModelWorkspace workspace, AlignedBuffer gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (gradients.Length < Parameters.Count)
            throw new ArgumentException($"gradients has {gradients.Length} values; {Parameters.Count} are needed.", nameof(gradients));
        ReaderOf(workspace).Backward(workspace, gradients);
    }

    /// <inheritdoc/>
    public void ToPredictionInPlace(ModelWorkspace workspace, int head, Span<float> outputs) =>
        _decoder.ToPredictionInPlace(workspace, head, outputs);

    /// <inheritdoc/>
    public void Decode(ModelWorkspace workspace, int head, Span<int> tags) => _decoder.Decode(workspace, head, tags);

    private SourceReader ReaderOf(ModelWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return _readers.TryGetValue(workspace, out SourceReader? reader)
            ? reader
            : throw new ArgumentException(
                $"The workspace was not made by {Description.Name}: take one from its CreateWorkspace.", nameof(workspace));
    }

    private static SequenceSet SourceOf(SequenceSet set) =>
        set.Source
            ?? throw new ArgumentException("The set has no source for the encoder. Add it with SequenceSet.WithSource.", nameof(set));

    private static void RequirePair(IRecurrentModel encoder, IRecurrentModel decoder)
    {
        if (ReferenceEquals(encoder, decoder))
            throw new ArgumentException("encoder and decoder are one model. Make two.", nameof(decoder));
        ModelDescription reads = encoder.Description, writes = decoder.Description;
        if (writes.SourceName is { } name && name != reads.Name)
            throw new ArgumentException(
                $"{writes.Name} is declared with [Source(typeof({name}))], and the encoder is {reads.Name}. Give a {name}.",
                nameof(encoder));
        if (writes.SourceWidth > 0
            && (reads.IndexOfHead(writes.SourceHead) is var head && (head < 0 || reads.Heads[head].Outputs != writes.SourceWidth)))
            throw new ArgumentException(
                $"{writes.Name} attends to {writes.SourceWidth} outputs of head '{writes.SourceHead}', which {reads.Name} does not "
                    + "have. Compile both together.", nameof(encoder));
        if (writes.Bridge != Bridge.Copy)
            return;
        ImmutableArray<StateInfo> ends = reads.States, starts = writes.States;
        if (!ends.Select(Size).SequenceEqual(starts.Select(Size)))
            throw new ArgumentException(
                $"{encoder.Description.Name} ends in {Show(ends)}, {decoder.Description.Name} starts from {Show(starts)}. Declare both "
                    + "with the same cells, layers, directions and units.",
                nameof(decoder));
    }

    private static (int Count, int Size) Size(StateInfo state) => (state.Count, state.Size);

    private static string Show(ImmutableArray<StateInfo> states) =>
        states.Length == 0 ? "no state" : string.Join(" and ", states.Select(state => $"{state.Name} [{state.Count}, B, {state.Size}]"));

    private static ModelDescription Describe(ModelDescription encoder, ModelDescription decoder) => new()
    {
        Name = $"{encoder.Name} and {decoder.Name}",
        Features = decoder.Features,
        StaticFeatures = decoder.StaticFeatures,
        Columns = decoder.Columns,
        Vocabulary = decoder.Vocabulary,
        TimeSteps = decoder.TimeSteps,
        Causal = false, // outputs depend on the whole source
        CausalBody = false,
        Parameters = [.. Within("encoder", encoder, 0), .. Within("decoder", decoder, encoder.ParameterCount)],
        States = decoder.States,
        Caches = decoder.Caches,
        Heads = decoder.Heads,
        Declaration = $"Encoder\n{encoder.Declaration}\nDecoder\n{decoder.Declaration}",
        Table = $"{encoder.Name}\n{encoder.Table}\n\n{decoder.Name}\n{decoder.Table}",
    };

    private static IEnumerable<ParameterInfo> Within(string prefix, ModelDescription model, int start) =>
        model.Parameters.Select(info => info with { Name = $"{prefix}.{info.Name}", Offset = start + info.Offset });
}
