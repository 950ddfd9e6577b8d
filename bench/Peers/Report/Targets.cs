using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Report;

/// <summary>How many times faster than a peer the project means to be, by mode and units; the first peer of a mode is its rival.</summary>
internal static class Targets
{
    private static readonly (string Mode, string Peer, (int Units, double Ratio)[] Ratios)[] s_targets =
    [
        ("train", "torch", [(32, 20), (128, 7), (256, 4), (512, 2.2), (1024, 1.8)]),
        ("train", "onednn", [(64, 2.5), (1024, 1.4)]),
        ("infer", "onnxruntime", [(64, 2.5), (128, 1.5), (1024, 1.2)]),
        ("infer", "onednn", [(1024, 1)]),
        ("stream", "onnxruntime", [(32, 60), (64, 15), (128, 6), (256, 2.5), (1024, 1.3)]),
    ];

    /// <summary>Every mode with each peer that it has targets for.</summary>
    public static IEnumerable<(string Mode, string Peer)> All => s_targets.Select(t => (t.Mode, t.Peer));

    /// <summary>The peer that a mode is measured against.</summary>
    public static string Rival(string mode) => s_targets.First(t => t.Mode == mode).Peer;

    // A batch of one has a target of its own in training: PyTorch's cost per operation weighs most there.
    public static double Of(BenchCase c, string mode, string peer) =>
        mode == "train" && peer == "torch" && c.Batch == 1 ? (c.Hidden.Max() <= 128 ? 10 : 5) : Class(c, mode, peer).Ratio;

    /// <summary>The largest units of the class that the case belongs to, and the class's ratio.</summary>
    public static (int Units, double Ratio) Class(BenchCase c, string mode, string peer) =>
        s_targets.Single(t => t.Mode == mode && t.Peer == peer).Ratios.First(r => c.Hidden.Max() <= r.Units);
}
