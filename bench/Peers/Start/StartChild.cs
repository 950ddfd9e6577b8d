using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Onnx;

namespace LstmGen.Bench.Peers.Start;

/// <summary>The process whose start is measured: loads, predicts ten steps of zeros, prints a value.</summary>
internal static class StartChild
{
    public const int Steps = 10;
    private const int Units = 64;

    public static void Run(string[] what)
    {
        switch (what)
        {
            case ["lstmgen", var path]:
                Console.WriteLine(RawLstm64.Load(path).Predict(new float[Steps * Units])[0]);
                break;
            case ["onnx", var path, var library]:
                Console.WriteLine(Onnx(path, library));
                break;
            default:
                Console.WriteLine(0f);
                break;
        }
    }

    private static unsafe float Onnx(string path, string library)
    {
        OrtApi ort = new(library);
        void* session = ort.Session(File.ReadAllBytes(path), threads: 1);
        float[] features = GC.AllocateArray<float>(Steps * Units, pinned: true);
        void* input = ort.Tensor(features, 1, Steps, Units), output = null;
        fixed (byte* x = "x\0"u8, y = "y\0"u8)
        {
            byte* inputName = x, outputName = y;
            ort.Check(ort.Run(session, null, &inputName, &input, 1, &outputName, 1, &output));
        }

        return ort.Read(output, 1)[0];
    }
}
