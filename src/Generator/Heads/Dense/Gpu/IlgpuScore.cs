using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>The loss of a head on a GPU: targets go there, its sum comes back.</summary>
internal static class IlgpuScore
{
    /// <summary>The statement that calls what <see cref="Emit"/> writes; in scope: <c>ws</c>.</summary>
    public static string Call(HeadPlan head) => $"{head.Name}Score(ws, ws.HeadsOnDevice[{head.Index}]);";

    /// <summary>Writes the method.</summary>
    public static void Emit(CodeWriter w, HeadPlan head, HeadLoss loss)
    {
        w.Summary($"{loss.Formula}, and its gradient with respect to the outputs; steps past a row's end count nothing.");
        using (w.Open($"private void {head.Name}Score(Workspace ws, DeviceHead head)"))
        {
            w.Line("head.UploadTargets();");
            w.Line($"float scale = LossScale.Of({Literal.Of(head.LossWeight)}, {head.Workspace}.Normalizer);");
            w.Line(loss.Ilgpu.Score);
        }
    }
}
