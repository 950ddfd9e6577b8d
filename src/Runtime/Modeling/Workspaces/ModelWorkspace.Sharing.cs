using System.ComponentModel;
using System.Diagnostics;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

// How the work of a batch is shared among the pool's threads. Results do not depend on it.
public abstract partial class ModelWorkspace
{
    // Panels that threads share a step by: whole groups of tiles at any vector width, whatever is multiplied.
    internal const int PanelGroup = 8;

    // Floats from the end of a part's rows to the next part's, where a buffer holds one step: 16 KB.
    private const int Apart = 4096;

    private const int MaxStepsAhead = 1024, MaxPairsAhead = 4096;

    private readonly RowShares _rowShares = new();
    private long _lastInput;
    private int _threads;
    private bool _flows, _streams, _streamsRow, _streamsWide;

    /// <summary>Parts that rows are divided into for the worker pool.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int RowParts => _rowShares.Parts;

    /// <summary>
    /// Whether the gates of all steps have room: the backward pass needs them, and so does a batch of few rows, see
    /// <see cref="FewRows"/>.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool KeepsGates => Training
        || (Steps is > 1 and <= MaxStepsAhead && Batch <= RowParts * MaxFewRows && (long)Steps * Batch <= RowParts * MaxPairsAhead);

    /// <summary>
    /// How much later than by its number a row at which a part begins lies in the gates, in floats, where they have room for one step
    /// only. Parts that touch are slower: a processor reads ahead past its last row, and takes the next part's first rows, which are
    /// written at every step, out of the other one's cache.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int PartOffset(int rowBegin) => PartOffsets == 0 ? 0 : _rowShares.PartOf(rowBegin) * Apart;

    /// <summary>Floats that <see cref="PartOffset"/> needs beyond those of the rows.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int PartOffsets => RowParts == 1 || KeepsGates || _streams ? 0 : RowParts * Apart;

    /// <summary>
    /// Whether so few rows are computed together that reading the weights bounds a step: then the products that do not
    /// wait for the step before are made for all steps at once. The results are the same.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool FewRows(int rows) => rows <= MaxFewRows && Steps > 1 && KeepsGates;

    /// <summary>
    /// Weights of a step from which reading them bounds a small batch: then threads share the units of a step and not the rows, so that
    /// each reads its part of the weights only. Results do not depend on it.
    /// </summary>
    internal long MinWideStep { get; set; } = 1_500_000;

    /// <summary>Weights that a step of the widest recurrent layer reads; 0 where they are few.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual long StepWeights => 0;

    /// <summary>
    /// Panels of the narrowest recurrent layer where threads can share the units of all of them and little else is computed; else 0.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual int SharedPanels => 0;

    // Steps of a stream that follow each other closely find the other threads awake: smaller ones are worth sharing then.
    private long MinFlowingWork => MinSharedWork / 10;

    // So do short sequences. A thread that has to be woken comes when the caller has computed half of such a product already.
    private long MinSplitWork => _flows && !Training ? MinSharedWork / 2 : MinSharedWork;

    // Multiply-adds of a step that are worth a meeting. Inference of sequences that follow each other closely finds the threads awake.
    private long MinMetStep => MinSharedWork / (_flows && !Training ? 170 : 50);

    // Weight gradients read what the passes have left in the cache of another processor, whose thread may sleep after a pass of one row.
    private int ThreadsOfPhases => _streams ? WorkerPool.Shared.Threads : MultiplyAdds >= 2 * MinSplitWork ? _threads : 1;

    // A step of a stream is over before another thread has begun where it takes less than some ten microseconds.
    private bool SharesStreamedRows => MultiplyAdds >= MinSharedWork / 8;

    // Whether a stream has one row, that goes on, and threads do not share its units.
    private protected bool StepsRow => Continues && _streamsRow && !(_streamsWide && GradientParts > 1);

    // Of a pass; a table of vectors, which takes part in no product, counts too.
    private long MultiplyAdds => (long)Description.ParameterCount * Batch * Steps;

    // Weights that the second-level caches of all threads together do not hold.
    private bool VeryWide => StepWeights >= 3 * MinWideStep;

    // Rows for each thread up to which it reads weights for longer than it multiplies: more where it multiplies faster.
    private int MostRowsOfUnits => VeryWide ? 32 : Simd.Level == SimdLevel.Vector512 ? 8 : 4;

    private int MaxFewRows => VeryWide ? 16 : 2;

    /// <summary>
    /// Multiply-adds from which the threads share the work of a batch that makes one part of rows only. Results do not depend on it.
    /// </summary>
    internal long MinSharedWork { get; set; } = 2_000_000;

    /// <summary>
    /// Whether the threads should share a piece of work of <paramref name="multiplyAdds"/> for each row: where the rows make one part
    /// only and waking the threads costs less than they save.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool Splits(long multiplyAdds) => Splits(multiplyAdds, MinSplitWork);

    /// <summary>Parts that weight gradients are divided into for the worker pool.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int GradientParts { get; private set; } = 1;

