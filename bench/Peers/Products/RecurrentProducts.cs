using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen.Bench.Peers.Products;

/// <summary>
/// One direction of a recurrent layer: at each step [B, inputs + units] times the weights of all gates, on the way back [B, gates] times
/// both transposed, and dG^T [x, h] over all steps; and where it is asked for what <see cref="Extent"/> names. Parts share the rows or the
/// units.
/// </summary>
internal sealed class RecurrentProducts : ILayerProducts
{
    private readonly int _inputs, _units, _steps, _batch, _parts, _xStride, _hStride;
    private readonly int[] _slots;
    private readonly bool _training, _inputGradient, _inputsAhead, _byUnits;
    private readonly Extent _extent;
    private readonly GateLayout _layout;
    private readonly AlignedBuffer _x, _h, _da, _dx, _gradients;
    private readonly Weights[] _weights; // one for all parts, or one for the units of each
    private readonly AlignedBuffer[] _gates, _dh; // of each part
    private readonly WeightUpdate? _update;

    /// <param name="inputs">Width of the layer's input.</param>
    /// <param name="units">Its units.</param>
    /// <param name="gates">Gates of a unit.</param>
    /// <param name="steps">Steps of the sequences.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="parts">Parts that the work is shared out to.</param>
    /// <param name="training">Whether gates are kept for a way back.</param>
    /// <param name="inputGradient">Whether there the gradient of the inputs is asked for.</param>
    /// <param name="extent">What is computed besides.</param>
    /// <param name="way">How they are arranged.</param>
    public RecurrentProducts(
        int inputs, int units, int gates, int steps, int batch, int parts, bool training, bool inputGradient, Extent extent,
        Arrangement way)
    {
        (_inputs, _units, _steps, _batch, _parts, _training, _inputGradient, _extent) =
            (inputs, units, steps, batch, parts, training, inputGradient, extent);
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
        _update = training && extent == Extent.Needed ? new(gates * units * (inputs + units)) : null;
    }

    /// <summary>Whether its parts meet after each step while a pass is run with <see cref="WorkerPool.RunTogether"/>.</summary>
    public bool MayMeet => _extent == Extent.Needed && _byUnits && _parts > 1;

    /// <summary>Whether the pass at hand is run so.</summary>
    public bool Meets { get; set; }

    // Whether the gates of all steps are in memory, not those of one.
    private bool Keeps => _training || _inputsAhead;

    /// <summary>Its input, as the caller has it.</summary>
    public CallersOrder CallersInput => new(_x, _batch, _steps, _inputs, _xStride);

    /// <summary>h of all steps, or targets of as many values.</summary>
    public CallersOrder CallersOutput => new(_h, _batch, _steps, _units, _hStride);

    public void Pack(int part)
    {
        // What parts share would be packed by all of them.
        if (_update is not null && _weights.Length == _parts)
            Of(part).Pack();
    }

    public void Forward(int part)
    {
        if (_inputsAhead)
        {
            Weights w = Of(part);
            int rows = Rows(part), first = _byUnits ? 0 : Part(_batch, part);
            Blocks.Multiply(
                w.Input, _steps * rows, w.Bias, _x.Span[(_steps * first * _xStride)..], _xStride, _gates[part], w.Layout.RowLength);
        }

        StepShares shares = new(part, Meets);
        for (int t = 0; t < _steps; t++)
        {
            while (shares.Next(out int share))
                ForwardStep(share, t);
            if (shares.Left)
                return;
        }
    }

