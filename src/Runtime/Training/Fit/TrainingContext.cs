namespace LstmGen.Training;

/// <summary>What a <see cref="TrainingCallback"/> may read, and how it ends training. One object for the whole training.</summary>
public sealed class TrainingContext
{
    internal TrainingContext(IRecurrentModel model, History history) => (Model, History) = (model, history);

    /// <summary>The model.</summary>
    public IRecurrentModel Model { get; }

    /// <summary>The epochs so far. Why training ended is known when it has.</summary>
    public History History { get; }

    /// <summary>The epoch under way, from 1; 0 before the first.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Batches of this epoch that are done.</summary>
    public int Batch { get; internal set; }

    /// <summary>Batches of this epoch; an estimate until its last batch where a source is read in pieces.</summary>
    public int Batches { get; internal set; }

    /// <summary>Loss of the last batch.</summary>
    public double Loss { get; internal set; }

    /// <summary>Norm of the gradient of the last update, before clipping.</summary>
    public float GradientNorm { get; internal set; }

    /// <summary>Learning rate of the last update.</summary>
    public double LearningRate { get; internal set; }

    /// <summary>Updates of the weights so far.</summary>
    public long Updates { get; internal set; }

    internal bool StopRequested { get; private set; }

    /// <summary>
    /// Ends training after this update or epoch. An epoch whose last batch is done is measured and stands in the history; a half one does
    /// not.
    /// </summary>
    public void StopTraining() => StopRequested = true;
}
