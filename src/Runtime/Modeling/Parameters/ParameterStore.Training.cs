namespace LstmGen;

// One training at a time: two would write their steps over each other, and both end as if all were well.
public sealed partial class ParameterStore
{
    private int _training;

    /// <summary>Says that a training of the parameters begins; it ends with <see cref="TrainingLease.Dispose"/>.</summary>
    /// <exception cref="InvalidOperationException">Another one has begun and not ended.</exception>
    internal TrainingLease BeginTraining()
    {
        ParameterStore whole = _whole ?? this; // a pair and its parts are trained in turn too
        if (Interlocked.Exchange(ref whole._training, 1) != 0)
            throw new InvalidOperationException(
                $"{Description.Name} is being trained already, by another thread or by the training that called this. Wait until that has "
                    + "ended, or train another instance.");
        return new(whole);
    }

    internal readonly struct TrainingLease(ParameterStore store) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref store._training, 0);
    }
}
