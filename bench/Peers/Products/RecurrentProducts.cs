using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen.Bench.Peers.Products;

/// <summary>
/// One direction of a recurrent layer: at each step [B, inputs + units] times the weights of all gates, on the way back [B, gates] times
/// both transposed, and dG^T [x, h] over all steps; and where it is asked for the cell's functions on the way there. Parts share the rows
/// or the units.
/// </summary>
internal sealed class RecurrentProducts : ILayerProducts
{
    private readonly int _inputs, _units, _steps, _batch, _parts, _xStride, _hStride;
    private readonly int[] _slots;
    private readonly bool _training, _inputGradient, _functions, _inputsAhead, _byUnits;
    private readonly GateLayout _layout;
    private readonly AlignedBuffer _x, _h, _da, _dx, _gradients;
    private readonly Weights[] _weights; // one for all parts, or one for the units of each
    private readonly AlignedBuffer[] _gates, _dh; // of each part

    /// <param name="inputs">Width of the layer's input.</param>
    /// <param name="units">Its units.</param>
    /// <param name="gates">Gates of a unit.</param>
    /// <param name="steps">Steps of the sequences.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="parts">Parts that the work is shared out to.</param>
    /// <param name="training">Whether gates are kept for a way back.</param>
    /// <param name="inputGradient">Whether there the gradient of the inputs is asked for.</param>
    /// <param name="functions">Whether the cell's functions are computed too.</param>
    /// <param name="way">How they are arranged.</param>
    public RecurrentProducts(
        int inputs, int units, int gates, int steps, int batch, int parts, bool training, bool inputGradient, bool functions,
        Arrangement way)
    {
        (_inputs, _units, _steps, _batch, _parts, _training, _inputGradient, _functions) =
            (inputs, units, steps, batch, parts, training, inputGradient, functions);
        (_inputsAhead, _byUnits) = (way.InputsAhead, way.ByUnits || batch < parts);
        (_xStride, _hStride) = (Panel.Pad(inputs), Panel.Pad(units));
        _slots = [.. Enumerable.Range(0, gates)];
        _layout = GateLayout.Full(units, gates);
        _x = Values.Random(steps * batch * _xStride);
        _h = Values.Random(steps * batch * _hStride);
        _weights = _byUnits
            ? [.. Enumerable.Range(0, parts).Select(part => new Weights(this, Part(units, part + 1) - Part(units, part)))]
            : [new Weights(this, units)];
        _gates = [.. Enumerable.Range(0, parts).Select(part =>
            new AlignedBuffer((Keeps ? steps : 1) * Rows(part) * Of(part).Layout.RowLength))];
        _da = Values.Random(training ? steps * batch * _layout.RowLength : 0);
        _dx = new AlignedBuffer(training && inputGradient ? steps * batch * _xStride : 0);
        _dh = [.. Enumerable.Range(0, parts).Select(part => new AlignedBuffer(training ? Rows(part) * _hStride : 0))];
        _gradients = new AlignedBuffer(training ? gates * units * (inputs + units) : 0);
    }

    // Whether the gates of all steps are in memory, not those of one.
    private bool Keeps => _training || _inputsAhead;

    public void Forward(int part)
    {
        Weights w = Of(part);
        int rows = Rows(part), length = w.Layout.RowLength, kept = Keeps ? rows * length : 0, first = _byUnits ? 0 : Part(_batch, part);
        ReadOnlySpan<float> h = _h.Span[(first * _hStride)..]; // of one step: a cell has just written it, so that it is near
        if (_inputsAhead)
            Blocks.Multiply(w.Input, _steps * rows, w.Bias, _x.Span[(_steps * first * _xStride)..], _xStride, _gates[part], length);
        for (int t = 0; t < _steps; t++)
        {
            Span<float> gates = _gates[part].Span.Slice(t * kept, rows * length);
            if (_inputsAhead)
            {
                PanelGemm.Multiply(w.Recurrent, rows, default, h[..(rows * _hStride)], _hStride, gates, length, accumulate: true);
                Functions(w, gates, rows, 0, w.Layout.Panels);
                continue;
            }

            int step = PanelGemm.PanelStep(w.Both, rows);
            for (int panel = 0; panel < w.Layout.Panels; panel += step)
            {
                int end = Math.Min(panel + step, w.Layout.Panels);
                PanelGemm.Multiply(
                    w.Both, panel, end, rows, w.Bias,
                    _x.Span[((t * _batch + first) * _xStride)..], _xStride, _inputs, h, _hStride, _units, gates, length);
                Functions(w, gates, rows, panel, end);
            }
        }
    }

