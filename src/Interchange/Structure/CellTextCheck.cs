namespace LstmGen.Interchange.Structure;

/// <summary>Whether a cell's statements fit together: one output, a next value of each state, names and lets that come before.</summary>
internal static class CellTextCheck
{
    /// <exception cref="FormatException">They do not.</exception>
    public static void Require(CellText text)
    {
        int next = Count(text, "next"), outputs = Count(text, "output");
        if (outputs != 1 || next != text.States.Count)
            throw new FormatException(
                $"a cell's equations have {text.States.Count} states, {next} next values and {outputs} outputs; save the model again");
        HashSet<string> names = [.. text.Weights, .. text.States, .. text.Previous is null ? [] : (string[])[text.Previous],
            .. text.Gates.Where(gate => !gate.ReadsOther).Select(gate => gate.Name)];
        int lets = 0;
        foreach ((string kind, CellExpression expression) in text.Statements)
        {
            foreach (CellExpression leaf in expression.All.Where(part => !part.IsFunction))
            {
                if (leaf.Let is { } let ? let >= lets : leaf.Constant is null && !names.Contains(leaf.Word))
                    throw CellExpression.Malformed(leaf.Word);
            }

            if (kind == "let")
                lets++;
            else if (kind == "other")
                names.UnionWith(text.Gates.Where(gate => gate.ReadsOther).Select(gate => gate.Name));
        }
    }

    private static int Count(CellText text, string kind) => text.Statements.Count(statement => statement.Kind == kind);
}
