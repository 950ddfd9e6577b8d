using System.Globalization;
using LstmGen.Training;

namespace LstmGen;

/// <summary>Changes a flat block of parameters after the gradients of one batch; the rules are PyTorch's.</summary>
/// <remarks>
/// One step is one pass over the block: <see cref="Step(Span{float}, ReadOnlySpan{float})"/>, which shares it out among the
/// threads of the pool. Workers of one's own call <see cref="BeginStep"/> once and then
/// <see cref="Update(Span{float}, ReadOnlySpan{float}, int, int)"/> on ranges that together cover the block. Updates are element by
/// element, so any split gives the same bits. Moment blocks are allocated at the first step (or by <see cref="Allocate"/>); nothing is
/// allocated after that. In a training loop of one's own the object is the state: it belongs to one parameter block for its whole life. In
/// <see cref="FitOptions"/> it is a description: each training makes one of its own by <see cref="CreateRun"/>, and the object given is
/// only read. See <see cref="CopyState"/> for going on with what a training or a loop has gathered.
/// </remarks>
public abstract partial class Optimizer
{
    private double _learningRate;
    private bool _begun;

    /// <summary>Sets what all optimizers share.</summary>
    /// <param name="name">The name that messages and checkpoints show.</param>
    /// <param name="learningRate">At least 0, finite.</param>
    /// <param name="weightDecay">At least 0, finite.</param>
    /// <param name="stateNames">Names of the moment blocks kept per parameter, in PyTorch's spelling.</param>
    protected Optimizer(string name, double learningRate, double weightDecay, params string[] stateNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(stateNames);
        Name = name;
        LearningRate = ArgumentCheck.NonNegative(learningRate, "Usual values lie between 0.0001 and 0.1.");
        WeightDecay = ArgumentCheck.NonNegative(weightDecay, "Use 0 for none; usual values lie between 0.000001 and 0.1.");
        _stateNames = stateNames;
        _states = new float[stateNames.Length][];
        Array.Fill(_states, []);
    }

    /// <summary>The optimizer's name, such as <c>Adam</c>.</summary>
    public string Name { get; }

