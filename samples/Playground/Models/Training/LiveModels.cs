namespace LstmGen.Samples.Playground;

/// <summary>The models of the page of live training: a class for each task's head, cell and number of units.</summary>
public static class LiveModels
{
    /// <summary>A fresh model.</summary>
    /// <param name="task">The task.</param>
    /// <param name="cell">RNN, GRU or LSTM.</param>
    /// <param name="units">8, 16 or 32.</param>
    /// <param name="seed">Decides its weights.</param>
    /// <exception cref="ArgumentException">There is no such model.</exception>
    public static IRecurrentModel Create(LiveTask task, string cell, int units, int seed) => (task.IsParity, cell, units) switch
    {
        (false, "RNN", 8) => new LiveRnn8(seed),
        (false, "RNN", 16) => new LiveRnn16(seed),
        (false, "RNN", 32) => new LiveRnn32(seed),
        (false, "GRU", 8) => new LiveGru8(seed),
        (false, "GRU", 16) => new LiveGru16(seed),
        (false, "GRU", 32) => new LiveGru32(seed),
        (false, "LSTM", 8) => new LiveLstm8(seed),
        (false, "LSTM", 16) => new LiveLstm16(seed),
        (false, "LSTM", 32) => new LiveLstm32(seed),
        (true, "RNN", 8) => new ParityRnn8(seed),
        (true, "RNN", 16) => new ParityRnn16(seed),
        (true, "RNN", 32) => new ParityRnn32(seed),
        (true, "GRU", 8) => new ParityGru8(seed),
        (true, "GRU", 16) => new ParityGru16(seed),
        (true, "GRU", 32) => new ParityGru32(seed),
        (true, "LSTM", 8) => new ParityLstm8(seed),
        (true, "LSTM", 16) => new ParityLstm16(seed),
        (true, "LSTM", 32) => new ParityLstm32(seed),
        _ => throw new ArgumentException($"cell is '{cell}' with {units} units; give RNN, GRU or LSTM with 8, 16 or 32.", nameof(cell)),
    };
}
