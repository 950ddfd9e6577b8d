using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>The loss of a head on a GPU, as calls into the runtime, and what goes with it.</summary>
internal abstract class IlgpuHeadLoss
{
    /// <summary>The statement that scores rows. In scope: <c>ws</c>, <c>head</c>, the runtime's DeviceHead, and <c>scale</c>.</summary>
    public abstract string Score { get; }

    /// <summary>Statements that add the gradients of its own parameters; in scope: <c>ws</c>.</summary>
    public virtual IEnumerable<string> ParameterGradients => [];

    /// <summary>Writes its own kernels, or how its own weights are read, after a blank line; nothing where it has none.</summary>
    public virtual void Emit(CodeWriter w)
    {
    }
}