    public void Backward(int part)
    {
        StepShares shares = new(part, Meets);
        for (int t = _steps - 1; t >= 0; t--)
        {
            while (shares.Next(out int share))
                BackwardStep(share, t);
            if (shares.Left)
                return;
        }

        // The gradient of the inputs is a product of all steps: each part takes some of the pairs of step and row.
        int begin = Part(_steps * _batch, part), end = Part(_steps * _batch, part + 1), length = _layout.RowLength;
        if (_inputGradient)
            Blocks.Multiply(
                Of(part).InputBack, end - begin, default, _da.Span[(begin * length)..], length, _dx.Span[(begin * _xStride)..], _xStride);
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

    public void Update() => _update?.Apply(_gradients);

    private void ForwardStep(int part, int t)
    {
        Weights w = Of(part);
        int rows = Rows(part), length = w.Layout.RowLength, kept = Keeps ? rows * length : 0, first = _byUnits ? 0 : Part(_batch, part);
        // Of one step: a cell has just written it, so that it is near. Where threads meet, that of the step before.
        Span<float> h = _h.Span[((Meets ? t * _batch : first) * _hStride)..], gates = _gates[part].Span.Slice(t * kept, rows * length);
        if (_inputsAhead)
        {
            PanelGemm.Multiply(w.Recurrent, rows, default, h[..(rows * _hStride)], _hStride, gates, length, accumulate: true);
            Functions(w, gates, rows, 0, w.Layout.Panels);
        }
        else
        {
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

        if (Meets && t + 1 < _steps)
        {
            (int begin, int end) = (Part(_units, part), Part(_units, part + 1));
            for (int row = 0; row < rows; row++)
                gates.Slice(row * length, end - begin).CopyTo(h[((_batch + row) * _hStride + begin)..]);
        }
    }

    private void BackwardStep(int part, int t)
    {
        Weights w = Of(part);
        int rows = Rows(part), first = _byUnits ? 0 : Part(_batch, part), length = _layout.RowLength;
        Span<float> da = _da.Span.Slice((t * _batch + first) * length, rows * length);
        PanelGemm.Multiply(
            w.RecurrentBack, rows, default, da, length, _dh[part], w.RecurrentBack.Columns.RowLength, accumulate: false);
        if (Meets && t > 0)
        {
            int begin = Part(length, part), end = Part(length, part + 1);
            for (int row = 0; row < rows; row++)
                da[(row * length + begin)..(row * length + end)].CopyTo(_da.Span[(((t - 1) * _batch + row) * length + begin)..]);
        }
    }

    private void Functions(Weights w, Span<float> gates, int rows, int begin, int end)
    {
        if (_extent >= Extent.Functions)
            CellFunctions.Apply(gates, rows, w.Layout, _slots.Length, begin, end);
    }

    private Weights Of(int part) => _weights[_byUnits ? part : 0];

    private int Rows(int part) => _byUnits ? _batch : Part(_batch, part + 1) - Part(_batch, part);

    private int Part(int count, int part) => count * part / _parts;

    /// <summary>Packed weights of some of the units.</summary>
    private sealed class Weights
    {
        private readonly int _inputs, _states;
        private readonly int[] _slots;
        private readonly float[] _ofInput, _ofStates, _toStates, _toInputs;

        public Weights(RecurrentProducts layer, int units)
        {
            (_inputs, _states, _slots) = (layer._inputs, layer._units, layer._slots);
            Layout = GateLayout.Full(units, _slots.Length);
            Bias = Values.Random(Layout.RowLength);
            _ofInput = Values.Random(_slots.Length * units * _inputs).Span.ToArray();
            _ofStates = Values.Random(_slots.Length * units * _states).Span.ToArray();
            _toStates = Values.Random(_slots.Length * _states * units).Span.ToArray();
            _toInputs = Values.Random(_slots.Length * _states * _inputs).Span.ToArray();
            Both = PackedMatrix.ForGates(Layout, _inputs + _states);
            Input = PackedMatrix.ForGates(Layout, _inputs);
            Recurrent = PackedMatrix.ForGates(Layout, _states);
            RecurrentBack = PackedMatrix.ForBackward(layer._layout, Panel.Pad(units));
            InputBack = PackedMatrix.ForBackward(layer._layout, Panel.Pad(_inputs));
            Input.PackWeights(0, _ofInput, new(1, _inputs), _slots);
            Recurrent.PackWeights(0, _ofStates, new(1, _states), _slots);
            InputBack.PackTransposed(_toInputs, new(1, _inputs), _slots);
            Pack();
        }

        public GateLayout Layout { get; }

        public AlignedBuffer Bias { get; }

        /// <summary>[inputs + units, gates].</summary>
        public PackedMatrix Both { get; }

        public PackedMatrix Input { get; }

        public PackedMatrix Recurrent { get; }

        public PackedMatrix RecurrentBack { get; }

        public PackedMatrix InputBack { get; }

        /// <summary>What a training step packs at least: all weights for the way there, those of the states for the way back.</summary>
        public void Pack()
        {
            Both.PackWeights(0, _ofInput, new(1, _inputs), _slots);
            Both.PackWeights(_inputs, _ofStates, new(1, _states), _slots);
            RecurrentBack.PackTransposed(_toStates, new(1, _toStates.Length / (_slots.Length * _states)), _slots);
        }
    }
}
