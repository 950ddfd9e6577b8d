namespace LstmGen.Bench.Peers.Report;

/// <summary>A peer as the report calls it.</summary>
internal static class PeerTitle
{
    /// <summary>Peers in the order of columns: those that count today, then the old one.</summary>
    public static readonly string[] Order = ["libtorch", "onnxruntime", "onednn", "rtneural", "torch"];

    /// <param name="peer">Its name in records.</param>
    /// <param name="version">What it says of its version; may be empty.</param>
    public static string Of(string peer, string version)
    {
        string name = peer switch
        {
            "libtorch" => "libtorch",
            "onnxruntime" => "ONNX Runtime",
            "onednn" => "oneDNN's LSTM",
            "rtneural" => "RTNeural",
            "torch" => "PyTorch",
            _ => peer,
        };
        return version.Length > 0 ? $"{name} {version}" : name;
    }

    /// <summary>Without what stands in brackets: <c>libtorch 2.10.0</c>, not its binding's version too.</summary>
    public static string Short(string peer, string version) => Of(peer, version.Split(" (")[0]);
}
