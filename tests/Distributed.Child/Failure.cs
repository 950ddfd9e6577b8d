using System.Diagnostics;
using LstmGen.Training;

namespace LstmGen.Distributed.Child;

/// <summary>Ends a rank after some batches.</summary>
/// <param name="rank">The rank.</param>
/// <param name="how">throw, kill, exit, stop (ends training in good order), hang.</param>
/// <param name="batch">After so many batches.</param>
public sealed class Failure(int rank, string how, int batch) : TrainingCallback
{
    private int _batches;

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (++_batches != batch || Mpi.World.Rank != rank)
            return;
        switch (how)
        {
            case "throw":
                throw new IOException("The disk is full.");
            case "kill":
                Process.GetCurrentProcess().Kill();
                break;
            case "exit":
                Environment.Exit(3);
                break;
            case "stop":
                context.StopTraining();
                break;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                break;
            default:
                throw new ArgumentException(how);
        }
    }
}
