using System.Runtime.InteropServices;

namespace LstmGen.Bench.Peers.Whole;

/// <summary>All weights of a network in the declared model's order, as bare floats in a file: what both libraries start from.</summary>
internal static class WholeWeights
{
    public static void Write(string path, ReadOnlySpan<float> weights) =>
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(weights).ToArray());

    public static float[] Read(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
}
