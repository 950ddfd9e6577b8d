using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>How a head gets from the body's sequence to the rows that its dense layer reads, and back, on a GPU.</summary>
internal abstract class IlgpuHeadInput(HeadPlacement site)
{
    protected string Name => site.Name;

    protected SequencePlan Input => site.Input;

    protected HeadPlacement Site => site;

    protected string Time => $"ws.{Input.Time}OnDevice";

    /// <summary>Copies of its own weights.</summary>
    public virtual IEnumerable<IlgpuBlock> Blocks => [];

    /// <summary>Members of the model, such as layouts.</summary>
    public virtual IEnumerable<string> Members => [];

    /// <summary>Statements that fill <see cref="Blocks"/>.</summary>
    public virtual IEnumerable<string> Pack => [];

    /// <summary>Statements that add the gradients of its own parameters.</summary>
    public virtual IEnumerable<string> ParameterGradients => [];

    /// <summary>Statements of the forward pass before the dense layer.</summary>
    public abstract IEnumerable<string> Forward { get; }

    /// <summary>
    /// Statements that carry the outputs' gradient back to the body's; <paramref name="product"/> gives dy W to a view, added or not.
    /// </summary>
    public abstract IEnumerable<string> Backward(Func<string, bool, string> product);

    /// <summary>Expression for the rows that the dense layer reads.</summary>
    public abstract string Rows { get; }
}
