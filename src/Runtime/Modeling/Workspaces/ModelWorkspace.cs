using System.ComponentModel;
using System.Runtime.CompilerServices;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// Everything that one caller needs to compute with a model: input, activations, outputs. Buffers grow to the largest
/// batch seen and are then reused. Not safe for two threads at once; the model itself is.
/// </summary>
public abstract partial class ModelWorkspace : IParallelWork
{
    private int[] _order = [];
    private int[] _sortedLengths = [];
    private long[] _keys = [];
    private int[] _tokens = [];
    private readonly HeadWorkspace[] _heads;
    private int _rowLength = -1; // of the only row's only step, where that needs no more than copying; else -1

    /// <summary>A workspace for the model described, for training or for inference only.</summary>
    protected ModelWorkspace(ModelDescription description, bool training)
    {
        ArgumentNullException.ThrowIfNull(description);
        Description = description;
        Training = training;
        Dropout = training;
        _heads = [.. description.Heads.Select(info => new HeadWorkspace(this, info) { Time = Time })];
    }

    /// <summary>The model.</summary>
    public ModelDescription Description { get; }

    /// <summary>Whether the workspace keeps what the backward pass needs.</summary>
    public bool Training { get; }

    /// <summary>Whether dropout and its kin act. Default: as <see cref="Training"/>.</summary>
    public bool Dropout { get; set; }

    /// <summary>Seed of the random masks.</summary>
    public long Seed { get; set; }

    /// <summary>Number of the training step: with <see cref="Seed"/> it decides every random mask.</summary>
    public long Step { get; set; }

    /// <summary>Which rows are alive at which input step.</summary>
    public TimeLayout Time { get; } = new();

    /// <summary>Rows, B.</summary>
    public int Batch => Time.Batch;

    /// <summary>Steps of the longest row, T.</summary>
    public int Steps => Time.Steps;

    /// <summary>For each row inside, the caller's row; rows inside are ordered by falling length.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(0, Batch);

    /// <summary>The heads, in order of declaration.</summary>
    public ReadOnlySpan<HeadWorkspace> Heads => _heads;

    /// <summary>Real-valued input, [T, B, features and static features rounded up to 8].</summary>
    public AlignedBuffer Input { get; } = new();

    /// <summary>Gradient of the loss with respect to <see cref="Input"/>; computed where <see cref="WantInputGradient"/>.</summary>
    public AlignedBuffer InputGradient { get; } = new();

    /// <summary>
    /// Whether the backward pass also computes <see cref="InputGradient"/>; to be set before <see cref="Begin(int, int)"/>.
    /// </summary>
    public bool WantInputGradient { get; set; }

    /// <summary>Token input, [T, B].</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Steps * Batch);

    /// <summary>State that the next forward pass starts from, of as many rows as the batch; null for zero.</summary>
    /// <exception cref="ArgumentException">It belongs to a model of other cells, layers, directions or units.</exception>
    public ModelState? InitialState
    {
        get;
        set => field = Fitting(value, nameof(InitialState));
    }

    /// <summary>
    /// Gradient of the loss with respect to the final state, for a loss of one's own, of as many rows as the batch; null for zero.
    /// </summary>
    /// <exception cref="ArgumentException">It belongs to a model of other cells, layers, directions or units.</exception>
    public ModelState? FinalStateGradient
    {
        get;
        set => field = Fitting(value, nameof(FinalStateGradient));
    }

    /// <summary>
    /// Where the backward pass writes the gradient with respect to the initial state, of as many rows as the batch; null for nowhere.
    /// </summary>
    /// <exception cref="ArgumentException">It belongs to a model of other cells, layers, directions or units.</exception>
    public ModelState? InitialStateGradient
    {
        get;
        set => field = Fitting(value, nameof(InitialStateGradient));
    }

    /// <summary>Whether the forward pass goes on from the state that the last one ended in (streams do).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool Continues { get; set; }

    /// <summary>
    /// Whether parameters that the last pass read in place changed meanwhile, so that the pass has to be made again. For emitted code.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool Outdated { get; set; }

