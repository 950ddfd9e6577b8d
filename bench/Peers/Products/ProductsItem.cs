using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.CompilerServices;

namespace LstmGen.Bench.Peers.Products;

/// <summary>
/// The multiply-adds of a case (<see cref="BenchCase.Flops"/>) with LstmGen's kernels, and nothing else but what <see cref="Extent"/>
/// names: no other equations, embedding or loss.
/// </summary>
internal sealed class ProductsItem : BenchItem, IParallelWork
{
    private const int BringIn = 0, Forward = 1, Backward = 2, Gradients = 3, HandOut = 4;
    private readonly List<ILayerProducts> _layers = [];
    private readonly RecurrentProducts? _meeting; // the only layer, where its parts meet
    private readonly CallersOrder? _input, _output; // what the caller hands over
    private readonly bool _training;
    private readonly int _parts, _batch;

    /// <param name="c">The case.</param>
    /// <param name="training">Whether the products of a training step, else those of inference.</param>
    /// <param name="extent">What is computed besides the products.</param>
    /// <param name="parts">Parts that run at the same time.</param>
    /// <param name="way">How they are arranged.</param>
    public ProductsItem(BenchCase c, bool training, Extent extent, int parts, Arrangement way)
    {
        (_training, _parts, _batch) = (training, parts, c.Batch);
        int inner = c.Input;
        for (int layer = 0; layer < c.Hidden.Length; layer++)
        {
            for (int direction = 0; direction < c.Directions; direction++)
            {
                _layers.Add(new RecurrentProducts(
                    inner, c.Hidden[layer], c.Gates, c.Steps, c.Batch, parts, training, layer > 0 || c.Vocabulary > 0,
                    extent, way));
            }

            inner = c.Hidden[layer] * c.Directions;
        }

        if (c.Head != "none")
            _layers.Add(new DenseProducts(inner, c.Outputs, c.Head == "token" ? c.Batch * c.Steps : c.Batch, parts));
        _meeting = _layers is [RecurrentProducts { MayMeet: true } only] ? only : null;
        if (extent < Extent.Needed)
            return;
        _input = c.Vocabulary > 0 ? null : ((RecurrentProducts)_layers[0]).CallersInput;
        _output = (_layers[^1] as RecurrentProducts)?.CallersOutput;
    }

    /// <summary>What each layer has computed, see <see cref="ILayerProducts.Computed"/>.</summary>
    public IEnumerable<(float[] Outputs, float[] Gradients)> Computed => _layers.Select(layer => layer.Computed());

    public override void Run()
    {
        if (_input is not null || _output is not null)
            RunRows(BringIn);
        RunSteps(Forward);
        if (!_training)
        {
            if (_output is not null)
                RunRows(HandOut);
            return;
        }

        RunSteps(Backward);
        WorkerPool.Shared.Run(this, Gradients, _parts);
        foreach (ILayerProducts layer in _layers)
            layer.Update();
    }

    private void RunRows(int phase) => WorkerPool.Shared.Run(this, phase, Math.Min(_parts, _batch));

    private void RunSteps(int phase)
    {
        if (_meeting is { } layer)
        {
            layer.Meets = true;
            bool ran = WorkerPool.Shared.RunTogether(this, phase, _parts);
            layer.Meets = false;
            if (ran)
                return;
        }

        WorkerPool.Shared.Run(this, phase, _parts);
    }

    void IParallelWork.Run(int phase, int part)
    {
        if (phase is BringIn or HandOut)
        {
            int parts = Math.Min(_parts, _batch);
            Copy(phase, _batch * part / parts, _batch * (part + 1) / parts);
            return;
        }

        foreach (ILayerProducts layer in _layers)
        {
            switch (phase)
            {
                case Forward:
                    layer.Pack(part);
                    layer.Forward(part);
                    break;
                case Backward:
                    layer.Backward(part);
                    break;
                default:
                    layer.Gradients(part);
                    break;
            }
        }
    }

    private void Copy(int phase, int begin, int end)
    {
        if (phase == HandOut)
        {
            _output?.HandOut(begin, end);
            return;
        }

        _input?.BringIn(begin, end);
        if (_training)
            _output?.BringIn(begin, end); // targets
    }
}
