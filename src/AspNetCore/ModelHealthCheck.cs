using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LstmGen.AspNetCore;

/// <summary>
/// Healthy where the weights in use are the file's; else the status of the registration, Degraded by default: the older weights still
/// answer.
/// </summary>
internal sealed class ModelHealthCheck<T>(LoadedModel<T> model) : IHealthCheck
    where T : class, IRecurrentModel
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ModelFileStatus status = model.Status;
        string name = model.Model.Description.Name;
        var data = new Dictionary<string, object> { ["path"] = model.Path, ["loadedAt"] = status.LoadedAt, ["loads"] = status.Loads };
        return Task.FromResult(status.Failure is null
            ? HealthCheckResult.Healthy($"{name} has the weights of {model.Path}.", data)
            : new HealthCheckResult(
                context.Registration.FailureStatus,
                $"{name} keeps older weights, because the file cannot be loaded: {status.Failure}",
                data: data));
    }
}
