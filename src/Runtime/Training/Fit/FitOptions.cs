using LstmGen.Training;

namespace LstmGen;

/// <summary>How a model is trained. Everything has a default that trains.</summary>
/// <remarks>
/// Options describe and are only read. What a training remembers (moments, a schedule's count, metrics) it makes itself, so the same
/// options may be given to any number of trainings, one after another or at the same time, and equal seeds give equal bits.
/// </remarks>
public sealed record FitOptions
{
    /// <summary>Passes over the training data. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Sequences per mini-batch. Default: 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether each epoch draws a new order. Default: true. Where false, sequences come in the set's order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Decides the order of sequences and every dropout mask. Default: 0.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Mini-batches whose sequences are sorted by length together, which saves padding; 0 for none, null for as many as the size of the set
    /// allows. Only where <see cref="Shuffle"/> is true. Default: null. See <see cref="BatchOptions.BucketBatches"/>.
    /// </summary>
    public int? BucketBatches { get; init; }

    /// <summary>Whether a last mini-batch that is not full is left out. Default: false.</summary>
    public bool DropLast { get; init; }

    /// <summary>
    /// Of an <see cref="ISequenceSource"/>, the sequences that are in memory at once to be mixed: whole blocks in a drawn order, at least
    /// one. More mix better and take more memory. Where all of the source fits, the order is that of a set in memory. Default: 16,384. Only
    /// where <see cref="Shuffle"/> is true.
    /// </summary>
    public int ShuffleSequences { get; init; } = 16384;

    /// <summary>
    /// Of an <see cref="ISequenceSource"/>, the batches that are read ahead of the training at most, on a thread of their own. Decides no
    /// number. Default: 4.
    /// </summary>
    public int ReadAheadBatches { get; init; } = 4;

    /// <summary>The update rule; null for <c>new Adam()</c>. Only read: each training begins without moments and at step 0.</summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>
    /// Whether the optimizer's weight decay also acts on parameters of one dimension: biases, the gains of layer norms, peepholes. Default:
    /// true, as in PyTorch; false is the custom with <see cref="AdamW"/>.
    /// </summary>
    public bool DecayVectors { get; init; } = true;

    /// <summary>
    /// Rates and weight decay of parameters by their names; of several that fit a parameter the first one counts. Each must fit one. Only
    /// for optimizers of LstmGen. See <see cref="ParameterRule.ByLayer"/> for rates by layer.
    /// </summary>
    public IReadOnlyList<ParameterRule> ParameterRules { get; init; } = [];

    /// <summary>
    /// Moments and step count from which <see cref="Optimizer"/> begins, of an earlier training (<see cref="History.OptimizerState"/>) or
    /// of a loop of one's own (<see cref="Optimizer.CopyState"/>); null to begin without. The learning rate is that of
    /// <see cref="Optimizer"/>.
    /// </summary>
    public OptimizerState? OptimizerState { get; init; }

    /// <summary>The learning rate over epochs or updates, from 0 in each training; null for the optimizer's own throughout.</summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>Largest norm of all gradients together; null for no limit.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Largest absolute value of each gradient, after <see cref="ClipNorm"/>; null for no limit.</summary>
    public double? ClipValue { get; init; }

    /// <summary>
    /// Batches whose gradient together makes one update. Default: 1. The gradient is that of one batch of all their sequences: every
    /// example, or step, that the loss counts weighs the same, however many its batch has. The last update of an epoch takes what is left.
    /// </summary>
    public int AccumulateBatches { get; init; } = 1;

    /// <summary>
    /// Parts of whole rows into which each batch is cut, whose gradients are computed one by one and added in a fixed order: the bits
    /// depend on this number and not on how many ranks of <see cref="Distribution"/> compute them. 0 for whole batches, or
    /// <see cref="LstmGen.Distribution.DefaultShards"/> where there is a distribution. Default: 0.
    /// </summary>
    /// <remarks>
    /// Give at least as many shards as ranks; a multiple shares out evenly. A shard of few rows keeps few processors of a rank busy. There
    /// are at most as many as <see cref="BatchSize"/>, but 16 and one for each rank in any case; 65,536 are the most.
    /// </remarks>
    public int Shards { get; init; }

    /// <summary>
    /// Whether ranks exchange the gradients of upper layers while those below are computed, on a thread of its own; null to try both ways
    /// in the first updates and go on with the faster. The bits are the same. Default: null.
    /// </summary>
    /// <remarks>
    /// Models with less than two parts of 65,536 parameters, and pairs, exchange all gradients at the end. The last shard of a rank is what
    /// the exchange can overlap with.
    /// </remarks>
    public bool? OverlapExchange { get; init; }

    /// <summary>
    /// The processes among which each batch, validation included, is shared out, such as <c>Mpi.World</c> of the package
    /// <c>LstmGen.Distributed</c>; null for this one alone. Every rank makes the same call with the same data and options, and ends with
    /// the same weights and history; rank 0 reports progress and writes checkpoints.
    /// </summary>
    public Distribution? Distribution { get; init; }

    /// <summary>Averages the weights; validation and the trained model use the average. Null for none.</summary>
    public WeightAverage? Average { get; init; }

