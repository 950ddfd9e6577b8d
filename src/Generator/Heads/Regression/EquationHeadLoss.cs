using LstmGen.Generator.Equations;
using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Regression;

/// <summary>A loss of its user's, a mean over all targets; its text is emitted with the head, in doubles.</summary>
internal sealed class EquationHeadLoss(LossEquation loss, int targets, string head) : RowwiseLoss
{
    /// <summary>Names that emitted code uses beside the equation's.</summary>
    public static readonly string[] Reserved =
        ["outputs", "stride", "targets", "scale", "losses", "gradients", "row", "i", "sum", "y", "t", "rows", "counts", "at", "dLoss",
            "V", "Lane", "loss",
        .. Enumerable.Range(0, 64).SelectMany(k => new[] { $"y{k}", $"slope{k}" })];

    private readonly Derivatives _derivatives = new(loss.Graph, [(loss.Value, loss.Graph.Input("d loss"))]);

    public override TargetKind Targets => TargetKind.Values;

    public override IEnumerable<string> Info => loss.Outputs.Count == 1 ? [] : [$"OutputsPerTarget = {loss.Outputs.Count}"];

    public override string Formula => $"Mean of {new Infix(new Dictionary<Node, string>()).Of(loss.Value)}";

    protected override string Count => ValuesOf(targets);

    protected override string Compute =>
        $"{head}Equation(rows.Outputs, head.Stride, rows.Values({targets}), scale, rows.Losses, rows.Gradients);";

    public override IlgpuHeadLoss Ilgpu => new IlgpuEquationLoss(this, loss, targets, head);

    /// <summary>The outputs with their gradients, null where there is none.</summary>
    public IEnumerable<(string Name, Node? Gradient)> Gradients =>
        loss.Outputs.Select(output => (output, _derivatives[loss.Graph.Input(output)]));

    /// <summary>The loss and its derivatives.</summary>
    public string Comment
    {
        get
        {
            var infix = new Infix(new Dictionary<Node, string>());
            // For readers the gradient of the loss is 1. A graph of their own, because numbers of nodes are in names.
            var g = new Graph();
            Node value = g.Copy(loss.Value, new Dictionary<string, Node>());
            var derivatives = new Derivatives(g, [(value, g.One)]);
            return $"l = {infix.Of(loss.Value)}\n"
                + string.Join(
                    "\n",
                    loss.Outputs.Select(
                        output => $"dl/d{output} = {(derivatives[g.Input(output)] is { } gradient ? infix.Of(gradient) : "0")}"));
        }
    }

    public override void EmitPasses(CodeWriter w)
    {
        w.Line();
        w.Summary("The loss of some rows, each a sum over its targets, and the scaled gradients of their outputs.");
        w.Remarks(Comment);
        EmitRows(w);
    }

    private void EmitRows(CodeWriter w)
    {
        int width = loss.Outputs.Count;
        using (w.Open($"private static void {head}Equation(ReadOnlySpan<float> outputs, int stride, ReadOnlySpan<float> targets, float "
            + "scale, Span<double> losses, Span<float> gradients)"))
        using (w.Open("for (int row = 0; row < losses.Length; row++)"))
        {
            w.Line("double sum = 0;");
            using (w.Open($"for (int i = 0; i < {targets}; i++)"))
            {
                var inputs = new Dictionary<Node, string> { [loss.Graph.Input(loss.Target)] = "t", [loss.Graph.Input("d loss")] = "dLoss" };
                w.Line($"double t = targets[row * {targets} + i], dLoss = scale;");
                for (int k = 0; k < width; k++)
                {
                    inputs.Add(loss.Graph.Input(loss.Outputs[k]), $"y{k}");
                    w.Line($"double y{k} = outputs[row * stride + i * {width} + {k}]; // {loss.Outputs[k]}");
                }

                var doubles = new DoubleWriter(inputs, [.. Reserved, .. inputs.Values]);
                doubles.EmitLocals(w, [loss.Value, .. Gradients.Select(one => one.Gradient).OfType<Node>()]);
                w.Line($"sum += {doubles.Of(loss.Value)};");
                int at = 0;
                using (w.Open("if (!gradients.IsEmpty)"))
                {
                    foreach ((_, Node? gradient) in Gradients)
                        w.Line($"gradients[row * stride + i * {width} + {at++}] = "
                            + $"(float){(gradient is null ? "0" : $"({doubles.Of(gradient)})")};");
                }
            }

            w.Line($"losses[row] = sum;\nif (!gradients.IsEmpty)\n    gradients.Slice(row * stride + {targets * width}, stride - "
                + $"{targets * width}).Clear();");
        }
    }
}
