using LstmGen.Training;

namespace LstmGen;

// What a checkpoint holds of an optimizer: moment blocks by name and a short list of numbers.
public abstract partial class Optimizer
{
    private readonly string[] _stateNames;
    private readonly float[][] _states;

    /// <summary>
    /// Moment blocks kept per parameter. To resume, call <see cref="Allocate"/>, fill each block, then <see cref="RestoreScalars"/>.
    /// </summary>
    public int StateCount => _stateNames.Length;

    /// <summary>The name of a moment block, such as <c>exp_avg</c>.</summary>
    public string StateName(int index) => _stateNames[index];

    /// <summary>A moment block, [n], readable and writable; empty before the first step and before <see cref="Allocate"/>.</summary>
    public Span<float> State(int index) => _states[index];

    /// <summary>A moment block by name, [n].</summary>
    /// <exception cref="ArgumentException">There is no block of that name; the message lists the names.</exception>
    public Span<float> State(string name)
    {
        int index = Array.IndexOf(_stateNames, name);
        return index >= 0
            ? _states[index]
            : throw new ArgumentException(
                $"{Name} has no state '{name}'; it has {(StateCount == 0 ? "none" : string.Join(", ", _stateNames))}.", nameof(name));
    }

    /// <summary>Allocates the moment blocks ahead of the first step. A second call with the same length does nothing.</summary>
    /// <param name="parameterCount">Length of the parameter block, at least 1.</param>
    /// <exception cref="ArgumentException">The blocks exist with another length.</exception>
    public void Allocate(int parameterCount)
    {
        ArgumentCheck.AtLeast(parameterCount, 1, "Pass the length of the model's parameter block.");
        if (ParameterCount == 0)
        {
            for (int i = 0; i < _states.Length; i++)
                _states[i] = new float[parameterCount];
            ParameterCount = parameterCount;
            InitializeStates();
        }

        RequireCount(parameterCount, nameof(parameterCount));
    }

    /// <summary>
    /// A copy of all that the steps so far have left: moments, step counter, running numbers. Later steps do not change it.
    /// </summary>
    public OptimizerState CopyState() => new(this);

    /// <summary>
    /// Goes on from <paramref name="state"/>, which is only read. The learning rate stays this optimizer's; all other settings must be
    /// those of the optimizer that the state comes from.
    /// </summary>
    /// <exception cref="ArgumentException">The state comes from another kind of optimizer, other settings or another number of
    /// parameters.</exception>
    public void RestoreState(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (Misfit(state) is { } problem)
            throw new ArgumentException($"state {problem}", nameof(state));
        double rate = LearningRate;
        if (state.ParameterCount > 0)
        {
            Allocate(state.ParameterCount);
            for (int i = 0; i < StateCount; i++)
                state.Blocks[i].CopyTo(_states[i], 0);
        }

        RestoreScalars(state.Scalars);
        LearningRate = rate;
    }

    /// <summary>Why a state is none of this optimizer, as the rest of a sentence about the state; null where it is.</summary>
    internal string? Misfit(OptimizerState state)
    {
        if (state.Optimizer != Name)
            return $"comes from {state.Optimizer}, the optimizer is {Name}. Take an optimizer of that kind, or leave the state out.";
        if (state.ParameterCount > 0 && ParameterCount > 0 && state.ParameterCount != ParameterCount)
            return $"belongs to {state.ParameterCount} parameters, the optimizer began with {ParameterCount}. Take a new optimizer, or a "
                + "state of the same model.";
        foreach (NamedScalar own in Hyperparameters())
        {
            foreach (NamedScalar stored in state.Scalars)
            {
                if (stored.Name == own.Name && own.Name != "lr" && !stored.Value.Equals(own.Value))
                    return $"comes from {Name} with '{own.Name}' {stored.Value}, the optimizer has {own.Value}. Construct it with "
                        + $"{stored.Value}, or leave the state out.";
            }
        }

        return null;
    }

    /// <summary>The step counter, running scalars and hyper-parameters, in PyTorch's names where it has them.</summary>
    public IReadOnlyList<NamedScalar> ExportScalars() => [new("step", Steps), .. RunningScalars(), .. Hyperparameters()];

    /// <summary>Takes back what <see cref="ExportScalars"/> gave: the step counter, the learning rate and running scalars.</summary>
    /// <exception cref="ArgumentException">
    /// A number is missing, unknown, or a hyper-parameter other than the learning rate differs from this optimizer's.
    /// </exception>
    /// <exception cref="InvalidOperationException">The checkpoint has steps but the moment blocks were not allocated.</exception>
    public void RestoreScalars(IReadOnlyList<NamedScalar> scalars)
    {
        ScalarList.RequireSameNames(scalars, ExportScalars(), Name, nameof(scalars));
        foreach (var own in Hyperparameters())
        {
            double stored = ScalarList.Get(scalars, own.Name);
            if (own.Name != "lr" && !stored.Equals(own.Value))
            {
                throw new ArgumentException(
                    $"'{own.Name}' is {stored} in the checkpoint and {own.Value} in this {Name}; construct it with {stored} to resume.",
                    nameof(scalars));
            }
        }

        long steps = ScalarList.GetCount(scalars, "step");
        if (steps > 0 && StateCount > 0 && ParameterCount == 0)
        {
            throw new InvalidOperationException(
                $"{Name} resumes at step {steps} without its moments. Call Allocate, fill every State, then RestoreScalars.");
        }

        LearningRate = ScalarList.Get(scalars, "lr");
        Steps = steps;
        RestoreRunningScalars(scalars);
        _begun = false;
    }

    /// <summary>The hyper-parameters. An override appends its own to the base's.</summary>
    protected virtual IReadOnlyList<NamedScalar> Hyperparameters() => [new("lr", LearningRate), new("weight_decay", WeightDecay)];

    /// <summary>Numbers other than the step counter that change from step to step. Default: none.</summary>
    protected virtual IReadOnlyList<NamedScalar> RunningScalars() => [];

    /// <summary>Takes <see cref="RunningScalars"/> back; all of them are in the list.</summary>
    protected virtual void RestoreRunningScalars(IReadOnlyList<NamedScalar> scalars)
    {
    }

    /// <summary>Fills the new, zeroed moment blocks where they start at something else.</summary>
    protected virtual void InitializeStates()
    {
    }

    /// <summary>The part of a moment block that belongs to <paramref name="length"/> parameters from <paramref name="begin"/>.</summary>
    protected Span<float> StateSlice(int index, int begin, int length) => _states[index].AsSpan(begin, length);

    private void RequireCount(int parameterCount, string argument)
    {
        if (parameterCount != ParameterCount)
        {
            throw new ArgumentException(
                $"The block has {parameterCount} parameters, but this {Name} began with {ParameterCount}. Use one optimizer per model.",
                argument);
        }
    }
}
