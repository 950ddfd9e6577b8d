namespace LstmGen.Generator.Equations;

/// <summary>What stands before <c>?</c>: comparisons, and what joins them.</summary>
internal abstract record Condition
{
    /// <summary>One value where it holds, another elsewhere.</summary>
    public abstract Node Choose(Graph graph, Node whenTrue, Node otherwise);

    internal sealed record Comparison(Node Mask) : Condition
    {
        public override Node Choose(Graph graph, Node whenTrue, Node otherwise) => graph.Select(Mask, whenTrue, otherwise);
    }

    internal sealed record Known(bool Value) : Condition
    {
        public override Node Choose(Graph graph, Node whenTrue, Node otherwise) => Value ? whenTrue : otherwise;
    }

    internal sealed record Not(Condition Inner) : Condition
    {
        public override Node Choose(Graph graph, Node whenTrue, Node otherwise) => Inner.Choose(graph, otherwise, whenTrue);
    }

    internal sealed record Both(Condition First, Condition Second) : Condition
    {
        public override Node Choose(Graph graph, Node whenTrue, Node otherwise) =>
            First.Choose(graph, Second.Choose(graph, whenTrue, otherwise), otherwise);
    }

    internal sealed record Either(Condition First, Condition Second) : Condition
    {
        public override Node Choose(Graph graph, Node whenTrue, Node otherwise) =>
            First.Choose(graph, whenTrue, Second.Choose(graph, whenTrue, otherwise));
    }
}
