using LstmGen.Interchange;

namespace LstmGen.Fuzz;

/// <summary>Readers of other frameworks' files.</summary>
internal static class InterchangeTargets
{
    private static readonly string[] Binary = ["TREE", "SNOD", "HEAP", "GCOL", "OHDR", "OCHK", "\0\0\0\0\0\0\0\0", "\u0001\0\0\0",
        "PK\u0003\u0004", "PK\u0001\u0002", "vars", "layers", "kernel:0"];

    private static readonly string[] Json =
        ["{", "}", "[", "]", "\"", ",", ":", "null", "-1", "1e99", "\\ud800", "[[[[[[[[", "\"class_name\"", "\"config\"", "\"layers\"",
            "\"LSTM\"", "\"Bidirectional\"", "\"layer\"", "\"weights\""];

    private static readonly string[] Onnx =
        ["LSTM", "GRU", "RNN", "Slice", "Concat", "Squeeze", "Reshape", "Transpose", "Gather", "Split", "If", "Loop", "axis", "perm",
            "direction", "\u0008", "\u0012", "\u001a", "\u003a"];

    public static IEnumerable<FuzzTarget> All()
    {
        yield return Target("keras h5", Binary, "keras2-small.h5", "keras2-stack-latest.h5", "loop.h5", "keras2-hard-sigmoid.h5");
        yield return Target("keras zip", [.. Binary, .. Json], "keras3-backwards.keras", "keras3-stack-deflated.keras");
        yield return Target("onnx", Onnx, "onnx-steps.onnx", "onnx-words.onnx", "onnx-stack-unfolded.onnx");
        yield return Target("torch", Binary, "tagger.pt", "tagger-legacy.pt", "tagger-views.pt");
        yield return Target("rtneural", Json, "rtneural-lstm.json", "rtneural-gru.json");
    }

    private static FuzzTarget Target(string name, string[] words, params string[] seeds) => new(
        name, [.. seeds.Select(seed => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Files", seed)))], words,
        path => WeightFile.Open(path), e => e is InterchangeException);
}
