using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LstmGen.Distributed.Child;

/// <summary>All bits of a training's result in short: weights, optimizer, and the history without its times.</summary>
public static class Digest
{
    /// <summary>The digest of a result.</summary>
    public static string Of(IRecurrentModel model, History history)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(history);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(model.Parameters.Read()));
        foreach (float[] block in history.OptimizerState!.Blocks)
            hash.AppendData(MemoryMarshal.AsBytes(block.AsSpan()));
        var text = new StringBuilder($"{history.End} {history.BestEpoch} {history.Updates}");
        foreach (EpochRecord epoch in history.Epochs)
        {
            text.Append($"\n{epoch.Epoch} {epoch.TrainLoss:R} {epoch.ValidationLoss:R} {epoch.LearningRate:R}");
            foreach ((string name, double value) in epoch.Metrics)
                text.Append($" {name} {value:R}");
        }

        hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        return Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 12));
    }
}