    /// <summary>The learning rate of the next step. Schedules set it; at least 0, finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = ArgumentCheck.NonNegative(
            value, "Usual values lie between 0.0001 and 0.1.", nameof(LearningRate));
    }

    /// <summary>Weight decay: L2, added to the gradient, except in <see cref="AdamW"/>, where it is decoupled.</summary>
    public double WeightDecay { get; }

    /// <summary>Steps begun so far; 0 before the first.</summary>
    public long Steps { get; private set; }

    /// <summary>Parameters in the block; 0 before the first step and before <see cref="Allocate"/>.</summary>
    public int ParameterCount { get; private set; }

    /// <summary>
    /// A new optimizer with the settings of this one, its <see cref="LearningRate"/> included, that has made no step. <c>Fit</c> calls it
    /// once per training. An optimizer of one's own returns a new object of its class, never itself.
    /// </summary>
    public abstract Optimizer CreateRun();

    /// <summary>One step over the whole block.</summary>
    /// <param name="parameters">[n], updated in place.</param>
    /// <param name="gradients">[n].</param>
    /// <exception cref="ArgumentException">The lengths differ from each other or from the first step's.</exception>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradients)
    {
        RequireBlocks(parameters.Length, gradients.Length);
        BeginStep(parameters.Length);
        SharedBlock.Update(this, parameters, gradients);
    }

    /// <summary>One step over a model's parameters: whoever predicts meanwhile uses all the old ones or all the new ones.</summary>
    /// <param name="parameters">The model's parameters, updated in place.</param>
    /// <param name="gradients">[n], laid out like them.</param>
    /// <exception cref="ArgumentException">The lengths differ from each other or from the first step's.</exception>
    public void Step(ParameterStore parameters, ReadOnlySpan<float> gradients)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        RequireBlocks(parameters.Count, gradients.Length);
        Allocate(parameters.Count);
        using ParameterWriting writing = parameters.BeginUpdate();
        Step(writing.Values, gradients);
    }

    /// <summary>One step over the given ranges of the block; everything else keeps its value and its moments.</summary>
    /// <param name="parameters">[n], updated in place.</param>
    /// <param name="gradients">[n].</param>
    /// <param name="trainable">Ascending ranges without overlap.</param>
    /// <exception cref="ArgumentException">Lengths or ranges do not fit.</exception>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradients, ReadOnlySpan<TrainableRange> trainable)
    {
        RequireBlocks(parameters.Length, gradients.Length);
        TrainableRange.Validate(trainable, parameters.Length);
        BeginStep(parameters.Length);
        Update(parameters, gradients, 0, parameters.Length, trainable);
    }

    /// <summary>Counts the step and computes its scalars (bias corrections and the like). Once per step, before any Update.</summary>
    /// <param name="parameterCount">Length n of the block; the first call allocates the moments for it.</param>
    /// <exception cref="ArgumentException">n differs from the first step's.</exception>
    public void BeginStep(int parameterCount)
    {
        Allocate(parameterCount);
        Steps++;
        Prepare(Steps);
        _begun = true;
    }

    /// <summary>Applies the step begun by <see cref="BeginStep"/> to [begin, end). Safe on many threads for disjoint ranges.</summary>
    /// <param name="parameters">The whole block, [n].</param>
    /// <param name="gradients">The whole block, [n].</param>
    /// <param name="begin">First flat index.</param>
    /// <param name="end">Flat index after the last.</param>
    public void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int begin, int end)
    {
        RequireUpdate(parameters.Length, gradients.Length, begin, end);
        Apply(parameters[begin..end], gradients[begin..end], begin, weightDecay: true);
    }

    /// <summary>Applies the step to the part of [begin, end) that <paramref name="trainable"/> names.</summary>
    /// <param name="parameters">The whole block, [n].</param>
    /// <param name="gradients">The whole block, [n].</param>
    /// <param name="begin">First flat index.</param>
    /// <param name="end">Flat index after the last.</param>
    /// <param name="trainable">Ascending ranges without overlap, of the whole block.</param>
    public void Update(
        Span<float> parameters, ReadOnlySpan<float> gradients, int begin, int end, ReadOnlySpan<TrainableRange> trainable)
    {
        RequireUpdate(parameters.Length, gradients.Length, begin, end);
        TrainableRange.Validate(trainable, parameters.Length);
        foreach (var range in trainable)
        {
            int from = Math.Max(begin, range.Begin), to = Math.Min(end, range.End);
            if (from < to)
                ApplyRange(parameters[from..to], gradients[from..to], from, range);
        }
    }

    /// <summary>The name and the hyper-parameters, such as <c>Adam(lr=0.001, weight_decay=0, beta1=0.9, ...)</c>.</summary>
    public override string ToString()
        => $"{Name}({string.Join(", ", Hyperparameters().Select(
            s => string.Create(CultureInfo.InvariantCulture, $"{s.Name}={s.Value:g6}")))})";

    /// <summary>Computes the scalars of step <paramref name="step"/> (1 for the first) from the current learning rate.</summary>
    protected abstract void Prepare(long step);

    /// <summary>
    /// Updates <c>parameters[0..]</c>, which stand at flat index <paramref name="begin"/> of the block. An optimizer of one's
    /// own overrides it. Several threads call it at once, for ranges that do not overlap.
    /// </summary>
    /// <param name="parameters">[m], updated in place.</param>
    /// <param name="gradients">[m].</param>
    /// <param name="begin">Flat index of the first, for <see cref="StateSlice"/>.</param>
    /// <param name="weightDecay">Whether weight decay applies here.</param>
    protected virtual void Apply(Span<float> parameters, ReadOnlySpan<float> gradients, int begin, bool weightDecay)
        => Run(
            new SpanTarget<ReadGradients>(this, parameters, new(gradients), begin),
            new TrainableRange(begin, begin + parameters.Length, weightDecay));

    /// <summary>
    /// Applies the step to the part of [begin, end) that <paramref name="trainable"/> names, and uses up all gradients there.
    /// </summary>
    /// <param name="parameters">The whole block, [n].</param>
    /// <param name="gradients">Those of the whole block.</param>
    /// <param name="begin">First flat index.</param>
    /// <param name="end">Flat index after the last.</param>
    /// <param name="trainable">Ascending ranges without overlap, of the whole block.</param>
    internal void Update(Span<float> parameters, SpentGradients gradients, int begin, int end, ReadOnlySpan<TrainableRange> trainable)
    {
        RequireUpdate(parameters.Length, gradients.Length, begin, end);
        TrainableRange.Validate(trainable, parameters.Length);
        int reached = begin;
        foreach (TrainableRange range in trainable)
        {
            int from = Math.Max(begin, range.Begin), to = Math.Min(end, range.End);
            if (from >= to)
                continue;
            Keep(parameters, gradients, reached, from);
            reached = to;
            SpentGradients own = gradients.Slice(from, to);
            if (HasRule)
            {
                Run(new SpanTarget<SpentGradients>(this, parameters[from..to], own, from), range);
                continue;
            }

            ReadOnlySpan<float> scaled = own.Begin(parameters[from..to]);
            ApplyRange(parameters[from..to], scaled, from, range);
            own.Clear();
        }

        Keep(parameters, gradients, reached, end);
    }

    private static void Keep(Span<float> parameters, SpentGradients gradients, int from, int to)
    {
        SpentGradients own = gradients.Slice(from, to);
        own.Begin(parameters[from..to]);
        own.Clear();
    }

    private void ApplyRange(Span<float> parameters, ReadOnlySpan<float> gradients, int begin, TrainableRange range)
    {
        if (range.IsPlain)
            Apply(parameters, gradients, begin, range.WeightDecay);
        else
            Run(new SpanTarget<ReadGradients>(this, parameters, new(gradients), begin), range);
    }

    /// <summary>Whether there is a rule that a device can run; see <see cref="Run"/>.</summary>
    internal bool HasRule => GetType().Assembly == typeof(Optimizer).Assembly;

    /// <summary>All settings but the learning rate, each with all its digits, for comparing two trainings.</summary>
    internal string Settings() => string.Join(' ', Hyperparameters().Where(setting => setting.Name != "lr").Select(
        setting => string.Create(CultureInfo.InvariantCulture, $"{setting.Name}={setting.Value:R}")).Prepend(GetType().FullName));

    /// <summary>Hands the step's rule to <paramref name="target"/>, with the rate and weight decay of <paramref name="range"/>.</summary>
    /// <exception cref="NotSupportedException">The optimizer has no rule, only an <see cref="Apply"/> of its own.</exception>
    internal virtual void Run<TTarget>(TTarget target, TrainableRange range)
        where TTarget : IUpdateTarget, allows ref struct
        =>
            throw new NotSupportedException($"{Name} updates spans only, with one rate for all: train on the processor without rates of "
                + "parameters, or take an optimizer of LstmGen.");

    private static void RequireBlocks(int parameters, int gradients)
    {
        if (parameters != gradients)
        {
            throw new ArgumentException(
                $"gradients has {gradients} values and parameters has {parameters}; both must be the model's flat block.",
                nameof(gradients));
        }
    }

    private void RequireUpdate(int parameters, int gradients, int begin, int end)
    {
        if (!_begun)
            throw new InvalidOperationException("No step has begun. Call BeginStep once before the Updates of a step.");
        RequireBlocks(parameters, gradients);
        RequireCount(parameters, nameof(parameters));
        if (begin < 0 || end < begin || end > parameters)
        {
            throw new ArgumentOutOfRangeException(
                nameof(begin), begin, $"[{begin}, {end}) leaves the block of {parameters} parameters; pass 0 <= begin <= end <= n.");
        }
    }
}