    /// <summary>
    /// Threads that share the units of each step, see <see cref="RunSteps"/>, or the layers of a stack, see <see cref="RunWave"/>.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int StepParts { get; private set; } = 1;

    /// <summary>
    /// Runs the steps of a recurrent layer on several threads at once, each with a share of the units, if a step of
    /// <paramref name="multiplyAdds"/> is worth meeting after it and the rows make one part only. False where nothing was run.
    /// </summary>
    /// <param name="work">What has the phase.</param>
    /// <param name="phase">The phase that computes part 0, 1, ... of <see cref="StepParts"/>.</param>
    /// <param name="multiplyAdds">Multiply-adds of a step of one row.</param>
    /// <param name="panels">Panels of the layer.</param>
    /// <param name="group">Panels that shares are multiples of.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool RunSteps(IParallelWork work, int phase, long multiplyAdds, int panels, int group = PanelGroup)
    {
        bool worth = Steps == 1 && _flows
            ? Splits(multiplyAdds, MinFlowingWork)
            : Splits(multiplyAdds * Steps) && multiplyAdds >= MinMetStep;
        if (!worth)
            return false;
        StepParts = Math.Min(Math.Min(GradientParts, WorkerPool.Shared.ThreadsNow), panels / group);
        return StepParts > 1 && WorkerPool.Shared.RunTogether(work, phase, StepParts);
    }

    /// <summary>
    /// Runs a stack of layers on several threads at once, each layer a piece of steps behind the one below (see <see cref="Wave"/>), if
    /// <paramref name="multiplyAdds"/> for each step of a row are worth it and the rows make one part only. False where nothing was run.
    /// </summary>
    /// <param name="phase">The phase that computes part 0, 1, ... of <see cref="StepParts"/>.</param>
    /// <param name="stages">Layers of the stack.</param>
    /// <param name="steps">Steps of the sequence that they compute.</param>
    /// <param name="multiplyAdds">Multiply-adds of a step of one row, of all layers.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool RunWave(int phase, int stages, int steps, long multiplyAdds)
    {
        if (_stage >= 0 || Wave.Pieces(steps) < 2 || !Splits(multiplyAdds * steps))
            return false;
        StepParts = Math.Min(Math.Min(GradientParts, WorkerPool.Shared.ThreadsNow), stages);
        return StepParts > 1 && WorkerPool.Shared.RunTogether(this, phase, StepParts);
    }

    private bool Splits(long multiplyAdds, long least) => RowParts == 1 && GradientParts > 1 && multiplyAdds * Batch >= least;

    // Called where the next input is set. The pool's threads stay awake as long.
    private void NoteInput()
    {
        if (_streams && Batch > 1)
            DivideRows(ShareRows(Batch, WorkerPool.Shared.ThreadsNow));
        if ((Steps == 1 ? StepWeights * Batch : MultiplyAdds) < MinFlowingWork)
            return;
        long now = Stopwatch.GetTimestamp();
        _flows = now - _lastInput < Stopwatch.Frequency / 5_000;
        _lastInput = now;
        GradientParts = ThreadsOfPhases;
    }

    // Called where a batch begins. A stream lasts: its rows are shared out anew at each step, and its units by threads that run then.
    private void ShareOut(int batch, bool streams)
    {
        int threads = WorkerPool.Shared.ThreadsNow;
        _streams = streams;
        int parts = _alone ? 1 : ShareRows(batch, threads);
        (_streamsRow, _streamsWide) = (streams && batch == 1, StepWeights >= MinFlowingWork);
        EndTrial();
        if (!streams && !_alone && !WorkerPool.Shared.Patient)
        {
            if (parts > 1)
                parts = threads = TriedRows(batch, Steps, parts);
            else if (threads > 1 && MultiplyAdds >= MinSharedWork)
                threads = TriedUnits(batch, Steps, threads);
        }
        DivideRows(parts);
        _threads = _alone ? 1 : threads;
        GradientParts = ThreadsOfPhases;
    }

    /// <summary>As many parts as a batch would have in this workspace, which has none of its own meanwhile.</summary>
    internal int PlanParts(int batch, int steps)
    {
        _streams = false;
        int parts = ShareRows(batch, WorkerPool.Shared.ThreadsNow);
        EndTrial();
        return parts == 1 || WorkerPool.Shared.Patient ? parts : TriedRows(batch, steps, parts);
    }

    private int ShareRows(int batch, int threads)
    {
        if (_streams && !SharesStreamedRows)
            return 1;
        bool units = StepWeights >= MinWideStep && SharedPanels >= threads * PanelGroup && batch <= threads * MostRowsOfUnits;
        return units ? 1 : Math.Min(batch, threads);
    }

    /// <summary>First row of part <paramref name="part"/>; part <see cref="RowParts"/> begins at the last row's end.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int RowBegin(int part) => _rowShares.Begin(part);

    private void DivideRows(int parts) => _rowShares.Divide(Time, parts);
}
