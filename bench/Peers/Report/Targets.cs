using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Report;

/// <summary>
/// What the project means to reach. Against the newest peers where they were measured; records of earlier runs, which have PyTorch 1.13 in
/// their place, keep the targets of their time.
/// </summary>
internal sealed class Targets(params Target[] all)
{
    /// <summary>Against libtorch and ONNX Runtime of today.</summary>
    public static readonly Targets Today = new(
        new("train", "libtorch", ["libtorch"],
            new("tutorial models", 1.9, c => c.Group == "model" && c.Cell == "lstm"),
            new("GRU to 64 units", 10, c => c.Cell == "gru" && c.Hidden.Max() <= 64),
            new("GRU", 2.3, c => c.Cell == "gru"),
            new("LSTM to 64 units", 3, c => c.Cell == "lstm" && c.Hidden.Max() <= 64),
            new("LSTM to 256 units, one row", 3, c => c.Cell == "lstm" && c.Hidden.Max() <= 256 && c.Batch == 1),
            new("LSTM", 1.5, c => c.Cell == "lstm"),
            new("Elman", 1.5, _ => true)),
        new("train", "oneDNN 2.6's LSTM", ["onednn"], TargetClass.To(64, 2.5), TargetClass.To(1024, 1.4)),
        new("infer", "libtorch and ONNX Runtime", ["libtorch", "onnxruntime"], TargetClass.To(64, 1.6), TargetClass.To(1024, 1.15)),
        new("infer", "oneDNN 2.6's LSTM", ["onednn"], TargetClass.To(1024, 1)),
        new("stream", "libtorch and ONNX Runtime", ["libtorch", "onnxruntime"],
            TargetClass.To(32, 60), TargetClass.To(64, 15), TargetClass.To(128, 6), TargetClass.To(256, 2.5), TargetClass.To(1024, 1.3)),
        new("stream", "RTNeural", ["rtneural"], TargetClass.To(1024, 1)) { Samples = true });

    /// <summary>Against PyTorch 1.13, which libtorch of today has taken the place of.</summary>
    public static readonly Targets Earlier = new(
        new("train", "torch", ["torch"],
            // A batch of one has a target of its own in training: PyTorch's cost per operation weighs most there.
            new("to 128, one row", 10, c => c.Batch == 1 && c.Hidden.Max() <= 128),
            new("to 1024, one row", 5, c => c.Batch == 1),
            TargetClass.To(32, 20), TargetClass.To(128, 7), TargetClass.To(256, 4), TargetClass.To(512, 2.2), TargetClass.To(1024, 1.8)),
        new("train", "onednn", ["onednn"], TargetClass.To(64, 2.5), TargetClass.To(1024, 1.4)),
        new("infer", "onnxruntime", ["onnxruntime"], TargetClass.To(64, 2.5), TargetClass.To(128, 1.5), TargetClass.To(1024, 1.2)),
        new("infer", "onednn", ["onednn"], TargetClass.To(1024, 1)),
        new("stream", "onnxruntime", ["onnxruntime"],
            TargetClass.To(32, 60), TargetClass.To(64, 15), TargetClass.To(128, 6), TargetClass.To(256, 2.5), TargetClass.To(1024, 1.3)));

    /// <summary>In the order of the report.</summary>
    public IReadOnlyList<Target> All => all;

    /// <summary>The targets that records are read with: those of today as soon as libtorch is among the peers.</summary>
    public static Targets For(IEnumerable<Measurement> measurements) => measurements.Any(m => m.Peer == "libtorch") ? Today : Earlier;

    /// <summary>The one that a case's ratio in a mode is about; null where there is none.</summary>
    public Target? Main(BenchCase c, string mode) => all.FirstOrDefault(t => t.Mode == mode && t.Covers(c));
}
