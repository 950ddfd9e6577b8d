using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LstmGen.Bench.Torch.Cells;

/// <summary>The cells of LstmGen.Cells, each with its step in operations of libtorch.</summary>
internal static class ZooCatalog
{
    public static IReadOnlyList<ZooCell> All { get; } =
    [
        new("CoupledLstm", "bbb", 1, 0, () => new CoupledLstmOf64(1), () => new CoupledLstmOf256(1), s =>
        {
            Tensor input = sigmoid(s.Gate(0));
            s.States[0] = (s.States[0] * (1 - input)) + (input * tanh(s.Gate(1)));
            return sigmoid(s.Gate(2)) * tanh(s.States[0]);
        }),
        new("Elman", "b", 0, 0, () => new ElmanOf64(1), () => new ElmanOf256(1), s => tanh(s.Gate(0))),
        new("IndRnn", "i", 0, 1, () => new IndRnnOf64(1), () => new IndRnnOf256(1), s => F.relu(s.Gate(0) + (s.Weights[0] * s.H))),
        new("Janet", "bb", 1, 0, () => new JanetOf64(1), () => new JanetOf256(1), s =>
        {
            Tensor keep = sigmoid(s.Gate(0));
            return s.States[0] = (keep * s.States[0]) + ((1 - keep) * tanh(s.Gate(1)));
        }),
        new(
            "LeakyIntegrator", "b", 0, 1, () => new LeakyIntegratorOf64(1), () => new LeakyIntegratorOf256(1),
            s => s.H + (sigmoid(s.Weights[0]) * (tanh(s.Gate(0)) - s.H))),
        new("LiGru", "bb", 0, 0, () => new LiGruOf64(1), () => new LiGruOf256(1), s =>
        {
            Tensor update = sigmoid(s.Gate(0));
            return (update * s.H) + ((1 - update) * F.relu(s.Gate(1)));
        }),
        new("Mgu", "bo", 0, 0, () => new MguOf64(1), () => new MguOf256(1), s =>
        {
            Tensor forget = sigmoid(s.Gate(0));
            return s.H + (forget * (tanh(s.Gate(1, forget * s.H)) - s.H));
        }),
        new("MinGru", "ii", 0, 0, () => new MinGruOf64(1), () => new MinGruOf256(1), s => s.H + (sigmoid(s.Gate(0)) * (s.Gate(1) - s.H))),
        new("MinLstm", "iii", 0, 0, () => new MinLstmOf64(1), () => new MinLstmOf256(1), s =>
        {
            Tensor keep = sigmoid(F.logsigmoid(s.Gate(0)) - F.logsigmoid(s.Gate(1)));
            return s.Gate(2) + (keep * (s.H - s.Gate(2)));
        }),
        new("PeepholeLstm", "bbbb", 1, 3, () => new PeepholeLstmOf64(1), () => new PeepholeLstmOf256(1), s =>
        {
            Tensor c = s.States[0], input = sigmoid(s.Gate(0) + (s.Weights[0] * c)), forget = sigmoid(s.Gate(1) + (s.Weights[1] * c));
            s.States[0] = (forget * c) + (input * tanh(s.Gate(2)));
            return sigmoid(s.Gate(3) + (s.Weights[2] * s.States[0])) * tanh(s.States[0]);
        }),
        new("PlainGru", "bbih", 0, 0, () => new PlainGruOf64(1), () => new PlainGruOf256(1), s =>
        {
            Tensor candidate = tanh(s.Gate(2) + (sigmoid(s.Gate(0)) * s.Gate(3)));
            return candidate + (sigmoid(s.Gate(1)) * (s.H - candidate));
        }),
        new("PlainLstm", "bbbb", 1, 0, () => new PlainLstmOf64(1), () => new PlainLstmOf256(1), s =>
        {
            s.States[0] = (sigmoid(s.Gate(1)) * s.States[0]) + (sigmoid(s.Gate(0)) * tanh(s.Gate(2)));
            return sigmoid(s.Gate(3)) * tanh(s.States[0]);
        }),
        new("ResetBeforeGru", "bbo", 0, 0, () => new ResetBeforeGruOf64(1), () => new ResetBeforeGruOf256(1), s =>
        {
            Tensor candidate = tanh(s.Gate(2, sigmoid(s.Gate(0)) * s.H));
            return candidate + (sigmoid(s.Gate(1)) * (s.H - candidate));
        }),
        new("Slstm", "bbbb", 3, 0, () => new SlstmOf64(1), () => new SlstmOf256(1), s =>
        {
            Tensor forget = F.logsigmoid(s.Gate(1)) + s.States[2], scale = maximum(forget, s.Gate(0));
            Tensor kept = exp(forget - scale), added = exp(s.Gate(0) - scale);
            s.States[0] = (kept * s.States[0]) + (added * tanh(s.Gate(2)));
            s.States[1] = (kept * s.States[1]) + added;
            s.States[2] = scale;
            return sigmoid(s.Gate(3)) * s.States[0] / s.States[1];
        }),
        new("Sru", "iiii", 1, 2, () => new SruOf64(1), () => new SruOf256(1), s =>
        {
            Tensor c = s.States[0], forget = sigmoid(s.Gate(1) + (s.Weights[0] * c)), reset = sigmoid(s.Gate(2) + (s.Weights[1] * c));
            s.States[0] = (forget * c) + ((1 - forget) * s.Gate(0));
            return (reset * s.States[0]) + ((1 - reset) * s.Gate(3));
        }),
        new("Ugrnn", "bb", 0, 0, () => new UgrnnOf64(1), () => new UgrnnOf256(1), s =>
        {
            Tensor update = sigmoid(s.Gate(0));
            return (update * s.H) + ((1 - update) * tanh(s.Gate(1)));
        }),
    ];
}

/// <summary>A cell.</summary>
/// <param name="Name">Its class.</param>
/// <param name="Gates">What each gate reads: b both x and h, i the input only, h the state only, o x and another value of the unit.</param>
/// <param name="States">States beside h.</param>
/// <param name="Weights">Learned numbers per unit.</param>
/// <param name="Small">The declared model of 64 units.</param>
/// <param name="Large">The declared model of 256 units.</param>
/// <param name="Step">A step; gives the new h.</param>
internal sealed record ZooCell(
    string Name, string Gates, int States, int Weights, Func<IRecurrentModel> Small, Func<IRecurrentModel> Large,
    Func<ZooStep, Tensor> Step);
