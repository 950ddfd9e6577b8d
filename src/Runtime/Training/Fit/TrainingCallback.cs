namespace LstmGen.Training;

/// <summary>Told what training does; override what is of interest. Calls come from the training thread, between batches.</summary>
public abstract class TrainingCallback
{
    /// <summary>
    /// The callback that one training tells. By default this one, so that what it gathers can be read afterwards. One that remembers
    /// something by which it acts (ends training, changes weights) returns a new object, so that every training with the same options does
    /// the same; those that were told stand in <see cref="History.Callbacks"/>.
    /// </summary>
    public virtual TrainingCallback CreateRun() => this;

    /// <summary>Before the first batch.</summary>
    public virtual void OnTrainingBegin(TrainingContext context)
    {
    }

    /// <summary>After each batch (each piece, with <see cref="FitOptions.TruncatedSteps"/>).</summary>
    public virtual void OnBatchEnd(TrainingContext context)
    {
    }

    /// <summary>After each epoch and its validation, while the model holds the weights that were validated.</summary>
    public virtual void OnEpochEnd(TrainingContext context, EpochRecord record)
    {
    }

    /// <summary>After the last batch, when the model holds its final weights. Not where training ends by an exception.</summary>
    public virtual void OnTrainingEnd(TrainingContext context)
    {
    }
}
