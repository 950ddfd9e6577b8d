using System.Runtime.CompilerServices;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

// The input of a batch, which comes batch first, and its gradient.
public abstract partial class ModelWorkspace
{
    private int[] _tokens = [];
    private int _rowLength = -1; // of the only row's only step, where that needs no more than copying; else -1

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

    /// <summary>Sets real-valued input, batch-first [B, T, features]; values past a row's length are not read.</summary>
    /// <exception cref="InvalidOperationException">The model reads values per sequence, and <see cref="SetStatic"/> was not
    /// called.</exception>
    /// <exception cref="ArgumentException">
    /// The number of values is not B * T * features, one of a valid step is NaN or infinite, a value of a column of categories is none, or
    /// the model reads tokens.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetFeatures(ReadOnlySpan<float> features)
    {
        if (features.Length == _rowLength && NonFinite.FirstIndex(features) < 0)
        {
            Input.CopyFrom(features);
            SetInput(present: true);
        }
        else
        {
            SetBatch(features);
        }
    }

    private void SetBatch(ReadOnlySpan<float> features)
    {
        int width = Description.Features;
        if (width == 0)
            throw new ArgumentException($"features: {Description.Name} reads token ids; call SetTokens.", nameof(features));
        if (features.Length != Batch * Steps * width || Batch == 0)
            throw new ArgumentException(
                $"features has {features.Length} values; {Batch} rows x {Steps} steps x {width} features = "
                    + $"{Batch * Steps * width} are needed.", nameof(features));

        RequireStatic();
        NoteInput();
        SetInput(present: false);
        if (!BatchFirst.Load(features, width, Steps, this, Time, Input.Span, Panel.Pad(Description.InputWidth)))
            throw NotFinite(features, width);
        PlaceStatic();
        ReadColumns(default, 0, nameof(features));
        SetInput(present: true);
    }

    private ArgumentException NotFinite(ReadOnlySpan<float> features, int width)
    {
        ReadOnlySpan<int> lengths = Time.Lengths;
        int row = 0, at = -1;
        for (; row < Batch && at < 0; row++)
            at = NonFinite.FirstIndex(features.Slice(row * Steps * width, lengths[Place(row)] * width));
        row--;
        return new ArgumentException(
            $"features[{row}, {at / width}, {at % width}] (row, step, feature) is {features[(row * Steps * width) + at]}; a model reads "
                + "finite values. Fill it in or leave the step out before the call.", nameof(features));

        int Place(int callers) => _order.AsSpan(0, Batch).IndexOf(callers);
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

        NoteInput();
        SetInput(present: false);
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

        SetInput(present: true);
    }

    /// <summary>Copies <see cref="InputGradient"/> batch-first, [B, T, features]; without that of static features.</summary>
    /// <exception cref="InvalidOperationException">The last backward pass of the batch has not computed it.</exception>
    /// <exception cref="ArgumentException">The destination has not room for these values exactly.</exception>
    public void CopyInputGradient(Span<float> destination)
    {
        int width = Description.Features;
        if (destination.Length != Batch * Steps * width)
            throw new ArgumentException(
                $"destination has room for {destination.Length} values; {Batch * Steps * width} are needed.", nameof(destination));
        RequireInputGradient();
        FetchInputGradient();
        BatchFirst.Store(InputGradient.Span, Panel.Pad(Description.InputWidth), Steps, this, Time, destination, width);
    }

    /// <summary>Brings <see cref="InputGradient"/> where a device computed it.</summary>
    internal virtual void FetchInputGradient()
    {
    }
}
