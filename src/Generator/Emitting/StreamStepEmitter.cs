using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes a stream's step of one row. It computes what the forward pass computes, in the same order, without what is the same at every
/// step: a small model's step takes less time than that.
/// </summary>
internal static class StreamStepEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        var products = new List<string>();
        w.Summary("A stream's step of one row.");
        using (w.Open("static void IModelPasses.Step<V>(ModelWorkspace work)"))
        {
            w.Line("Workspace ws = (Workspace)work;");
            w.Scope(
                body =>
                {
                    foreach (StreamStep step in plan.Layers.Select(layer => layer.StreamStep!))
                    {
                        foreach (string statement in step.Statements)
                            body.Line(Number(statement, step.Products.Length, products.Count));
                        products.AddRange(step.Products);
                    }
                },
                ("rowBegin", "const int rowBegin = 0;"), ("rowEnd", "const int rowEnd = 1;"), ("batch", "const int batch = 1;"));
        }

        w.Line();
        w.Summary("The products of such a step with the present weights.");
        using (w.Open("static PreparedRowProduct[] IModelPasses.RowProducts(ModelWorkspace work)"))
        {
            w.Line("Workspace ws = (Workspace)work;");
            using (w.OpenWith("return new PreparedRowProduct[]", "};"))
            {
                foreach (string product in products)
                    w.Line($"new({product}),");
            }
        }
    }

    private static string Number(string statement, int count, int first)
    {
        for (int i = 0; i < count; i++)
            statement = statement.Replace($"{{{i}}}", $"ws.Rows[{first + i}].Run();");
        return statement;
    }
}
