using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// Outputs, targets and loss of one head for one batch. Inside, rows are in the workspace's order: for a head at every
/// step row t * B + r, else row r.
/// </summary>
public sealed partial class HeadWorkspace
{
    private readonly ModelWorkspace _owner;
    private readonly AlignedBuffer _outputs = new(), _outputGradients = new(), _attention = new();
    private double[] _losses = [];
    private int _rowLength = -1; // of the only row of outputs; else -1

    internal HeadWorkspace(ModelWorkspace owner, HeadInfo info)
    {
        _owner = owner;
        Info = info;
        Stride = Panel.Pad(info.Outputs);
    }

    /// <summary>Name, width and kind of targets.</summary>
    public HeadInfo Info { get; }

    /// <summary>Values from one row of <see cref="Outputs"/> to the next: the outputs rounded up to 8.</summary>
    public int Stride { get; }

    /// <summary>The time layout of the head's input.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TimeLayout Time { get; set; } = null!;

    /// <summary>Rows: B, or T * B at every step.</summary>
    public int Rows => Steps * Time.Batch;

    /// <summary>Those of <see cref="Rows"/> before each row's end that gradients of parameters are summed over.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValidPairs ValidRows => Info.EveryStep ? new ValidPairs(Time) : ValidPairs.OfRows(Time);

    /// <summary>
    /// Raw outputs (before softmax or sigmoid), [rows, stride]; past a row's end they mean nothing. A layer may read them again: do not
    /// write here.
    /// </summary>
    public AlignedBuffer Outputs => Fetched(_outputs, HeadValues.Outputs);

    /// <summary>Gradient of the loss with respect to <see cref="Outputs"/>, [rows, stride].</summary>
    public AlignedBuffer OutputGradients => Fetched(_outputGradients, HeadValues.OutputGradients);

    /// <summary>Weights of attention pooling, [B, T]; unused by other heads.</summary>
    public AlignedBuffer Attention => Fetched(_attention, HeadValues.Attention);

    /// <summary>Loss of each row, before the head's weight in the model's loss.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<double> RowLosses => _losses.AsSpan(0, Rows);

    /// <summary>
    /// What the sum of row losses is divided by: set to what the batch counts, see <see cref="Count"/>; where several batches make one
    /// update it is what all of them count.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public double Normalizer
    {
        get;
        set
        {
            Count = HasLossWeights ? WeightedCount() : value;
            field = SharedNormalizer > 0 ? SharedNormalizer : Count;
        }
    }

    /// <summary>What the batch counts: examples, steps, values or weights of classes, each times its weight in the loss.</summary>
    public double Count { get; private set; }

    /// <summary>What the batches of an update count together; 0 where each is a mean of its own.</summary>
    internal double SharedNormalizer { get; set; }

    /// <summary>The head's mean loss of the last <see cref="IRecurrentModel.Loss"/>, before its weight.</summary>
    public double Loss { get; internal set; }

    /// <summary>Where the steps of a row lie that begins at row r of <see cref="Outputs"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SequenceLayout RowLayout => new(Time.Steps, Info.Outputs, Stride, Time.Batch * Stride);

    private int Steps => Info.EveryStep ? Time.Steps : 1;

    /// <summary>
    /// Sets <see cref="Loss"/> to the sum of the valid rows' losses, in an order that depends on their number alone, over
    /// <see cref="Normalizer"/>.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public double SumLosses()
    {
        WeighRows();
        double sum = LossesOf(0, Time.Batch);
        return Loss = Normalizer == 0 ? 0 : sum / Normalizer;
    }

    /// <summary>Sum of the losses of some rows, after <see cref="SumLosses"/>, in an order that depends on their number alone.</summary>
    internal double LossesOf(int rowBegin, int rowEnd)
    {
        double sum = 0;
        for (int t = 0; t < Steps; t++)
        {
            int rows = Math.Min(Info.EveryStep ? Time.Active[t] : Time.Batch, rowEnd) - rowBegin;
            if (rows > 0)
                sum += Sum(_losses.AsSpan(t * Time.Batch + rowBegin, rows));
        }

        return sum;
    }

    // Four sums side by side on every processor: one after another each addition waits for the last.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<double> losses)
    {
        Vector256<double> four = default;
        while (losses.Length >= 4)
        {
            four += Vector256.Create(losses);
            losses = losses[4..];
        }

        double sum = Vector256.Sum(four);
        foreach (double loss in losses)
            sum += loss;
        return sum;
    }

    /// <summary>Clears the losses of rows at every step, for a loss of whole rows, which stands at step 0.</summary>
    internal void ClearRowLosses(int rowBegin, int rowEnd)
    {
        for (int t = 0; t < Steps; t++)
            _losses.AsSpan(t * Time.Batch + rowBegin, rowEnd - rowBegin).Clear();
    }

    /// <summary>Makes room for the batch at hand.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Resize(bool training)
    {
        Elsewhere = HeadValues.None;
        _rowLength = Rows == 1 ? Info.Outputs : -1;
        _outputs.EnsureLength(checked(Rows * Stride));
        if (Info.Attention)
            _attention.EnsureLength(checked(Time.Steps * Time.Batch));
        if (!training)
            return;
        _outputGradients.EnsureLength(checked(Rows * Stride));
        if (_losses.Length < Rows)
            _losses = new double[Rows];
    }

    /// <summary>As in a new workspace.</summary>
    internal void Forget()
    {
        (Elsewhere, _rowLength) = (HeadValues.None, -1);
        HasTargets = HasOwnGradients = HasLossWeights = HasOpenRows = false;
    }

    /// <summary>Has the outputs lie in a sequence of the model, from value <paramref name="start"/> on, until the next batch.</summary>
    /// <param name="sequence">[.., B, <see cref="Stride"/>], with room for all rows.</param>
    /// <param name="start">Where row 0 begins.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void PlaceOutputs(AlignedBuffer sequence, int start) => _outputs.PlaceIn(sequence, start, checked(Rows * Stride));

    /// <summary>Has the gradient of the outputs lie in a sequence of the model until the next batch.</summary>
    /// <param name="sequence">[.., B, <see cref="Stride"/>], with room for all rows.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void PlaceOutputGradients(AlignedBuffer sequence) => _outputGradients.PlaceIn(sequence, 0, checked(Rows * Stride));

    /// <summary>What a device has computed and nobody has asked for yet.</summary>
    internal HeadValues Elsewhere { get; set; }

    private AlignedBuffer Fetched(AlignedBuffer buffer, HeadValues values)
    {
        if ((Elsewhere & values) != 0)
        {
            Elsewhere &= ~values;
            _owner.Fetch(this, values, buffer.Span);
        }

        return buffer;
    }

    private string Shape(int width)
    {
        string outputs = width == 0 ? "" : $", {width}";
        return Info.EveryStep ? $"[{Time.Batch}, {Time.Steps}{outputs}]" : $"[{Time.Batch}{outputs}]";
    }
}
