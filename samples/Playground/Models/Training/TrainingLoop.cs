using LstmGen.Data;
using LstmGen.Training;

namespace LstmGen.Samples.Playground;

/// <summary>Trains a model in single updates, so that a page can draw between them.</summary>
/// <param name="model">The model, whose weights change.</param>
/// <param name="train">What is learnt from.</param>
/// <param name="rate">Adam's learning rate.</param>
/// <param name="seed">Decides which sequences make a batch.</param>
public sealed class TrainingLoop(IRecurrentModel model, SequenceSet train, double rate, long seed)
{
    /// <summary>Sequences of an update.</summary>
    public const int BatchSize = 16;

    private readonly ModelWorkspace _batch = model.CreateWorkspace(training: true);
    private readonly AlignedBuffer _gradients = new(model.Description.ParameterCount);
    private readonly Adam _optimizer = new(rate);
    private readonly int[] _rows = new int[Math.Min(BatchSize, train.Count)];
    private SeededRandom _random = new(seed);

    /// <summary>Updates made so far.</summary>
    public int Updates { get; private set; }

    /// <summary>Adam's learning rate, from the next update on.</summary>
    public double Rate
    {
        get => _optimizer.LearningRate;
        set => _optimizer.LearningRate = value;
    }

    /// <summary>One update: forward, loss, backward, the gradient's norm cut to 1, Adam. Gives the batch's loss before it.</summary>
    public double Update()
    {
        for (int row = 0; row < _rows.Length; row++)
            _rows[row] = _random.NextInt(train.Count);
        _batch.Load(train, _rows);
        _gradients.Span.Clear();
        model.Forward(_batch);
        double loss = model.Loss(_batch);
        model.Backward(_batch, _gradients);
        GradientClipping.ByNorm(_gradients.Span, 1f);
        _optimizer.Step(model.Parameters, _gradients.Span[..model.Parameters.Count]);
        Updates++;
        return loss;
    }
}
