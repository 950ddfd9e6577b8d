using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Work;

namespace LstmGen.Bench.Peers.Onnx;

/// <summary>ONNX Runtime as a peer, through its C API, with the weights of the declared models.</summary>
internal static class OnnxWorker
{
    public static void Run(string library)
    {
        OrtApi ort = new(library);
        Worker.Serve(
            new
            {
                peer = "onnxruntime",
                version = ort.ProductVersion,
                label = "c-api",
                modes = (string[])["infer", "stream"],
                cases = string.Join(',', GridCases.AndSamples.Where(ModelCatalog.Has).Select(c => c.Id)),
                restart = true,
            },
            (c, mode, threads) => Open(ort, c, mode, threads));
    }

    /// <summary>
    /// Prints, for each case, how far the outputs of ONNX Runtime lie from the declared model's; returns whether all are near.
    /// </summary>
    public static bool Compare(string library, IEnumerable<BenchCase> cases)
    {
        OrtApi ort = new(library);
        bool near = true;
        foreach (BenchCase full in cases.Where(ModelCatalog.Has))
        {
            BenchCase c = full with { Batch = Math.Min(full.Batch, 3), Steps = Math.Min(full.Steps, 20) };
            IRecurrentModel model = ModelCatalog.Create(c);
            using InferItem own = new(c, model) { Parameters = model.Parameters.Count };
            own.Run();
            using OnnxItem other = new(ort, new OnnxExport(c, model, false).Write(), c, false, 1, own.Data)
            {
                Parameters = model.Parameters.Count
            };
            float[] outputs = other.Outputs(own.Outputs.Length);
            float worst = 0;
            for (int i = 0; i < outputs.Length; i++)
                worst = Math.Max(worst, Math.Abs(outputs[i] - own.Outputs[i]));
            near &= worst < 1e-4f;
            Console.WriteLine($"{c.Id,-18} largest difference {worst:E1}{(worst < 1e-4f ? "" : "  NOT THE SAME")}");
        }

        return near;
    }

    private static OnnxItem Open(OrtApi ort, BenchCase c, string mode, int threads)
    {
        IRecurrentModel model = ModelCatalog.Create(c);
        bool stream = mode == "stream";
        return new(ort, new OnnxExport(c, model, stream).Write(), c, stream, threads, new BatchData(c))
        {
            Parameters = model.Parameters.Count
        };
    }
}