    /// <summary>Names of parameters that keep their values, beside those that the declaration freezes.</summary>
    public IReadOnlyCollection<string> Frozen { get; init; } = [];

    /// <summary>
    /// Weights of classes in the loss by head name, [outputs] each, not all 0, in training and validation; for a multi-label head, of
    /// the positives of each label.
    /// </summary>
    public IReadOnlyDictionary<string, float[]>? ClassWeights { get; init; }

    /// <summary>Data on which the model is measured after each epoch; null for none.</summary>
    public SequenceSet? Validation { get; init; }

    /// <summary>The same for data that are read meanwhile, in their order, once for each epoch; null for none. Only one of both is
    /// given.</summary>
    public ISequenceSource? ValidationSource { get; init; }

    /// <summary>Whether there is data to measure the model on.</summary>
    internal bool HasValidation => Validation is not null || ValidationSource is not null;

    /// <summary>
    /// What is measured on <see cref="Validation"/> (or <see cref="ValidationSource"/>) beside the loss: <c>[new Accuracy(2)]</c>. What a
    /// head leaves out of its loss no metric counts.
    /// </summary>
    public IReadOnlyList<HeadMetric> Metrics { get; init; } = [];

    /// <summary>Ends training when the validation stops improving; null for never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// Whether each batch starts from the state in which the one before ended, also from one epoch to the next (Keras'
    /// <c>stateful</c>); gradients do not flow between them. Needs <see cref="Shuffle"/> = false, full batches, and sequences that follow
    /// one another from batch to batch: where the data are known to follow with another <see cref="BatchSize"/>
    /// (<see cref="SequenceSet.ParallelStreams"/>, <see cref="ISequenceSource.Streams"/>), that is an error.
    /// </summary>
    public bool CarryState { get; init; }

    /// <summary>
    /// With <see cref="CarryState"/>, whether each epoch starts without a state: where its first batch does not follow from the last one of
    /// the epoch before. Default: false.
    /// </summary>
    public bool ResetStateEachEpoch { get; init; }

    /// <summary>
    /// Cuts sequences into pieces of this many steps, each an update of its own that starts from the state in which the one
    /// before ended (truncated BPTT, Williams and Peng 1990); null for whole sequences. Only for heads at every step.
    /// </summary>
    public int? TruncatedSteps { get; init; }

    /// <summary>
    /// Saves memory on long sequences: steps of a segment whose activations are in memory at once; null to keep those of all steps. The
    /// forward pass keeps the states at the start of each segment, and the backward pass computes the segments once more, from the last to
    /// the first (gradient checkpointing, Chen et al. 2016, arXiv:1604.06174; Gruslys et al. 2016, arXiv:1606.03401). Default: null.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Gradients are those of whole sequences but for rounding, because sums over steps are added segment by segment; nothing is truncated.
    /// Dropout's masks are the same. Memory is that of one segment and of one state per segment, time about a third more; some hundred
    /// steps are a good value. Validation goes by segments too, except where a <see cref="SequenceMetric"/> reads whole paths of tags. With
    /// <see cref="TruncatedSteps"/> each piece has segments.
    /// </para>
    /// <para>
    /// Only for models whose state can be handed on in time: no bidirectional layer, <c>[SelfAttention]</c>, convolution that looks ahead,
    /// pooling over all steps, CRF or CTC, and no pair of models. Others are refused, with the reason.
    /// </para>
    /// </remarks>
    public int? RecomputedSteps { get; init; }

    /// <summary>Told of every batch and epoch.</summary>
    /// <remarks>
    /// With a <see cref="Distribution"/> callbacks are told on every rank; what one of them writes, rank 0 alone should write.
    /// </remarks>
    public IReadOnlyList<TrainingCallback> Callbacks { get; init; } = [];

    /// <summary>Told how far training is; null for nobody. See <see cref="TrainingProgress.Console"/>.</summary>
    public IProgress<TrainingReport>? Progress { get; init; }

    /// <summary>
    /// Ends training between two updates, without measuring the epoch under way: the history says <see cref="History.Cancelled"/>, and
    /// nothing is thrown. The model keeps the weights that it has reached, or gets those that <see cref="EarlyStopping"/> or
    /// <see cref="Average"/> give it in the end.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Where training is saved on its way, and whether it goes on from there; null for nowhere.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>The most shards.</summary>
    internal const int MostShards = 65_536;

    /// <summary>Shards that a batch of any size may have.</summary>
    internal const int ShardsOfAnyBatch = 2 * LstmGen.Distribution.DefaultShards;

    /// <summary>Shards of a batch as they are used; 0 for whole batches.</summary>
    internal int ShardCount => Shards > 0 ? Shards : Distribution is null ? 0 : LstmGen.Distribution.DefaultShards;

    /// <summary>Steps of the pieces in which validation data are computed; 0 for whole sequences.</summary>
    internal int ValidationSteps
    {
        get
        {
            int recomputed = Metrics.Any(metric => metric.Metric is SequenceMetric) ? int.MaxValue : RecomputedSteps ?? int.MaxValue;
            return Math.Min(recomputed, TruncatedSteps ?? int.MaxValue) is var steps and < int.MaxValue ? steps : 0;
        }
    }
}
