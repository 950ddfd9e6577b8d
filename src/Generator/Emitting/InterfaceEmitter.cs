using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the members through which a training loop works with any model.</summary>
internal static class InterfaceEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        w.Line("""
            ModelDescription IRecurrentModel.Description => Description;

            ModelWorkspace IRecurrentModel.CreateWorkspace(bool training) => CreateWorkspace(training);

            void IRecurrentModel.Forward(ModelWorkspace workspace) => Forward((Workspace)workspace);

            double IRecurrentModel.Loss(ModelWorkspace workspace) => Loss((Workspace)workspace);

            void IRecurrentModel.Backward(ModelWorkspace workspace, AlignedBuffer gradients) => Backward((Workspace)workspace, gradients);

            """);
        using (w.Open("void IRecurrentModel.Finish(ModelWorkspace workspace, int head, Span<float> outputs)"))
        {
            foreach (HeadPlan head in plan.Heads.Where(head => head.Finish is not null))
                w.Line($"if (head == {head.Index})\n    Finish{head.Name}((Workspace)workspace, outputs);");
        }
    }
}
