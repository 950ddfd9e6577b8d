using System.Text.RegularExpressions;
using LstmGen.Generator.Equations;
using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Regression;

/// <summary>A loss of its user's on a GPU; its text is emitted with the head, in lanes.</summary>
/// <param name="owner">The same on the processor.</param>
/// <param name="loss">The equation.</param>
/// <param name="targets">Number of targets.</param>
/// <param name="head">Prefix of what is emitted for the head.</param>
internal sealed class IlgpuEquationLoss(EquationHeadLoss owner, LossEquation loss, int targets, string head) : IlgpuHeadLoss
{
    public override string Score =>
        $"Device.Launch({head}EquationRows, Device.OnePer(head.Count), head.Rows, head.Values.View, scale);";

    public override void Emit(CodeWriter w)
    {
        w.Line();
        w.Summary("The loss of a row and its derivatives.");
        w.Remarks(owner.Comment);
        EmitKernel(w);
    }

    private void EmitKernel(CodeWriter w)
    {
        int width = loss.Outputs.Count;
        using (w.Open($"private static void {head}EquationRows(gen::LossRows rows, ArrayView<float> targets, float scale)"))
        {
            w.Line("int row = Grid.IdxX * Group.DimX + Group.IdxX;\nif (row >= rows.Count)\n    return;\n"
                + "bool counts = rows.IsValid(row);\nfloat sum = 0f;");
            using (w.Open($"for (int i = 0; i < {targets}; i++)"))
            {
                w.Line($"int at = row * rows.Stride + i * {width};");
                var lines = new CodeWriter();
                var loads = new Dictionary<Node, string> { [loss.Graph.Input(loss.Target)] = $"new V(targets[row * {targets} + i])",
                    [loss.Graph.Input("d loss")] = "dLoss" };
                lines.Line("V dLoss = new V(scale);");
                for (int k = 0; k < width; k++)
                    loads.Add(loss.Graph.Input(loss.Outputs[k]), $"new V(rows.Outputs[at + {k}])");
                var lanes = new LaneWriter(
                    loads, [loss.Value, .. owner.Gradients.Select(one => one.Gradient).OfType<Node>()], EquationHeadLoss.Reserved);
                lanes.EmitLoads(lines);
                lanes.EmitLocals(lines);
                lines.Line($"V loss = {lanes.Of(loss.Value)};");
                int slot = 0;
                foreach ((_, Node? gradient) in owner.Gradients)
                    lines.Line($"V slope{slot++} = {(gradient is null ? "V.Zero" : lanes.Of(gradient))};");
                w.Line(Regex.Replace(lines.ToString().TrimEnd('\n'), @"\bV\b", "Lane"));
                w.Line("if (counts)\n    sum += loss.Value;");
                for (int k = 0; k < width; k++)
                    w.Line($"rows.Gradients[at + {k}] = counts ? slope{k}.Value : 0f;");
            }

            w.Line($"for (int i = {targets * width}; i < rows.Stride; i++)\n"
                + "    rows.Gradients[row * rows.Stride + i] = 0f;\nrows.Losses[row] = sum;");
        }
    }
}
