using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>Models with the losses of LstmGen.Cells, and their naive versions.</summary>
internal static class LossProbes
{
    private static readonly (string Name, int PerTarget, string? Constants, Func<Tape, Var[], Var, Var> Element)[] Losses =
    [
        ("LogCosh", 1, null,
            (t, y, target) => { Var d = t.Subtract(y[0], target); return t.Log(t.Scale(t.Add(t.Exp(d), t.Exp(t.Scale(d, -1))), 0.5)); }),
        ("PoissonNll", 1, null, (t, y, target) => t.Subtract(t.Exp(y[0]), t.Multiply(target, y[0]))),
        ("TweedieDeviance", 1, "1.3f", (t, y, target) =>
        {
            double power = 1.3f;
            return t.Subtract(
                t.Scale(t.Exp(t.Scale(y[0], 2 - power)), 1 / (2 - power)),
                t.Scale(t.Multiply(target, t.Exp(t.Scale(y[0], 1 - power))), 1 / (1 - power)));
        }),
        ("GaussianNll", 2, null, (t, y, target) =>
        {
            Var d = t.Subtract(target, y[0]);
            return t.Scale(t.Add(y[1], t.Divide(t.Multiply(d, d), t.Exp(y[1]))), 0.5);
        }),
        ("StudentNll", 2, "6f", (t, y, target) =>
        {
            Var z = t.Divide(t.Subtract(target, y[0]), t.Exp(y[1]));
            return t.Add(y[1], t.Scale(t.Log(t.Scale(t.Multiply(z, z), 1 / 6.0, 1)), 3.5));
        }),
        ("AsymmetricSquared", 1, "0.8f", (t, y, target) =>
        {
            Var d = t.Subtract(y[0], target), square = t.Multiply(d, d);
            return t.Choose(y[0], target, (a, b) => a < b, t.Scale(square, 0.8f), t.Scale(square, 1 - 0.8f));
        }),
    ];

    /// <summary>A model of each loss, with targets at the end or at every step.</summary>
    public static IReadOnlyDictionary<string, Probe> All { get; } = (
        from loss in Losses
        from everyStep in new[] { false, true }
        let head = new EquationHead(
            3, loss.PerTarget, "LstmGen.Cells." + loss.Name,
            loss.Element) { Constants = loss.Constants, Pooling = everyStep ? Pooling.EveryStep : Pooling.Last, LossWeight = 0.7f }
        select With(
            new ReferenceModel(loss.Name + (everyStep ? "Steps" : ""), new FeaturesInput(2), [new LstmLayer(5)], [head]))).ToDictionary(
                probe => probe.Declaration.Name);

    /// <summary>Names of the losses.</summary>
    public static IEnumerable<string> Names => Losses.Select(loss => loss.Name);

    private static Probe With(ReferenceModel model)
    {
        Probe probe = Probe.Of(model, 4, 3, model.Heads[0].EveryStep ? [3, 1, 2, 3] : null);
        int places = model.Heads[0].EveryStep ? 12 : 4;
        var random = new Random(5);
        return probe with
        {
            Data =
                probe.Data with { Targets =
                    new() { ["head"] = new ReferenceTarget { Values = [.. Enumerable.Range(0, places * 3)
                        .Select(_ => (double)(float)(random.NextDouble() * 2))] } } },
        };
    }
}
