using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Items;
using LstmGen.CompilerServices;

namespace LstmGen.Bench.Peers.Products;

/// <summary>
/// The multiply-adds of a case (<see cref="BenchCase.Flops"/>) with LstmGen's kernels, and nothing else but, where it is asked for, the
/// functions of the cells on the way there: no other equations, embedding, loss, optimizer or packing of changed weights; threads meet
/// between the passes alone.
/// </summary>
internal sealed class ProductsItem : BenchItem, IParallelWork
{
    private const int Forward = 0, Backward = 1, Gradients = 2;
    private readonly List<ILayerProducts> _layers = [];
    private readonly bool _training;
    private readonly int _parts;

    /// <param name="c">The case.</param>
    /// <param name="training">Whether the products of a training step, else those of inference.</param>
    /// <param name="functions">Whether the cells' functions are computed too, see <see cref="CellFunctions"/>.</param>
    /// <param name="parts">Parts that run at the same time.</param>
    /// <param name="way">How they are arranged.</param>
    public ProductsItem(BenchCase c, bool training, bool functions, int parts, Arrangement way)
    {
        (_training, _parts) = (training, parts);
        int inner = c.Input;
        for (int layer = 0; layer < c.Hidden.Length; layer++)
        {
            for (int direction = 0; direction < c.Directions; direction++)
            {
                _layers.Add(new RecurrentProducts(
                    inner, c.Hidden[layer], c.Gates, c.Steps, c.Batch, parts, training, layer > 0 || c.Vocabulary > 0,
                    functions, way));
            }

            inner = c.Hidden[layer] * c.Directions;
        }

        if (c.Head != "none")
            _layers.Add(new DenseProducts(inner, c.Outputs, c.Head == "token" ? c.Batch * c.Steps : c.Batch, parts));
    }

    /// <summary>What each layer has computed, see <see cref="ILayerProducts.Computed"/>.</summary>
    public IEnumerable<(float[] Outputs, float[] Gradients)> Computed => _layers.Select(layer => layer.Computed());

    public override void Run()
    {
        WorkerPool.Shared.Run(this, Forward, _parts);
        if (!_training)
            return;
        WorkerPool.Shared.Run(this, Backward, _parts);
        WorkerPool.Shared.Run(this, Gradients, _parts);
    }

    void IParallelWork.Run(int phase, int part)
    {
        foreach (ILayerProducts layer in _layers)
        {
            switch (phase)
            {
                case Forward:
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
}