    public void Backward(int part)
    {
        Weights w = Of(part);
        int rows = Rows(part), first = _byUnits ? 0 : Part(_batch, part), length = _layout.RowLength;
        for (int t = _steps - 1; t >= 0; t--)
            PanelGemm.Multiply(
                w.RecurrentBack, rows, default, _da.Span.Slice((t * _batch + first) * length, rows * length), length, _dh[part],
                w.RecurrentBack.Columns.RowLength, accumulate: false);
        // The gradient of the inputs is a product of all steps: each part takes some of the pairs of step and row.
        int begin = Part(_steps * _batch, part), end = Part(_steps * _batch, part + 1);
        if (_inputGradient)
            Blocks.Multiply(
                w.InputBack, end - begin, default, _da.Span[(begin * length)..], length, _dx.Span[(begin * _xStride)..], _xStride);
    }

    public void Gradients(int part)
    {
        int ofInput = _slots.Length * _units * _inputs;
        Span<float> gradients = _gradients;
        WeightGradient.Accumulate(
            new(gradients[..ofInput], _x, _xStride, new(1, _inputs)), new(gradients[ofInput..], _h, _hStride, new(1, _units)),
            default, default, _layout, _slots, _da, _layout.RowLength, _steps * _batch, new(part, _parts, _inputs + _units));
    }

    public (float[] Outputs, float[] Gradients) Computed() =>
        ([.. _gates.SelectMany(gates => gates.Span.ToArray())], [.. _dx.Span, .. _gradients.Span]);

    private void Functions(Weights w, Span<float> gates, int rows, int begin, int end)
    {
        if (_functions)
            CellFunctions.Apply(gates, rows, w.Layout, _slots.Length, begin, end);
    }

    private Weights Of(int part) => _weights[_byUnits ? part : 0];

    private int Rows(int part) => _byUnits ? _batch : Part(_batch, part + 1) - Part(_batch, part);

    private int Part(int count, int part) => count * part / _parts;

    /// <summary>Packed weights of some of the units.</summary>
    private sealed class Weights
    {
        public Weights(RecurrentProducts layer, int units)
        {
            int inputs = layer._inputs, states = layer._units;
            int[] slots = layer._slots;
            Layout = GateLayout.Full(units, slots.Length);
            Bias = Values.Random(Layout.RowLength);
            float[] ofInput = Values.Random(slots.Length * units * inputs).Span.ToArray();
            float[] ofStates = Values.Random(slots.Length * units * states).Span.ToArray();
            Both = PackedMatrix.ForGates(Layout, inputs + states);
            Both.PackWeights(0, ofInput, new(1, inputs), slots);
            Both.PackWeights(inputs, ofStates, new(1, states), slots);
            Input = PackedMatrix.ForGates(Layout, inputs);
            Input.PackWeights(0, ofInput, new(1, inputs), slots);
            Recurrent = PackedMatrix.ForGates(Layout, states);
            Recurrent.PackWeights(0, ofStates, new(1, states), slots);
            RecurrentBack = PackedMatrix.ForBackward(layer._layout, Panel.Pad(units));
            RecurrentBack.PackTransposed(Values.Random(slots.Length * states * units).Span, new(1, units), slots);
            InputBack = PackedMatrix.ForBackward(layer._layout, Panel.Pad(inputs));
            InputBack.PackTransposed(Values.Random(slots.Length * states * inputs).Span, new(1, inputs), slots);
        }

        public GateLayout Layout { get; }

        public AlignedBuffer Bias { get; }

        /// <summary>[inputs + units, gates].</summary>
        public PackedMatrix Both { get; }

        public PackedMatrix Input { get; }

        public PackedMatrix Recurrent { get; }

        public PackedMatrix RecurrentBack { get; }

        public PackedMatrix InputBack { get; }
    }
}