    /// <summary>Starts a batch of <paramref name="batch"/> rows of <paramref name="steps"/> steps each.</summary>
    /// <exception cref="ArgumentException">A buffer of such a batch would be too large.</exception>
    public void Begin(int batch, int steps) => Begin(batch, steps, default);

    /// <summary>Starts a batch whose row b has <paramref name="lengths"/>[b] steps; empty: all have <paramref name="steps"/>.</summary>
    /// <exception cref="ArgumentException">
    /// A length is below 1 or above <paramref name="steps"/>, their number is not <paramref name="batch"/>, or a buffer of such a batch
    /// would be too large. After the last of these, or where there is no memory, the workspace has no batch.
    /// </exception>
    public void Begin(int batch, int steps, ReadOnlySpan<int> lengths)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        int only = Description.TimeSteps;
        if (only != 0 && steps != only)
            throw new ArgumentException($"steps is {steps}; {Description.Name} is declared with TimeSteps = {only}.", nameof(steps));
        Start(batch, steps, lengths, streams: false);
    }

    private void Start(int batch, int steps, ReadOnlySpan<int> lengths, bool streams)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        RequireLengths(batch, steps, lengths);
        int width = Math.Max(Panel.Pad(Description.InputWidth), 1);
        if ((long)batch * steps * width > AlignedBuffer.MaxLength)
            throw TooLarge(batch, steps, null);
        LoadedSet = null;
        (_hasSource, _hasStatic) = (false, false);
        try
        {
            Sort(batch, steps, lengths);
            if (lengths.IsEmpty)
                Time.SetFull(batch, steps);
            else
                Time.Set(steps, _sortedLengths.AsSpan(0, batch));

            _rowLength = batch == 1 && steps == 1 && StepWeights < MinFlowingWork && Description.Features > 0 && Description.Columns.IsEmpty
                && Description.StaticFeatures == 0 ? Description.Features : -1;
            ShareOut(batch, streams);
            if (Description.Features > 0)
                Input.EnsureLength(steps * batch * width);
            else if (_tokens.Length < steps * batch)
                _tokens = new int[steps * batch];
            if (WantInputGradient && Description.Features > 0)
                InputGradient.EnsureLength(steps * batch * width);
            Resize();
            foreach (HeadWorkspace head in _heads)
            {
                head.HasTargets = head.HasOwnGradients = head.HasLossWeights = head.HasOpenRows = false;
                head.Resize(Training);
            }
        }
        catch (Exception e)
        {
            Forget();
            switch (e)
            {
                case OverflowException or ArgumentOutOfRangeException:
                    throw TooLarge(batch, steps, e);
                case OutOfMemoryException:
                    throw new InsufficientMemoryException($"There is not enough memory for {Sizes(batch, steps)}. {FewerAtOnce}", e);
                default:
                    throw;
            }
        }
    }

    /// <summary>Sets real-valued input, batch-first [B, T, features]; values past a row's length are not read.</summary>
    /// <exception cref="InvalidOperationException">The model reads values per sequence, and <see cref="SetStatic"/> was not called.</exception>
    /// <exception cref="ArgumentException">
    /// The number of values is not B * T * features, a value of a column of categories is none, or the model reads tokens.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetFeatures(ReadOnlySpan<float> features)
    {
        if (features.Length == _rowLength)
            Input.CopyFrom(features);
        else
            SetBatch(features);
    }

    private void SetBatch(ReadOnlySpan<float> features)
    {
        int width = Description.Features;
        if (width == 0)
            throw new ArgumentException($"features: {Description.Name} reads token ids; call SetTokens.", nameof(features));
        if (features.Length != Batch * Steps * width || Batch == 0)
            throw new ArgumentException(
                $"features has {features.Length} values; {Batch} rows x {Steps} steps x {width} features = {Batch * Steps * width} are needed.", nameof(features));

        RequireStatic();
        NoteStep();
        BatchFirst.Load(features, width, Steps, Time, Order, Input.Span, Panel.Pad(Description.InputWidth));
        PlaceStatic();
        ReadColumns(default, 0, nameof(features));
    }

    /// <summary>Sets token input, batch-first [B, T]; ids past a row's length are not read.</summary>
    /// <exception cref="ArgumentException">The number of ids is not B * T, an id is outside the vocabulary, or the model reads real
    /// values.</exception>
    public void SetTokens(ReadOnlySpan<int> tokens)
    {
        int vocabulary = Description.Vocabulary;
        if (vocabulary == 0)
            throw new ArgumentException($"tokens: {Description.Name} reads real values; call SetFeatures.", nameof(tokens));
        if (tokens.Length != Batch * Steps || Batch == 0)
            throw new ArgumentException(
                $"tokens has {tokens.Length} ids; {Batch} rows x {Steps} steps = {Batch * Steps} are needed.", nameof(tokens));

        NoteStep();
        int batch = Batch, steps = Steps;
        ReadOnlySpan<int> lengths = Time.Lengths;
        for (int row = 0; row < batch; row++)
        {
            int source = _order[row];
            for (int t = 0; t < steps; t++)
            {
                int token = t < lengths[row] ? tokens[source * steps + t] : 0;
                if ((uint)token >= (uint)vocabulary)
                    throw new ArgumentException(
                        $"tokens[{source}, {t}] is {token}; ids must lie between 0 and {vocabulary - 1}.", nameof(tokens));
                _tokens[t * batch + row] = token;
            }
        }
    }

    /// <summary>Copies <see cref="InputGradient"/> batch-first, [B, T, features]; without that of static features.</summary>
    public void CopyInputGradient(Span<float> destination)
    {
        int width = Description.Features;
        if (destination.Length != Batch * Steps * width)
            throw new ArgumentException(
                $"destination has room for {destination.Length} values; {Batch * Steps * width} are needed.", nameof(destination));
        FetchInputGradient();
        BatchFirst.Store(InputGradient.Span, Panel.Pad(Description.InputWidth), Steps, Time, Order, destination, width);
    }

    /// <summary>What the recurrent layers keep of every step, from the input on; only in a workspace for training.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual RecurrentActivations[] RecurrentLayers => [];

    /// <summary>Copies the state in which the last forward pass ended.</summary>
    public abstract void CopyFinalState(ModelState destination);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract void Run(int phase, int part);

    /// <summary>Makes room for the batch at hand.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void Resize();

    /// <summary>Brings values of a head that a device computed; only a device's workspace is asked.</summary>
    internal virtual void Fetch(HeadWorkspace head, HeadValues values, Span<float> destination) =>
        throw new InvalidOperationException($"{values} of head '{head.Info.Name}' are on no device.");

    /// <summary>Brings <see cref="InputGradient"/> where a device computed it.</summary>
    internal virtual void FetchInputGradient()
    {
    }

    private ModelState? Fitting(ModelState? state, string property)
    {
        if (state is not null && !state.Fits(Description.States))
            throw new ArgumentException(
                $"{property} is a state of {StateInfo.Show(state.Layout)}; {Description.Name} has {StateInfo.Show(Description.States)}. Make it by new ModelState(model.Description.States, batch).", property);
        return state;
    }

    // A key is (falling length, row), so that equal lengths keep the caller's order.
    private void Sort(int batch, int steps, ReadOnlySpan<int> lengths)
    {
        if (_order.Length < batch)
        {
            _order = new int[batch];
            _sortedLengths = new int[batch];
            _keys = new long[batch];
        }

        if (lengths.IsEmpty)
        {
            for (int row = 0; row < batch; row++)
                _order[row] = row;
            return;
        }

        for (int row = 0; row < batch; row++)
            _keys[row] = ((long)(steps - lengths[row]) << 32) | (uint)row;
        _keys.AsSpan(0, batch).Sort();
        for (int row = 0; row < batch; row++)
        {
            _order[row] = (int)_keys[row];
            _sortedLengths[row] = steps - (int)(_keys[row] >> 32);
        }
    }
}
