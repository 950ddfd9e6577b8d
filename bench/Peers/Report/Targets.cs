using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Report;

/// <summary>How many times faster than the peer the project means to be, by mode and units.</summary>
internal static class Targets
{
    private static readonly (string Mode, string Peer, (int Units, double Ratio)[] Ratios)[] s_targets =
    [
        ("train", "torch", [(32, 20), (128, 7), (256, 4), (512, 2.2), (1024, 1.8)]),
        ("infer", "onnxruntime", [(64, 2.5), (128, 1.5), (1024, 1.2)]),
        ("stream", "onnxruntime", [(32, 60), (64, 15), (128, 6), (256, 2.5), (1024, 1.3)]),
    ];

    /// <summary>The peer that a mode is measured against.</summary>
    public static string Peer(string mode) => s_targets.Single(t => t.Mode == mode).Peer;

    // A batch of one has a target of its own in training: PyTorch's cost per operation weighs most there.
    public static double Of(BenchCase c, string mode) =>
        mode == "train" && c.Batch == 1 ? (c.Hidden.Max() <= 128 ? 10 : 5) : Class(c, mode).Ratio;

    /// <summary>The largest units of the class that the case belongs to, and the class's ratio.</summary>
    public static (int Units, double Ratio) Class(BenchCase c, string mode) =>
        s_targets.Single(t => t.Mode == mode).Ratios.First(r => c.Hidden.Max() <= r.Units);
}
