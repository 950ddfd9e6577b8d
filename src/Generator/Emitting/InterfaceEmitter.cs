namespace LstmGen.Generator.Emitting;

/// <summary>Writes the members through which a training loop works with any model.</summary>
internal static class InterfaceEmitter
{
    public static void Emit(CodeWriter w) => w.Line("""
        ModelDescription IRecurrentModel.Description => Description;

        ModelWorkspace IRecurrentModel.CreateWorkspace(bool training) => CreateWorkspace(training);

        void IRecurrentModel.Forward(ModelWorkspace workspace) => Forward((Workspace)workspace);

        double IRecurrentModel.Loss(ModelWorkspace workspace) => Loss((Workspace)workspace);

        void IRecurrentModel.Backward(ModelWorkspace workspace, AlignedBuffer gradients) => Backward((Workspace)workspace, gradients);
        """);
}
