namespace LstmGen.Generator.Planning;

/// <summary>
/// What a layer computes in a stream's step of one row that goes on from the last step. It leaves in slot 1 what the pass leaves there, and
/// its state where it finds it again.
/// </summary>
/// <param name="Statements">The statements; in scope: those of <see cref="LayerPlan.Forward"/>, and <c>batch</c>. <c>{0}</c>, <c>{1}</c>,
/// ... stand for the products.</param>
/// <param name="Products">Arguments of the runtime's RowProducts that it runs.</param>
internal sealed record StreamStep(IReadOnlyList<string> Statements, params string[] Products);
