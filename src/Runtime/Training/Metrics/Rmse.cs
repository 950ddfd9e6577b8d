namespace LstmGen;

/// <summary>Root mean squared error, in the unit of the target.</summary>
/// <remarks>sqrt(mean((p - y)^2)). scikit-learn: <c>root_mean_squared_error</c>.</remarks>
public sealed class Rmse : Mse
{
    /// <inheritdoc/>
    public override string Name => "rmse";

    /// <inheritdoc/>
    public override Metric CreateRun() => new Rmse();

    /// <inheritdoc/>
    public override double Value => Math.Sqrt(base.Value);
}
