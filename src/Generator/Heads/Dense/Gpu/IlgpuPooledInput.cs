using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Reads one row per sequence, on a GPU; each pooling derives one class.</summary>
internal abstract class IlgpuPooledInput(HeadPlacement site, float dropout, uint stream) : IlgpuHeadInput(site)
{
    public override string Rows => $"ws.{Name}Pooled.View";

    public override IEnumerable<string> Forward => [.. Pool, .. Masked("Pooled")];

    public override IEnumerable<string> Backward(Func<string, bool, string> product) =>
        [product($"ws.{Name}PooledGradient.View", false), .. Masked("PooledGradient"), .. Unpool];

    /// <summary>Statements that fill the pooled rows.</summary>
    protected abstract IEnumerable<string> Pool { get; }

    /// <summary>Statements that spread the pooled rows' gradient over the sequence's.</summary>
    protected abstract IEnumerable<string> Unpool { get; }

    private IEnumerable<string> Masked(string rows) => dropout == 0 ? [] :
        [$"if (ws.Dropout)\n    Kernels.Masks.ApplyRows(ws.Mask({Literal.Of(dropout)}, {stream}), {Time}.Layout, "
            + $"{Input.Stride}, ws.{Name}{rows}.View);"];
}
