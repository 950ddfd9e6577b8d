using System.Runtime.InteropServices;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;

namespace LstmGen.Bench.Peers.Onnx;

/// <summary>A case's network in ONNX Runtime: a whole batch, or steps whose states go from outputs to inputs without a copy.</summary>
internal sealed unsafe class OnnxItem : BenchItem
{
    private readonly OrtApi _ort;
    private readonly void* _session;
    private readonly bool _stream;
    private readonly int _count;
    private readonly List<Array> _kept = [];

    // Pinned: names and tensors of inputs and of outputs, x and y first.
    private readonly nint[] _inputNames, _outputNames, _inputs, _outputs;

    public OnnxItem(OrtApi ort, byte[] model, BenchCase c, bool stream, int threads, BatchData data)
    {
        _ort = ort;
        _stream = stream;
        _session = ort.Session(model, threads);
        int[] states = stream ? OnnxExport.StateWidths(c) : [];
        _count = 1 + states.Length;
        (_inputNames, _outputNames, _inputs, _outputs) =
            (Pinned<nint>(_count), Pinned<nint>(_count), Pinned<nint>(_count), Pinned<nint>(_count));
        long batch = stream ? 1 : c.Batch, steps = stream ? 1 : c.Steps;
        (_inputNames[0], _outputNames[0]) = (Name("x"), Name("y"));
        if (c.Vocabulary > 0)
        {
            long[] tokens = Pinned<long>((int)(batch * steps));
            for (int i = 0; i < tokens.Length; i++)
                tokens[i] = data.Tokens[i];
            _inputs[0] = (nint)ort.Tensor(tokens, batch, steps);
        }
        else
        {
            float[] features = Pinned<float>((int)(batch * steps) * c.Input);
            data.Features[..features.Length].CopyTo(features);
            _inputs[0] = (nint)ort.Tensor(features, batch, steps, c.Input);
        }

        for (int k = 1; k < _count; k++)
        {
            (_inputNames[k], _outputNames[k]) = (Name($"s{k - 1}"), Name($"t{k - 1}"));
            _inputs[k] = (nint)ort.Tensor(Pinned<float>(states[k - 1]), 1, 1, states[k - 1]);
            _outputs[k] = (nint)ort.Tensor(Pinned<float>(states[k - 1]), 1, 1, states[k - 1]);
        }
    }

    public override int UnitsPerRun => _stream ? StreamItem.Steps : 1;

    public override void Run()
    {
        int runs = UnitsPerRun;
        for (int i = 0; i < runs; i++)
        {
            Once();
            for (int k = 1; k < _count; k++)
                (_inputs[k], _outputs[k]) = (_outputs[k], _inputs[k]);
            _ort.ReleaseValue((void*)_outputs[0]);
            _outputs[0] = 0;
        }
    }

    /// <summary>The outputs of one run.</summary>
    public float[] Outputs(int count)
    {
        Once();
        float[] values = _ort.Read((void*)_outputs[0], count).ToArray();
        _ort.ReleaseValue((void*)_outputs[0]);
        _outputs[0] = 0;
        return values;
    }

    public override void Dispose()
    {
        for (int k = 0; k < _count; k++)
        {
            _ort.ReleaseValue((void*)_inputs[k]);
            _ort.ReleaseValue((void*)_outputs[k]);
            Marshal.FreeCoTaskMem(_inputNames[k]);
            Marshal.FreeCoTaskMem(_outputNames[k]);
        }

        _ort.ReleaseSession(_session);
        _kept.Clear();
        base.Dispose();
    }

    private void Once()
    {
        fixed (nint* inputNames = _inputNames, outputNames = _outputNames, inputs = _inputs, outputs = _outputs)
            _ort.Check(
                _ort.Run(
                    _session, null, (byte**)inputNames, (void**)inputs, (nuint)_count, (byte**)outputNames, (nuint)_count,
                    (void**)outputs));
    }

    private static nint Name(string name) => Marshal.StringToCoTaskMemUTF8(name);

    private T[] Pinned<T>(int length)
    {
        T[] array = GC.AllocateArray<T>(length, pinned: true);
        _kept.Add(array);
        return array;
    }
}
