using LstmGen.CompilerServices;

namespace LstmGen;

// One training at a time, and no other thread writes meanwhile: they would write over each other, and end as if all were well.
public sealed partial class ParameterStore
{
    private int _trainingThread; // managed id, never 0; 0 while nobody trains

    /// <summary>
    /// Says that this thread trains the parameters: it alone changes them until <see cref="TrainingLease.Dispose"/>. Changes that other
    /// threads have begun come to their end before.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another training has begun and not ended, or this thread is inside a change.</exception>
    internal TrainingLease BeginTraining()
    {
        ParameterLocks locks = EnterWriters();
        try
        {
            ParameterStore whole = _whole ?? this; // a pair and its parts are trained in turn too
            if (whole._trainingThread != 0)
                throw new InvalidOperationException(
                    $"{Description.Name} is being trained already, by another thread or by the training that called this. Wait until that "
                        + "has ended, or train another instance.");
            whole._trainingThread = Environment.CurrentManagedThreadId;
            return new(whole);
        }
        finally
        {
            locks.ExitWriters();
        }
    }

    // The turn to write, for those who may: while a training goes on its own thread alone, so that callbacks can change values.
    private ParameterLocks EnterChange()
    {
        ParameterLocks locks = EnterWriters();
        int thread = Volatile.Read(ref (_whole ?? this)._trainingThread);
        if (thread == 0 || thread == Environment.CurrentManagedThreadId)
            return locks;
        locks.ExitWriters();
        throw new InvalidOperationException(
            $"{Description.Name} is being trained by another thread, and its weights cannot be changed meanwhile. Load, set or quantize "
                + "them before Fit begins or after it has ended, in a TrainingCallback, or in another instance.");
    }

    internal readonly struct TrainingLease(ParameterStore? store) : IDisposable
    {
        public void Dispose()
        {
            if (store is not null)
                Volatile.Write(ref store._trainingThread, 0);
        }
    }
}
